"""Rule of bases: what a target starts from is of its own subject, group and scope, and measured alike."""

from __future__ import annotations

from .checked_row import CheckedRow
from .rules import RowsByTable
from .units import dimension

# Forms of amounts that start from an amount; all others say how one changes, from a base of another form.
_AMOUNTS = frozenset({"level", "total", "count", "share"})
_ALIKE = ("cluster", "site", "population", "scope")


def check_bases(rows: RowsByTable) -> None:
    """Check that each figure can be held against its base; add faults to the rows.

    A side that does not state its scope may be of either. Measures may bear unlike names, which the charts
    and the evaluation point out, but not be of unlike form or dimension.
    """
    statement_rows = [*(rows.get("figures") or []), *(rows.get("indicators") or [])]
    numbers = {row.values["id"]: row for row in statement_rows}
    forms = {row.values["id"]: row.values["form"] for row in rows.get("measures") or []}
    for row in statement_rows:
        base = numbers.get(row.values["base"])
        if base is not None and "base" not in row.bad:
            _compare(row, base, forms)


def _compare(row: CheckedRow, base: CheckedRow, forms: dict[str, str]) -> None:
    sides = {name: tuple(str(r.values.get(name) or "") for r in (row, base)) for name in _ALIKE}
    if not all(sides["scope"]):
        del sides["scope"]
    if forms.get(row.values["measure"]) in _AMOUNTS:
        sides["measure"] = tuple(forms.get(r.values["measure"], "") for r in (row, base))
        sides["unit"] = tuple(str(dimension(r.values["unit"])) for r in (row, base))
    bad = row.bad | base.bad
    name = next((n for n, (target, start) in sides.items() if target != start and n not in bad), None)
    if name:
        target, start = (str(r.values.get(name) or "–") for r in (row, base))
        row.report("base", "unlike_base", value=base.values["id"], part=name, start=start, target=target)
