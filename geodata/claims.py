"""Rules of an edition's claims: operands that fit their kind, and no claim that is its own operand."""

from __future__ import annotations

from collections.abc import Mapping

from . import counts
from .checked_row import CheckedRow
from .claim_operands import COUNT, OPERAND_RULES, RATE, SORTS, Operand, result_operand, sort_of
from .faults import word, worded
from .languages import Text
from .references import split_list
from .rules import RowsByTable
from .schema import table_schemas
from .size_classes import class_amount
from .units import dimension, multiply

# How many operands a kind takes: at least, at most (0: any number).
OPERANDS = {
    "sum": (2, 0),
    "difference": (2, 2),
    "growth": (2, 2),
    "share": (2, 2),
    "share-change": (4, 4),
    "doubling": (2, 2),
    "reach": (2, 2),
    "whole": (2, 2),
    "rest": (2, 0),
    "repeat": (1, 0),
    "product": (2, 2),
    "pace": (1, 1),
    "at-least": (2, 2),
    "below-past": (1, 1),
    "ladder": (2, 0),
}
# What has other names in the data; a park's other names need not be the plan's.
_NAMED = ("bases", "clusters", "segments")


def check_claims(rows: RowsByTable) -> None:
    """Check the operands and the stated figure of every claim against its kind; add faults to the rows.

    Claims are rows of plan.toml, their operands are figures, indicators or other claims; the number of
    operands is that of OPERANDS, their sorts are those of OPERAND_RULES, and units convert as units.toml
    declares.
    """
    claims = {row.values["id"]: row for row in rows.get("claims") or [] if row.filled("id")}
    statement_rows = [*(rows.get("figures") or []), *(rows.get("indicators") or [])]
    # Of an id that stands twice, which is a fault of its own, the first counts.
    numbers = {row.values["id"]: row for row in reversed(statement_rows)}
    forms = {row.values["id"]: row.values["form"] for row in rows.get("measures") or []}
    below = {name: [*split_list(row.values["of"]), row.values["stated"]] for name, row in claims.items()}
    order, unsettled = _order(below)
    # What a claim comes to is known once its operands are; of one that rests on itself nothing is.
    known = {name: _operand(row, forms) for name, row in numbers.items()}
    for name in [*order, *unsettled]:
        operands = tuple(known.get(n) or Operand(n) for n in split_list(claims[name].values["of"]))
        _check_claim(claims[name], operands, known, numbers)
        known[name] = result_operand(name, _kind(claims[name]), operands)
    for name in unsettled:
        if _rests_on(name, unsettled):
            claims[name].report("of", "circular", value=name)
    counts.check_counts(claims.values(), rows)
    for cause in rows.get("causes") or []:
        _check_cause(cause, claims, numbers)


def _operand(row: CheckedRow, forms: Mapping[str, str]) -> Operand:
    unit = row.values["unit"]
    form = forms.get(row.values["measure"], "")
    return Operand(row.values["id"], unit, sort_of(unit, form))


def _check_claim(
    claim: CheckedRow,
    operands: tuple[Operand, ...],
    known: Mapping[str, Operand],
    numbers: Mapping[str, CheckedRow],
) -> None:
    _count(claim, len(operands))
    kind = _kind(claim)
    if kind == "naming" and claim.filled("counted") and claim.values["counted"] not in _NAMED:
        claim.report("counted", "no_other_names", value=claim.values["counted"], options=_NAMED)
    printed = [numbers[o.id] for o in operands if o.id in numbers]
    if kind == "ladder":
        _on_one_rung(claim, printed)
    else:
        _usable(claim, "of", printed)
        _usable(claim, "stated", [numbers[n] for n in (claim.values["stated"],) if n in numbers])
    if kind == "growth" and len(printed) == 2:
        _of_two_years(claim, printed)
    if kind not in OPERAND_RULES:
        return
    _check_sorts(claim, kind, operands)
    if kind == "product":
        _multiplied(claim, operands)
    stated = known.get(claim.values["stated"])
    if stated is not None:
        _check_stated(claim, kind, operands, stated)


def _check_sorts(claim: CheckedRow, kind: str, operands: tuple[Operand, ...]) -> None:
    """Check that each operand is of a sort that the kind takes in its place, and goes with the first."""
    rule = OPERAND_RULES[kind]
    for place, operand in enumerate(operands if rule.of else ()):
        allowed = rule.of[min(place, len(rule.of) - 1)]
        if operand.sort and operand.sort not in allowed:
            code = "no_rate" if allowed == {RATE} and len(rule.of) > 1 else "wrong_operand"
            sorts = {"got": _sort_text(operand.sort), "expected": _sort_texts(allowed)}
            about = {"kind": worded("claim", kind), "order": _meaning(kind), **sorts}
            claim.report("of", code, value=operand.id, unit=operand.unit, n=place + 1, **about)
        elif rule.alike and not operand.goes_with(operands[0]):
            code = "unlike_sorts" if _same_dimension(operand, operands[0]) else "unlike_units"
            sorts = {"got": _sort_text(operand.sort), "expected": _sort_text(operands[0].sort)}
            claim.report("of", code, value=operand.id, unit=operand.unit, first=operands[0].id, **sorts)


