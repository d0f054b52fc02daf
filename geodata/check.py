"""Every fault of a district folder, listed in one go."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from . import (
    bases,
    catalog,
    claims,
    cluster_groups,
    datums,
    doubts,
    edition_years,
    elements,
    extra_columns,
    geometry,
    missing_texts,
    outline_rules,
    parents,
    periods,
    rules,
    sections,
    shared_ids,
    targets,
    undrawn,
)
from .checked_row import CheckedRow
from .faults import DataError, Fault, hint, make_fault, stopping
from .fields import check_values
from .languages import Text
from .read import Reader
from .references import ID
from .schema import TableSchema, table_schemas

# What is written for the hyphen.
_OTHER_LINES = re.compile(r"[—–−‐‑‒―－～~_]+")
_NONE = {"unknown_district": "no_districts", "unknown_edition": "no_editions"}


def list_faults(
    root: Path, district: str | None = None, edition: str | None = None, each_text: bool = False
) -> list[Fault]:
    """List faults, warnings and notes of one or all districts and editions of a root, without repeats.

    With `each_text` the texts that a language lacks are noted field by field, else file by file.
    """
    try:
        names = [folder.name for folder in catalog.folders(root)] if district is None else [district]
    except DataError as error:
        return list(error.faults)
    # A district given for the root has its editions for districts, and a folder above has roots for them.
    if district is None and not any(catalog.is_district(Path(root) / name) for name in names):
        misplaced = catalog.no_district_fault(Path(root))
        if not names or misplaced.problem != make_fault("", "", "", "no_districts").problem:
            return [misplaced]
    # A dict as an ordered set: each edition reads the files of its district anew, with the same faults.
    faults: dict[Fault, None] = {}
    for name in names:
        label = f"{name}/" if len(names) > 1 else ""
        for fault in _district_faults(root, name, edition, each_text):
            faults[replace(fault, file=label + fault.file)] = None
    return list(faults)


def _district_faults(root: Path, district: str, edition: str | None, each_text: bool) -> list[Fault]:
    try:
        folder = district_folder(root, district)
        chosen = catalog.editions(folder) if edition is None else (edition,)
        if not chosen:
            return [make_fault("plans", "", "", "no_editions")]
        readings = [read_edition(root, district, each, each_text) for each in chosen]
        faults = [fault for _, each in readings for fault in each]
        # What is at fault may cite any source.
        return faults + (_uncited(readings) if edition is None and not stopping(faults) else [])
    except DataError as error:
        return list(error.faults)


def _uncited(readings: list[tuple[rules.RowsByTable, list[Fault]]]) -> list[Fault]:
    """Return a note on each source that no edition cites."""
    cited = {name for rows, _ in readings for name in doubts.cited_sources(rows)}
    sources = readings[0][0].get("sources") or []
    before = {id(row): len(row.faults) for row in sources}
    doubts.check_sources(sources, cited)
    return [fault for row in sources for fault in row.faults[before[id(row)] :]]


def district_folder(root: Path, district: str) -> Path:
    """Return a district's folder; raise DataError if the name is unknown or looks like a path."""
    district_ids = [folder.name for folder in catalog.folders(root)]
    _require_known(district, district_ids, "unknown_district")
    return Path(root) / district


