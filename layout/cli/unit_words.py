"""Units of the data that a language has no word for: they stand there as the data write them, marked."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.faults import Fault, make_fault
from geodata.languages import LANGS
from geodata.load import load_dataset
from layout.cli.choice import Choice, each_edition
from layout.plan.join import join
from layout.plan.model import Plan
from layout.words.amounts import unit_name, unit_word_lacks

_FILES = {"figure": "figures.csv", "indicator": "indicators.csv"}


def unit_faults(chosen: Choice) -> list[Fault]:
    """Return a warning for each unit of a file that lacks a word in some language; data have no faults."""
    editions = list(each_edition(chosen))
    several = len({each.district for each in editions}) > 1
    warnings: list[Fault] = []
    for each in editions:
        folder = f"plans/{each.edition}"
        plan = join(load_dataset(each.root, str(each.district), str(each.edition)))
        warnings += _of_plan(plan, f"{each.district}/{folder}" if several else folder)
    return warnings


def _of_plan(plan: Plan, folder: str) -> Iterator[Fault]:
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
