"""The template that figures are filled into: one row for each target and year, and what they mean."""

from __future__ import annotations

from typing import Any

from layout import standing as words
from layout.actuals import Names, units_for
from layout.exports.workbook import Sheet, write
from layout.families import DISTRICT, Family, subject_name
from layout.model import Layout
from layout.text import say, unit
from layout.view import LANGS

FIELDS = ("object", "indicator", "year", "value", "unit", "scope", "source")


def template(layout: Layout, lang: str) -> bytes:
    """Return the template of an edition in one language, as a workbook."""
    names = Names(layout)
    rows = [row for family in names.families for row in _rows(family, names, lang)]
    return write([Sheet(say("template.sheet", lang), headings(lang), rows), _help(layout, names, lang)])


def headings(lang: str) -> list[str]:
    """Return the headings of the columns; geodata/intake reads them in either language."""
    return [say("table.unit" if field == "unit" else f"book.{field}", lang) for field in FIELDS]


def _rows(family: Family, names: Names, lang: str) -> list[list[Any]]:
    figure, edition = family.first.figure, names.layout.edition
    thing, indicator = label(family, names, lang)
    scope = words.scope(figure.scope, lang)
    years = range(edition.base_year + 1, edition.target_year + 1)
    return [[thing, indicator, year, None, unit(figure.unit, lang), scope, None] for year in years]


def label(family: Family, names: Names, lang: str) -> tuple[str, str]:
    """Return the names of object and indicator that lead back to the target; its id where none does."""
    first = family.first
    thing = "" if family.subject == DISTRICT else subject_name(family.subject, names.layout)(lang)
    for known in (thing, family.subject[1]):
        for name in (first.name(lang), first.id):
            if names.leads(known, name, family):
                return known, name
    return thing, first.id


def _help(layout: Layout, names: Names, lang: str) -> Sheet:
    edition = layout.edition
    units = [units_for(one) for one in dict.fromkeys(f.first.figure.unit for f in names.families)]
    rows = []
    for field, heading in zip(FIELDS, headings(lang), strict=True):
        values = {"first": edition.base_year, "last": edition.target_year}
        said = []
        for tongue in LANGS:
            groups = [
                ", ".join(dict.fromkeys((*group, *(unit(u, tongue) for u in group)))) for group in units
            ]
            said.append(say(f"template.{field}", tongue, units="; ".join(groups), **values))
        rows.append([heading, *said])
    head = [
        say("template.column", lang),
        *(f"{say('template.meaning', k)} ({say(f'app.{k}', k)})" for k in LANGS),
    ]
    return Sheet(say("template.help", lang), head, rows)
