"""Units of the data that a language has no word for: they stand there as the data write them, marked."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.check import read_edition
from geodata.faults import DataError, Fault, make_fault
from geodata.languages import LANGS
from geodata.rules import RowsByTable
from layout.cli.choice import Choice, each_edition
from layout.words.amounts import unit_name, unit_word_lacks

_FILES = {"figures": "figures.csv", "indicators": "indicators.csv"}


def unit_faults(chosen: Choice) -> list[Fault]:
    """Return a warning for each unit of a file that lacks a word in some language, whatever else is wrong."""
    try:
        editions = list(each_edition(chosen))
    except DataError:
        # That there is no such edition is among the faults of the check.
        return []
    several = len({each.district for each in editions}) > 1
    warnings: list[Fault] = []
    for each in editions:
        folder = f"plans/{each.edition}"
        rows, _ = read_edition(each.root, str(each.district), str(each.edition))
        warnings += _of_rows(rows, f"{each.district}/{folder}" if several else folder)
    return warnings


def _of_rows(rows: RowsByTable, folder: str) -> Iterator[Fault]:
    users: dict[tuple[str, str], list[str]] = {}
    for table, file in _FILES.items():
        for row in rows.get(table) or []:
            if row.filled("unit") and "unit" not in row.bad:
                users.setdefault((file, row.values["unit"]), []).append(row.values["id"])
    for (file, unit), ids in users.items():
        langs = [lang for lang in LANGS if unit_word_lacks(unit, lang)]
        if langs:
            shown = unit_name(unit, langs[0])
            yield make_fault(f"{folder}/{file}", "", "unit", "unit_without_word",
                             value=unit, langs=langs, ids=ids, shown=shown)  # fmt: skip
