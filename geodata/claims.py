"""Rules of an edition's claims: operands that fit their kind, and no claim that is its own operand."""

from __future__ import annotations

from collections.abc import Mapping

from .faults import worded
from .fields import CheckedRow
from .references import split_list
from .rules import RowsByTable
from .units import dimension

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
}


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
    below = {name: [*split_list(row.values["of"]), row.values["stated"]] for name, row in claims.items()}
    for claim in claims.values():
        names = split_list(claim.values["of"])
        _count(claim, len(names))
        operands = [numbers[name] for name in names if name in numbers]
        _usable(claim, "of", operands)
        stated = [numbers[n] for n in (claim.values["stated"],) if n in numbers]
        _usable(claim, "stated", stated)
        if claim.values["kind"] in ("sum", "difference", "share"):
            _alike(claim, operands)
        _measured(claim, [numbers.get(name) for name in names], stated, forms)
        if _rests_on(claim.values["id"], below):
            claim.report("of", "circular", value=claim.values["id"])


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
    claim: CheckedRow, of: list[CheckedRow | None], stated: list[CheckedRow], forms: dict[str, str]
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


def _is_rate(number: CheckedRow, forms: dict[str, str]) -> bool:
    # A measure that is not declared has a fault of its own; taken for a rate it gets no second one.
    form = forms.get(number.values["measure"], "rate")
    return bool(number.values["unit"] == "%" and form == "rate")


def _fits(kind: str, unit: str, first: CheckedRow | None, forms: dict[str, str]) -> bool:
    """Tell whether a result of a kind can stand in a unit; what is not known fits."""
    if kind in ("growth", "share", "share-change"):
        return unit in _PERCENT
    if kind == "reach" and unit in _PERCENT:
        return False
    if (
        kind not in ("sum", "difference", "rest", "repeat", "reach")
        or first is None
        or not first.filled("unit")
    ):
        return True
    if kind == "difference" and forms.get(first.values["measure"]) in _RATES:
        return unit in _PERCENT
    return dimension(unit) == dimension(first.values["unit"])


def _usable(claim: CheckedRow, path: str, numbers: list[CheckedRow]) -> None:
    for number in numbers:
        if not number.filled("value") and "value" not in number.bad:
            claim.report(path, "no_number", value=number.values["id"])


def _alike(claim: CheckedRow, numbers: list[CheckedRow]) -> None:
    with_unit = [number for number in numbers if number.filled("unit")]
    for number in with_unit[1:]:
        unit = number.values["unit"]
        if dimension(unit) != dimension(with_unit[0].values["unit"]):
            claim.report("of", "unlike_units", value=number.values["id"], unit=unit)


def _rests_on(claim_id: str, below: Mapping[str, list[str]]) -> bool:
    """Tell whether a claim is among its own operands, directly or through others; `below` is by claim."""
    waiting = [claim_id]
    followed: set[str] = set()
    while waiting:
        names = below[waiting.pop()]
        if claim_id in names:
            return True
        fresh = [name for name in names if name in below and name not in followed]
        followed.update(fresh)
        waiting += fresh
    return False
