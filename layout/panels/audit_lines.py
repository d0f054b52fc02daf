"""The audit as lines for a terminal, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterable

from layout.audit import formula_words, report_words, sentences
from layout.audit.findings import Finding
from layout.audit.report import FindingGroup, audit_report
from layout.plan.model import Plan
from layout.words.citations import citation
from layout.words.glossary import say


def audit_text(plan: Plan, lang: str) -> str:
    """Return the report as lines; of counts that close only how many there are, and their titles."""
    groups = audit_report(plan)
    lines = [line for g in groups if not g.is_light for line in _group(g, plan, lang)]
    light = [g for g in groups if g.is_light]
    if light:
        lines.append(say("audit.folded", lang, n=len(light)))
        lines += [
            f"    {g.title(lang)}{say('text.colon', lang)}{report_words.group_sentence(g, lang)}"
            for g in light
        ]
    return "\n".join(lines) or say("audit.none", lang)


def _group(group: FindingGroup, plan: Plan, lang: str) -> Iterable[str]:
    if group.cause is None:
        yield from _finding(group.findings[0], plan, lang)
        return
    yield say("audit.line", lang, state=say(f"state.{group.state}", lang), title=group.title(lang))
    yield f"    {report_words.group_sentence(group, lang)}"
    if group.rows and group.cause.note:
        yield f"    – {group.cause.note(lang)}"
    if group.cause.refs:
        yield f"    {citation(group.cause.refs, plan, lang)}"
    for finding in group.findings:
        yield from (f"    {line}" for line in _finding(finding, plan, lang))


def _finding(finding: Finding, plan: Plan, lang: str) -> Iterable[str]:
    title = finding.claim.title(lang)
    yield say("audit.line", lang, state=say(f"state.{finding.state}", lang), title=title)
    yield f"    {sentences.finding_sentence(finding, lang)}"
    if finding.result is not None:
        yield f"    {formula_words.formula_text(finding.result, lang, sentences.decimals_of(finding))}"
    # What the sentence says already is not said again.
    caveat = finding.claim.why(lang) if finding.has_caveat else ""
    yield from (
        f"    – {reason}" for reason in sentences.reason_sentences(finding, plan, lang) if reason != caveat
    )
    yield f"    {citation(finding.refs, plan, lang)}"
