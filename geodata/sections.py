"""Places in the plan's document: each that the data cite must be a section that they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .faults import hint
from .fields import check_values
from .places import read_place
from .read import Reader
from .references import parse_refs
from .rules import RowsByTable
from .schema import table_schemas


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
    for row in (row for table_rows in rows.values() for row in table_rows or []):
        for key in row.foreign_keys:
            section = read_place(key.locator).section
            cites_plan = key.field is None and key.value in documents and section
            if cites_plan and _squeezed(section) not in known:
                row.report(key.path, "unknown_section", value=key.locator, **hint(section, locators))


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
