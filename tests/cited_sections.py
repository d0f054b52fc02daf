"""Sections for places that a test has made up: the check wants each cited place to be one."""

from __future__ import annotations

import csv
from pathlib import Path

from geodata.catalog import catalog
from geodata.check import read_edition
from geodata.places import read_place


def name_cited_sections(root: Path) -> None:
    """Add to every sections.csv of a root the sections that its edition cites and does not name."""
    for district in catalog(root):
        for edition in district.editions:
            rows, _ = read_edition(root, district.id, edition)
            keys = [k for table_rows in rows.values() for row in table_rows or [] for k in row.foreign_keys]
            cited = {read_place(k.locator).section for k in keys if k.field is None and k.locator}
            path = root / district.id / "plans" / edition / "sections.csv"
            with path.open(encoding="utf-8", newline="") as file:
                named = {"".join(row["locator"].split()) for row in csv.DictReader(file)}
            missing = [section for section in sorted(cited) if "".join(section.split()) not in named]
            with path.open("a", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([section, section, section] for section in missing)
