"""Rules of an edition's claims: operands that fit their kind, and no claim that rests on itself."""

from __future__ import annotations

from .fields import Row
from .refs import split_list
from .rules import Tables
from .units import dimension

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


def prove(rows: Tables) -> None:
    """Hold every claim against its kind; faults are kept in the rows."""
    claims = {row.values["id"]: row for row in rows.get("claims") or [] if row.filled("id")}
    held = [*(rows.get("figures") or []), *(rows.get("indicators") or [])]
    numbers = {row.values["id"]: row for row in held}
    for claim in claims.values():
        names = split_list(claim.values["of"])
        _count(claim, len(names))
        operands = [numbers[name] for name in names if name in numbers]
        _usable(claim, "of", operands)
        _usable(claim, "stated", [numbers[n] for n in (claim.values["stated"],) if n in numbers])
        if claim.values["kind"] in ("sum", "difference", "share"):
            _alike(claim, operands)
        if _rests_on(claim.values["id"], claims, ()):
            claim.report("of", "circular", value=claim.values["id"])


def _count(claim: Row, got: int) -> None:
    kind = claim.values["by"] or claim.values["kind"]
    low, high = OPERANDS.get(kind, (0, 0))
    if got and (got < low or (high and got > high)):
        wanted = str(low) if high == low else f"{low}+"
        claim.report("of", "operands", value=kind, got=got, wanted=wanted)


def _usable(claim: Row, path: str, numbers: list[Row]) -> None:
    for number in numbers:
        if not number.filled("value") and "value" not in number.bad:
            claim.report(path, "no_number", value=number.values["id"])


def _alike(claim: Row, numbers: list[Row]) -> None:
    told = [number for number in numbers if number.filled("unit")]
    for number in told[1:]:
        unit = number.values["unit"]
        if dimension(unit) != dimension(told[0].values["unit"]):
            claim.report("of", "unlike_units", value=number.values["id"], unit=unit)


def _rests_on(wanted: str, claims: dict[str, Row], way: tuple[str, ...]) -> bool:
    at = way[-1] if way else wanted
    row = claims.get(at)
    if row is None:
        return False
    below = [*split_list(row.values["of"]), row.values["stated"]]
    return any(
        n == wanted or (n in claims and n not in way and _rests_on(wanted, claims, (*way, n))) for n in below
    )
