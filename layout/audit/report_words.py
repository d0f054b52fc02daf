"""Questions of the audit in words: the sentence of a cause, and the sentences of those that have none."""

from __future__ import annotations

from collections.abc import Iterable

from layout.audit import formula_words, sentences
from layout.audit.findings import CLOSES, Finding
from layout.audit.formulas import Quantity
from layout.audit.quantity_words import format_exactly
from layout.audit.report import CauseRow, FindingGroup
from layout.words import glossary
from layout.words.glossary import say

# Words of a cause where all the other figures fit what is implied, and where some do.
_IMPLIED = ("group.implied-all", "group.implied-some")
_IMPLIED_BY_NONE = ("group.implied-all-by-none", "group.implied-some-by-none")


def group_sentence(group: FindingGroup, lang: str) -> str:
    """Return what a question comes to in one sentence, computed from its findings."""
    if group.rows:
        return _cause_sentence(group, lang)
    if group.cause is None:
        return sentences.finding_sentence(group.findings[0], lang)
    if group.cause.note:
        return say("group.noted", lang, note=group.cause.note(lang))
    open_findings = [f for f in group.findings if f.state != CLOSES]
    key = "group.of-one-state" if len({f.state for f in group.findings}) == 1 else "group.of-several-states"
    example = sentences.finding_sentence(group.lead, lang)
    return say(key, lang, n=len(group.findings), open=len(open_findings), example=example)


def _cause_sentence(group: FindingGroup, lang: str) -> str:
    printed, implied = printed_quantity(group), implied_quantity(group)
    rows = [row for row in group.rows if row.printed.state != CLOSES]
    # What the implied figure was worked out from fits it by definition, and is no witness to it.
    tested = [row for row in rows if row.implied is not None]
    fitting = [row for row in tested if row.implied and row.implied.state == CLOSES]
    words = {
        "name": sentences.dated_name(printed, lang),
        "printed": format_exactly(printed, lang),
        "implied": format_exactly(implied, lang),
        "others": _stated_text(rows, lang),
        "by": defining_text(group, lang),
        "n": len(rows),
        "tested": len(tested),
        "fitting": len(fitting),
    }
    keys = _IMPLIED if words["by"] else _IMPLIED_BY_NONE
    return formula_words.space_evenly(say(keys[len(fitting) < len(tested)], lang, **words), lang)


def defining_text(group: FindingGroup, lang: str) -> str:
    """Return the stated figure that the implied one of a group was worked out from; it is no check of it."""
    return _stated_text((row for row in group.rows if row.implied is None), lang)


def _stated_text(rows: Iterable[CauseRow], lang: str) -> str:
    stated = (row.printed.stated_quantity for row in rows)
    return glossary.join_words((format_exactly(q, lang) for q in stated if q), lang)


def printed_quantity(group: FindingGroup) -> Quantity:
    """Return the printed figure that others do not fit, of a group that has rows."""
    return next(q for f in group.findings for q in _leaves(f) if group.cause and q.id == group.cause.printed)


def implied_quantity(group: FindingGroup) -> Quantity:
    """Return what the other figures imply in its place, of a group that has rows."""
    used = (q for f in group.findings for q in f.workings)
    return next(q for q in used if group.cause and q.id == group.cause.implied)


def _leaves(finding: Finding) -> list[Quantity]:
    waiting, leaves = [*finding.operands, *finding.workings], []
    followed: set[str] = set()
    while waiting:
        quantity = waiting.pop()
        if quantity.id in followed:
            continue
        followed.add(quantity.id)
        waiting += quantity.of
        if not quantity.of:
            leaves.append(quantity)
    return leaves


def cause_cells(row: CauseRow, lang: str) -> tuple[str, str, str, str]:
    """Return a stated figure's name and number, and what the printed and the implied figure give for it."""
    stated = row.printed.stated_quantity
    implied = row.implied
    return (
        stated.name(lang) if stated else row.printed.claim.title(lang),
        format_exactly(stated, lang) if stated else "",
        _computed_text(row.printed, lang),
        _computed_text(implied, lang) if implied else say("group.by-this", lang),
    )


def _computed_text(finding: Finding, lang: str) -> str:
    if finding.result is None:
        return say("formula.none", lang)
    return format_exactly(finding.result, lang, sentences.decimals_of(finding))
