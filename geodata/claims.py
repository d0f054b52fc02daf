"""Rules of an edition's claims: operands that fit their kind, and no claim that is its own operand."""

from __future__ import annotations

from collections.abc import Mapping

from .faults import worded
from .fields import CheckedRow
from .references import split_list
from .rules import RowsByTable
from .size_classes import class_amount
from .units import dimension, multiply

_PERCENT = frozenset({"%", "个百分点"})
_RATES = frozenset({"rate", "share"})

# How many operands a kind takes: at least, at most (0: any number).
OPERANDS = {
    "sum": (2, 0),
    "difference": (2, 2),
    "growth": (2, 2),
    "share": (2, 2),
    "share-change": (4, 4),
    "doubling": (2, 2),
    "reach": (2, 2),
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
    operands is that of OPERANDS, and units convert as units.toml declares.
    """
    claims = {row.values["id"]: row for row in rows.get("claims") or [] if row.filled("id")}
    statement_rows = [*(rows.get("figures") or []), *(rows.get("indicators") or [])]
    # Operands that are claims themselves have no unit, so that only the printed numbers are checked for it.
    numbers = {row.values["id"]: row for row in statement_rows}
    forms = {row.values["id"]: row.values["form"] for row in rows.get("measures") or []}
    for claim in claims.values():
        _check_claim(claim, numbers, forms)
    below = {name: [*split_list(row.values["of"]), row.values["stated"]] for name, row in claims.items()}
    for name in _circular(below):
        claims[name].report("of", "circular", value=name)
    for cause in rows.get("causes") or []:
        _check_cause(cause, claims, numbers)


def _check_claim(claim: CheckedRow, numbers: Mapping[str, CheckedRow], forms: Mapping[str, str]) -> None:
    names = split_list(claim.values["of"])
    _count(claim, len(names))
    operands = [numbers[name] for name in names if name in numbers]
    stated = [numbers[n] for n in (claim.values["stated"],) if n in numbers]
    kind = _kind(claim)
    if kind == "naming" and claim.filled("counted") and claim.values["counted"] not in _NAMED:
        claim.report("counted", "no_other_names", value=claim.values["counted"], options=_NAMED)
    if kind == "ladder":
        _on_one_rung(claim, operands)
        return
    _usable(claim, "of", operands)
    _usable(claim, "stated", stated)
    if kind in ("sum", "difference", "share", "rest", "at-least", "below-past"):
        _alike(claim, operands)
    if kind == "product":
        _multiplied(claim, operands, forms)
    _measured(claim, [numbers.get(name) for name in names], stated, forms)


def _on_one_rung(claim: CheckedRow, operands: list[CheckedRow]) -> None:
    """Check that all operands name the class of the first, the rung, in the same words."""
    rung = operands[0].values["words_zh"] if operands else ""
    for operand in operands[1:]:
        if rung and operand.values["words_zh"] != rung:
            claim.report("of", "other_rung", value=operand.values["id"], rung=rung)


def _multiplied(claim: CheckedRow, operands: list[CheckedRow], forms: Mapping[str, str]) -> None:
    if len(operands) < 2 or not all(o.filled("unit") for o in operands):
        return
    # A number of firms times the amount of each is an amount: any unit goes with a count.
    if any(forms.get(o.values["measure"]) == "count" for o in operands):
        return
    first, second = operands
    try:
        multiply(first.values["unit"], second.values["unit"])
    except ValueError:
        claim.report("of", "unlike_units", value=second.values["id"], unit=second.values["unit"])


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


def _measured(
    claim: CheckedRow, of: list[CheckedRow | None], stated: list[CheckedRow], forms: Mapping[str, str]
) -> None:
    """Check the rate of a reach, and the unit of the stated figure, against the kind."""
    kind = _kind(claim)
    rate = of[1] if kind == "reach" and len(of) == 2 else None
    if rate is not None and rate.filled("unit") and not _is_rate(rate, forms):
        claim.report("of", "no_rate", value=rate.values["id"])
    first = of[0] if of else None
    for row in stated:
        if row.filled("unit") and not _fits(kind, row.values["unit"], first, forms):
            values = {"value": row.values["id"], "unit": row.values["unit"]}
            claim.report("stated", "unlike_stated", kind=worded("claim", kind), **values)


def _is_rate(number: CheckedRow, forms: Mapping[str, str]) -> bool:
    # A measure that is not declared has a fault of its own; taken for a rate it gets no second one.
    form = forms.get(number.values["measure"], "rate")
    return bool(number.values["unit"] == "%" and form == "rate")


def _fits(kind: str, unit: str, first: CheckedRow | None, forms: Mapping[str, str]) -> bool:
    """Tell whether a result of a kind can stand in a unit; what is not known fits."""
    if kind in ("growth", "share", "share-change", "pace"):
        return unit in _PERCENT
    if kind == "reach" and unit in _PERCENT:
        return False
    if (
        kind not in ("sum", "difference", "rest", "repeat", "reach", "below-past")
        or first is None
        or not first.filled("unit")
    ):
        return True
    if kind == "difference" and forms.get(first.values["measure"]) in _RATES:
        return unit in _PERCENT
    return dimension(unit) == dimension(first.values["unit"])


def _usable(claim: CheckedRow, path: str, numbers: list[CheckedRow]) -> None:
    for number in numbers:
        # A class such as 百亿级 is an amount that is named, if not printed.
        amount = class_amount(number.values["words_zh"])
        if not number.filled("value") and "value" not in number.bad and amount is None:
            claim.report(path, "no_number", value=number.values["id"])


def _alike(claim: CheckedRow, numbers: list[CheckedRow]) -> None:
    with_unit = [number for number in numbers if number.filled("unit")]
    for number in with_unit[1:]:
        unit = number.values["unit"]
        if dimension(unit) != dimension(with_unit[0].values["unit"]):
            claim.report("of", "unlike_units", value=number.values["id"], unit=unit)


def _circular(below: Mapping[str, list[str]]) -> list[str]:
    """Return the claims that are among their own operands, directly or through others."""
    # What rests on printed figures alone is set aside layer by layer, so that a long chain is walked once.
    waiting = {name: {n for n in names if n in below} for name, names in below.items()}
    users: dict[str, list[str]] = {}
    for name, names in waiting.items():
        for operand in names:
            users.setdefault(operand, []).append(name)
    ready = [name for name, names in waiting.items() if not names]
    while ready:
        name = ready.pop()
        del waiting[name]
        for user in users.get(name, ()):
            waiting[user].discard(name)
            if not waiting[user]:
                ready.append(user)
    return [name for name in below if name in waiting and _rests_on(name, waiting)]


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
