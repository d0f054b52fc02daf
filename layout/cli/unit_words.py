"""Units of the data that a language has no word for: they stand there as the data write them, marked."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.faults import Fault, make_fault
from geodata.languages import LANGS
from layout.plan.model import Plan
from layout.words.amounts import unit_name, unit_word_lacks

_FILES = {"figure": "figures.csv", "indicator": "indicators.csv"}


def unit_faults(plan: Plan, folder: str) -> Iterator[Fault]:
    """Yield a warning for each unit of a file in a folder that lacks a word in some language."""
    users: dict[tuple[str, str], list[str]] = {}
    for statement in plan.statements:
        if statement.figure.unit:
            users.setdefault((_FILES[statement.kind], statement.figure.unit), []).append(statement.id)
    for (file, unit), ids in users.items():
        langs = [lang for lang in LANGS if unit_word_lacks(unit, lang)]
        if langs:
            shown = unit_name(unit, langs[0])
            yield make_fault(f"{folder}/{file}", "", "unit", "unit_without_word",
                             value=unit, langs=langs, ids=ids, shown=shown)  # fmt: skip
