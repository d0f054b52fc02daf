"""Places in the plan's document: each that the data cite must be a section that they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .checked_row import CheckedRow, ForeignKey
from .faults import hint
from .fields import check_values
from .lookups import further
from .places import read_place
from .read import Reader
from .references import parse_refs
from .rules import RowsByTable
from .schema import table_schemas

# More sections than so many are no slips of single places: the list of them is not finished.
MOST_MISSING = 3
_SHOWN = 60


def check_sections(rows: RowsByTable) -> None:
    """Report each cited place whose section sections.csv does not name; without that file none is."""
    headings = rows.get("sections") or []
    for row in headings:
        if row.filled("locator") and _counts(row.values["locator"]):
            row.report("locator", "counted_section", value=row.values["locator"])
    locators = [row.values["locator"] for row in headings if row.filled("locator")]
    if not locators:
        return
    known = {_squeezed(locator) for locator in locators}
    documents = _documents(rows)
    lost: dict[str, list[tuple[CheckedRow, ForeignKey]]] = {}
    for row in (row for table_rows in rows.values() for row in table_rows or []):
        for key in row.foreign_keys:
            section = read_place(key.locator).section
            cites_plan = key.field is None and key.value in documents and section
            if cites_plan and _squeezed(section) not in known:
                lost.setdefault(_squeezed(section), []).append((row, key))
    _report(lost, headings, locators)


def _report(
    lost: dict[str, list[tuple[CheckedRow, ForeignKey]]], headings: list[CheckedRow], locators: list[str]
) -> None:
    """Report each section once; where many are missing the file is unfinished, which is one fault."""
    if len(lost) > MOST_MISSING:
        missing = [read_place(places[0][1].locator).section for places in lost.values()]
        n = sum(len(places) for places in lost.values())
        shown = [*missing[:_SHOWN], *(["…"] if len(missing) > _SHOWN else [])]
        headings[0].report("locator", "unfinished_sections", names=shown, count=len(missing), n=n)
        return
    for (row, key), *others in lost.values():
        more = further([other for other, _ in others])
        section = read_place(key.locator).section
        row.report(key.path, "unknown_section", value=key.locator, more=more, **hint(section, locators))


def read_other_sections(
    folder: Path, edition: str, known: Iterable[str]
) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """Return the headings of a district's other editions: the id of the document, and a row of sections.csv.

    `known` are the editions of the district's folder. What is at fault there is left out: it is told where
    that edition is checked.
    """
    plan, sections = (table_schemas()[name] for name in ("plan", "sections"))
    headings: list[tuple[str, Mapping[str, Any]]] = []
    for other in known:
        reader = Reader(folder / "plans" / other)
        if other == edition:
            continue
        plans = [check_values(plan, raw, "") for raw in reader.rows(plan) or []]
        rows = [check_values(sections, raw, "") for raw in reader.rows(sections) or []]
        good = [row.values for row in rows if not row.bad]
        headings += [(source, values) for source in sorted(_documents({"plan": plans})) for values in good]
    return tuple(headings)


def _documents(rows: RowsByTable) -> set[str]:
    """Return the ids of the sources that are the edition's own document."""
    plan = (rows.get("plan") or [])[:1]
    try:
        return {ref.source for row in plan for ref in parse_refs(row.values["source"])}
    except ValueError:  # a fault of the field already
        return set()


def _counts(locator: str) -> bool:
    place = read_place(locator)
    return bool(place.unit or place.page)


def _squeezed(locator: str) -> str:
    return "".join(locator.split())
