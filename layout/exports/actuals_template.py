"""The template that figures are filled into: one row for each target and year, and what they mean."""

from __future__ import annotations

from typing import Any

from geodata.languages import LANGS, language
from layout.exports.workbook_file import WorkbookSheet, workbook_bytes
from layout.monitoring import words
from layout.monitoring.names import NameIndex, convertible_units
from layout.monitoring.targets import DISTRICT, TargetFamily, rate_base, subject_name
from layout.plan.model import Figure, Plan
from layout.words.glossary import join_words, say
from layout.words.numbers import unit_name

FIELDS = ("object", "indicator", "year", "value", "unit", "scope", "source")


def actuals_template(plan: Plan, lang: str) -> bytes:
    """Return the template of an edition in one language as a workbook (.xlsx), equal bytes each time."""
    names = NameIndex(plan)
    levels = _levels(names, lang)
    rows = [row for f in names.families for row in (*levels.get(f.target.id, ()), *_rows(f, names, lang))]
    return workbook_bytes(
        [WorkbookSheet(say("template.sheet", lang), template_headings(lang), rows), _help(plan, names, lang)]
    )


def template_headings(lang: str) -> list[str]:
    """Return the headings of the columns; geodata/intake reads them in either language."""
    return [say("table.unit" if field == "unit" else f"book.{field}", lang) for field in FIELDS]


def _rows(family: TargetFamily, names: NameIndex, lang: str) -> list[list[Any]]:
    return _years(template_names(family, names, lang), family.target.figure, names.plan, lang)


def _years(names: tuple[str, str], figure: Figure, plan: Plan, lang: str) -> list[list[Any]]:
    scope = words.scope_text(figure.scope, lang)
    years = range(plan.edition.base_year + 1, plan.edition.target_year + 1)
    return [[*names, year, None, unit_name(figure.unit, lang), scope, None] for year in years]


def _levels(names: NameIndex, lang: str) -> dict[str, list[list[Any]]]:
    """Return rows for the levels that rates start from, each once, by the first rate that needs it.

    A level that a target is set for has the rows of that target.
    """
    rows: dict[str, list[list[Any]]] = {}
    bases: set[str] = set()
    for family in names.families:
        base = rate_base(family.target, names.plan)
        if base is None or base.id in bases:
            continue
        level_names = (template_names(family, names, lang)[0], base.name(lang))
        if names.identifies_level(base, *level_names):
            bases.add(base.id)
            rows[family.target.id] = _years(level_names, base.figure, names.plan, lang)
    return rows


def template_names(family: TargetFamily, names: NameIndex, lang: str) -> tuple[str, str]:
    """Return the names of object and indicator that lead back to the target; its id where none does."""
    first = family.target
    subject = "" if family.subject == DISTRICT else subject_name(family.subject, names.plan)(lang)
    # Names before ids, and each pair is tried as a reader of the file would look it up.
    for object_name in (subject, family.subject[1]):
        for name in (first.name(lang), first.id):
            if names.identifies_target(object_name, name, family):
                return object_name, name
    return subject, first.id


def _help(plan: Plan, names: NameIndex, lang: str) -> WorkbookSheet:
    edition = plan.edition
    units = [
        convertible_units(unit_key)
        for unit_key in dict.fromkeys(f.target.figure.unit for f in names.families)
    ]
    rows = []
    for field, heading in zip(FIELDS, template_headings(lang), strict=True):
        values = {"first": edition.base_year, "last": edition.target_year}
        meanings = []
        for tongue in LANGS:
            groups = [
                join_words(dict.fromkeys(unit_name(u, tongue) for u in group), tongue) for group in units
            ]
            meanings.append(
                say(f"template.{field}", tongue, units=say("text.stop", tongue).join(groups), **values)
            )
        rows.append([heading, *meanings])
    head = [
        say("template.column", lang),
        *(say("text.bracketed", k, text=say("template.meaning", k), aside=language(k).name) for k in LANGS),
    ]
    return WorkbookSheet(say("template.help", lang), head, rows)