def read_edition(
    root: Path, district: str, edition: str, each_text: bool = False
) -> tuple[rules.RowsByTable, list[Fault]]:
    """Read one district and edition into clean rows; return them with all their faults.

    `each_text` is as in :func:`list_faults`. Raise DataError only if district or edition is unknown."""
    folder = district_folder(root, district)
    edition_ids = catalog.editions(folder)
    _require_known(edition, edition_ids, "unknown_edition")
    readers = {
        False: Reader(folder),
        True: Reader(folder / "plans" / edition, f"plans/{edition}/"),
    }
    rows: rules.RowsByTable = {}
    for name, table in table_schemas().items():
        rows[name] = _rows(table, readers[table.edition])
    rules.check_rules(table_schemas(), rows)
    shared_ids.check_shared_ids(rows)
    parents.check_parents(rows)
    datums.convert_datums(rows)
    period = periods.checked_period(rows)
    geometry.check_geometry(rows, period)
    outline_rules.check_outlines(rows, period)
    periods.check_periods(rows, period)
    _names_agree(rows, district, edition, edition_ids)
    elements.check_elements(rows)
    cluster_groups.check_cluster_groups(rows)
    bases.check_bases(rows)
    targets.check_targets(rows)
    edition_years.check_years(rows, _other_plans(folder, edition, edition_ids))
    claims.check_claims(rows)
    sections.check_sections(rows)
    doubts.check_doubts(rows, period)
    undrawn.check_drawn(rows)
    faults = [fault for reader in readers.values() for fault in reader.faults]
    faults += [fault for table_rows in rows.values() for row in table_rows or [] for fault in row.faults]
    faults += missing_texts.list_missing_texts(rows, each_text)
    # Last, in the order in which a new folder is filled in.
    return rows, faults + _still_empty(rows, readers)


def _still_empty(rows: rules.RowsByTable, readers: dict[bool, Reader]) -> list[Fault]:
    in_order = sorted((t for t in table_schemas().values() if t.fill), key=lambda table: table.fill)
    empty = [table for table in in_order if rows[table.name] == []]
    notes = []
    for table in empty:
        file, about = readers[table.edition].label + table.file, Text(*table.about)
        field = table.name if table.form == "array" else ""
        notes.append(make_fault(file, "", field, "still_empty", about=about, step=table.fill))
    return notes


def _other_plans(folder: Path, edition: str, known: Iterable[str]) -> list[dict[str, Any]]:
    """Return the fields of plan.toml of a district's other editions, as far as they can be read."""
    table = table_schemas()["plan"]
    read = (Reader(folder / "plans" / other).rows(table) for other in known if other != edition)
    return [raw.values for raws in read for raw in raws or () if raw.values.get("id")]


def _require_known(name: str, known: list[str] | tuple[str, ...], code: str) -> None:
    # The form comes first: a name with dots or slashes would lead out of the root.
    if not ID.fullmatch(name):
        meant = "-".join(_OTHER_LINES.split(name))
        code = "not_folder_name" if ID.fullmatch(meant) else "path_like"
        raise DataError([make_fault("", "", "", code, value=name, meant=meant)])
    if not known:
        raise DataError([make_fault("", "", "", _NONE[code])])
    if name not in known:
        raise DataError([make_fault("", "", "", code, value=name, options=known, **hint(name, known))])


def _rows(table: TableSchema, reader: Reader) -> list[CheckedRow] | None:
    # Arrays of tables in the same TOML file are tables of their own, not unknown fields of this one.
    siblings = tuple(
        other.name for other in table_schemas().values() if other.form == "array" and other.file == table.file
    )
    raws = reader.rows(table, siblings)
    if raws is None:
        return None
    file = reader.label + table.file
    if table.form == "features":
        raws, notes = extra_columns.without_extra(table, raws, file)
        reader.faults += notes
    checked_rows = [check_values(table, raw, file) for raw in raws]
    if table.form == "features":
        for row in checked_rows:
            geometry.read_geometry(table, row)
    return checked_rows


def _names_agree(rows: rules.RowsByTable, district: str, edition: str, known: tuple[str, ...]) -> None:
    for name, folder_name in (("district", district), ("plan", edition)):
        for row in rows[name] or []:
            if row.filled("id") and row.values["id"] != folder_name:
                row.report("id", "folder_name", value=row.values["id"], expected=folder_name)
    for row in rows["district"] or []:
        default = row.values["default_edition"]
        if default and default not in known and "default_edition" not in row.bad:
            row.report("default_edition", "dangling", value=default, options=known, **hint(default, known))