def _same_dimension(first: Operand, second: Operand) -> bool:
    return dimension(first.unit) == dimension(second.unit)


def _check_stated(claim: CheckedRow, kind: str, operands: tuple[Operand, ...], stated: Operand) -> None:
    """Check that what is stated can be the result of the operands."""
    rule = OPERAND_RULES[kind]
    result = result_operand("", kind, operands)
    if stated.sort and (stated.sort not in rule.stated or not stated.goes_with(result)):
        values = {"kind": worded("claim", kind), "got": _sort_text(stated.sort), "order": _meaning(kind)}
        claim.report("stated", "unlike_stated", value=stated.id, unit=stated.unit, **values)


def _sort_text(sort: str) -> Text:
    return worded("number_sort", sort)


def _sort_texts(sorts: frozenset[str]) -> Text:
    names = [_sort_text(sort) for sort in SORTS if sort in sorts]
    return Text.in_each(lambda lang: word("number_sort", "or", lang).join(name(lang) for name in names))


def _meaning(kind: str) -> Text:
    """Return what schema.toml says of the operands of a kind."""
    fields = [table_schemas()["claims"].field(name) for name in ("kind", "by")]
    meanings = {n: m for f in fields if f for n, m in zip(f.allowed, f.meanings, strict=True)}
    return Text(*meanings.get(kind, ("", "")))


def _of_two_years(claim: CheckedRow, levels: list[CheckedRow]) -> None:
    years = [level.values["year"] for level in levels]
    if None in years or years[0] == years[1]:
        claim.report("of", "no_two_years", value=levels[1].values["id"], first=levels[0].values["id"])


def _on_one_rung(claim: CheckedRow, operands: list[CheckedRow]) -> None:
    """Check that all operands name the class of the first, the rung, in the same words."""
    rung = operands[0].values["words_zh"] if operands else ""
    for operand in operands[1:]:
        if rung and operand.values["words_zh"] != rung:
            claim.report("of", "other_rung", value=operand.values["id"], rung=rung)


def _multiplied(claim: CheckedRow, operands: tuple[Operand, ...]) -> None:
    if len(operands) < 2 or not all(o.unit and o.sort for o in operands):
        return
    # A number of firms times the amount of each is an amount: any unit goes with a count.
    if any(o.sort == COUNT for o in operands):
        return
    first, second = operands[:2]
    try:
        multiply(first.unit, second.unit)
    except ValueError:
        claim.report("of", "unlike_units", value=second.id, unit=second.unit)


def _check_cause(
    cause: CheckedRow, claims: Mapping[str, CheckedRow], numbers: Mapping[str, CheckedRow]
) -> None:
    """Check that a cause has claims, and that what it says is printed or implied is that."""
    if cause.filled("id") and all(c.values["cause"] != cause.values["id"] for c in claims.values()):
        cause.report("id", "no_claims", value=cause.values["id"])
    if cause.filled("printed") and cause.values["printed"] in claims:
        cause.report("printed", "not_printed", value=cause.values["printed"])
    if cause.filled("implied") and cause.values["implied"] in numbers:
        cause.report("implied", "not_computed", value=cause.values["implied"])


def _count(claim: CheckedRow, operand_count: int) -> None:
    kind = _kind(claim)
    low, high = OPERANDS.get(kind, (0, 0))
    if operand_count and (operand_count < low or (high and operand_count > high)):
        expected = str(low) if high == low else f"{low}+"
        claim.report("of", "operands", kind=worded("claim", kind), got=operand_count, expected=expected)


def _kind(claim: CheckedRow) -> str:
    """Return the kind that a claim is computed by; of a consequence it is the one that `by` names."""
    return str(claim.values["by"] or claim.values["kind"])


def _usable(claim: CheckedRow, path: str, numbers: list[CheckedRow]) -> None:
    for number in numbers:
        # A class such as 百亿级 is an amount that is named, if not printed.
        amount = class_amount(number.values["words_zh"])
        if not number.filled("value") and "value" not in number.bad and amount is None:
            claim.report(path, "no_number", value=number.values["id"])


def _order(below: Mapping[str, list[str]]) -> tuple[list[str], dict[str, set[str]]]:
    """Return the claims in an order in which each comes after those that it uses, and what is in no order.

    What rests on printed figures alone is set aside layer by layer, so that a long chain is walked once.
    """
    waiting = {name: {n for n in names if n in below} for name, names in below.items()}
    users: dict[str, list[str]] = {}
    for name, names in waiting.items():
        for operand in names:
            users.setdefault(operand, []).append(name)
    ready = [name for name, names in waiting.items() if not names]
    order = []
    while ready:
        name = ready.pop()
        order.append(name)
        del waiting[name]
        for user in users.get(name, ()):
            waiting[user].discard(name)
            if not waiting[user]:
                ready.append(user)
    return order, waiting


def _rests_on(claim_id: str, below: Mapping[str, set[str]]) -> bool:
    followed: set[str] = set()
    waiting = [claim_id]
    while waiting:
        names = below[waiting.pop()]
        if claim_id in names:
            return True
        fresh = names - followed
        followed |= fresh
        waiting += fresh
    return False
