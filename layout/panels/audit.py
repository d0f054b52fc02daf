"""The audit as a report: states counted, each finding with its formula and sources in a disclosure."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from layout.audit import quantity_words, sentences
from layout.audit.findings import FINDING_STATES, Finding, audit_claims
from layout.audit.formulas import Quantity
from layout.panels.source_card import cite
from layout.plan.model import Plan
from layout.words.citations import citation
from layout.words.glossary import say
from layout.words.nodes import Node, h
from layout.words.years import figure_years


def audit_text(plan: Plan, lang: str) -> str:
    """Return the report as lines for a terminal."""
    lines = []
    for finding in audit_claims(plan):
        mark = say(f"state.{finding.state}", lang)
        lines.append(f"[{mark}] {finding.claim.title(lang)}")
        lines.append(f"    {sentences.finding_sentence(finding, lang)}")
        if finding.result is not None:
            lines.append(
                f"    {sentences.formula_text(finding.result, lang, sentences.decimals_of(finding))}"
            )
        lines += [f"    – {reason}" for reason in sentences.reason_sentences(finding, plan, lang)]
        lines.append(f"    {citation(finding.refs, plan, lang)}")
    return "\n".join(lines) or say("audit.none", lang)


def audit_section(plan: Plan, lang: str) -> Node:
    """Return the section of the audit: lead, filters by state, findings."""
    findings = audit_claims(plan)
    if not findings:
        return h("section", h("h2", say("audit.heading", lang), id="audit"), _none(lang))
    return h(
        "section",
        h("h2", say("audit.heading", lang), id="audit"),
        h("p", say("audit.lead", lang), cls="quiet"),
        h("div", *_filters(findings, lang), cls="states", role="group", aria_label=say("facet.state", lang)),
        h("div", *[_finding(f, plan, lang) for f in findings], cls="findings"),
    )


def _none(lang: str) -> Node:
    return h("p", say("audit.none", lang), cls="quiet")


def _filters(findings: tuple[Finding, ...], lang: str) -> Iterable[Node]:
    yield h(
        "button",
        say("audit.all", lang, n=len(findings)),
        go={"state": ""},
        aria_pressed="true",
        cls="state-chip",
    )
    for state in FINDING_STATES:
        n = sum(f.state == state for f in findings)
        words = f"{say(f'state.{state}', lang)} {n}"
        yield h("button", words, go={"state": state}, aria_pressed="false", cls=f"state-chip is-{state}")


def _finding(finding: Finding, plan: Plan, lang: str) -> Node:
    state = h("span", say(f"state.{finding.state}", lang), cls=f"state-mark is-{finding.state}")
    head = h(
        "summary",
        state,
        h("b", finding.claim.title(lang)),
        h("span", sentences.finding_sentence(finding, lang)),
    )
    body = [head, *_unfolded(finding, plan, lang)]
    return h("details", *body, data_state=finding.state, key=f"finding-{finding.claim.id}", cls="finding")


def _unfolded(finding: Finding, plan: Plan, lang: str) -> Iterable[Node]:
    if finding.result is not None:
        digits = sentences.decimals_of(finding)
        yield _row("audit.formula", [h("p", sentences.formula_text(finding.result, lang, digits))], lang)
        yield from _range(finding, lang)
    steps = [
        f"{q.name(lang)}{say('text.colon', lang)}{sentences.formula_text(q, lang)}" for q in finding.workings
    ]
    if steps:
        yield _row("audit.workings", [h("p", step) for step in steps], lang)
    why = sentences.reason_sentences(finding, plan, lang)
    if why:
        key = "audit.reasons" if sentences.is_open_question(finding) else "audit.caveat"
        yield _row(key, [h("p", reason) for reason in why], lang)
    yield _row("audit.sources", list(_sources(finding, plan, lang)), lang)


def _row(key: str, parts: list[Node], lang: str) -> Node:
    return h("div", h("small", say(key, lang)), h("div", *parts), cls="finding-row")


def _range(finding: Finding, lang: str) -> Iterable[Node]:
    result = finding.result
    if result is None or finding.low is None or finding.high is None or finding.low == finding.high:
        return
    if not (finding.low.is_finite() and finding.high.is_finite()):
        return
    low, high = (_end(v, result, lang, finding) for v in (finding.low, finding.high))
    # Ends that are printed alike say nothing of how exact the number is.
    if low != high:
        yield h("p", say("audit.range", lang, low=low, high=high), cls="quiet finding-range")


def _end(number: Decimal, result: Quantity, lang: str, finding: Finding) -> str:
    return quantity_words.format_like(number, result, lang, sentences.decimals_of(finding))


def _sources(finding: Finding, plan: Plan, lang: str) -> Iterable[Node]:
    """Yield each printed figure that the finding rests on, once, as a button that opens its source."""
    quantities: dict[str, Quantity] = {}
    for quantity in [
        *([finding.stated_quantity] if finding.stated_quantity else []),
        *finding.operands,
        *finding.workings,
    ]:
        quantities |= {q.id: q for q in _leaves(quantity)}
    for name in quantities:
        statement = plan.statement.get(name)
        if statement is not None:
            year = figure_years(statement.figure, lang)
            where = citation(statement.refs, plan, lang)
            label = say("audit.cited", lang, name=statement.name(lang), when=year)
            yield h("p", label, cite(statement, lang), h("small", where))


def _leaves(quantity: Quantity) -> Iterable[Quantity]:
    if not quantity.of:
        yield quantity
    for part in quantity.of:
        yield from _leaves(part)
