"""Growth held against targets: which findings may be shown as base, rate and target of one subject."""

from __future__ import annotations

from collections.abc import Iterable

from layout.audit import formula_words, quantity_words, sentences
from layout.audit.findings import CLOSES, Finding, audit_claims, quantity_of
from layout.plan.model import Plan
from layout.words.glossary import say

_SUBJECT, _PAST = "subject", "past-rate"


def reach_findings(plan: Plan) -> tuple[Finding, ...]:
    """Return what growth leads to and is held against, of those whose sides are of one subject."""
    findings = (f for f in audit_claims(plan) if f.claim.by == "reach" and f.stated_quantity is not None)
    return tuple(f for f in findings if of_one_subject(f, plan))


def of_one_subject(finding: Finding, plan: Plan) -> bool:
    """Tell whether base and target are of one subject: the data may forbid to hold them together.

    A claim says so by its `why`, two figures by unlike populations; the finding stays one of the audit.
    """
    if any(name == _SUBJECT for name, _ in finding.reasons):
        return False
    sides = [finding.claim.of[0] if finding.claim.of else "", finding.claim.stated]
    populations = {plan.statement[name].population for name in sides if name in plan.statement}
    return len(populations) < 2


def grows_at_past_rate(finding: Finding) -> bool:
    """Tell whether the growth is of years before the base, not one that the plan sets for its target."""
    return any(name == _PAST for name, _ in finding.reasons)


def computed_otherwise(name: str, plan: Plan) -> Finding | None:
    """Return the finding that works a printed figure out from others and does not arrive at it."""
    for finding in audit_claims(plan) if name in plan.statement else ():
        if finding.claim.stated == name and finding.state != CLOSES and finding.result is not None:
            return finding
    return None


def base_notes(name: str, plan: Plan, lang: str) -> list[str]:
    """Return what is to be said of a figure wherever a target starts from it."""
    return [note for note in (start_note(name, plan, lang), *base_caveats(name, plan, lang)) if note]


def base_caveats(name: str, plan: Plan, lang: str) -> Iterable[str]:
    """Yield what the data say is to be borne in mind where growth starts from a figure."""
    for claim in plan.claims:
        if claim.alike and claim.by == "reach" and claim.of[0] == name:
            yield say("targets.base-caveat", lang, why=claim.why(lang))


def start_note(name: str, plan: Plan, lang: str) -> str:
    """Return which of two numbers a printed figure starts by, and the other; else an empty text."""
    other = computed_otherwise(name, plan)
    if other is None or other.result is None:
        return ""
    return say(
        "targets.base-otherwise",
        lang,
        printed=formula_words.format_operand(quantity_of(plan.statement[name], plan), lang),
        computed=quantity_words.format_exactly(other.result, lang, sentences.decimals_of(other)),
        title=other.claim.title(lang),
    )
