"""The template of an officer's facts: a sheet for each place, a row for each field, and one of photographs.

A sheet for each, since one office fills in one place: it can be passed on and pasted back alone, owner and
date are filled down, and no filter hides rows, which would not be read. Whose row it is stands in each row,
so that rows may be put on one sheet as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geodata.intake.cell_values import cell_words
from geodata.intake.fact_headings import FACT_COLUMNS, PHOTO_COLUMNS, fact_headings
from geodata.officer_fields import CHOICE, NUMBER, OfficerField, field_groups, officer_fields
from layout.exports.workbook_file import WorkbookSheet, workbook_bytes
from layout.plan.model import Plan, Site
from layout.words.amounts import unit_name
from layout.words.glossary import join_words, say
from layout.words.nouns import say_of
from layout.words.typed_units import convertible_units

# With more places their rows stand on one sheet: a workbook of so many is not read.
_MOST_SHEETS = 20
_PHOTO_ROWS = 40
_BESIDE, _DAY_FORM = "beside", "yyyy-mm-dd"


def facts_template(plan: Plan, lang: str) -> bytes:
    """Return the template of an edition's featured parks in one language (.xlsx), equal bytes each time."""
    parks = [site for site in plan.sites if site.is_park]
    sheets = [_places([park], park.name.unmarked(lang), lang) for park in parks]
    if len(parks) > _MOST_SHEETS:
        sheets = [_places(parks, say("own.sheet", lang), lang)]
    names = tuple(site.name.unmarked(lang) for site in plan.sites)
    return workbook_bytes([*sheets, _photos(names, lang), _example(lang), _help(plan, lang)])


def _head(columns: Sequence[str], lang: str) -> list[str]:
    return [fact_headings().words(column, lang)[0] for column in columns]


def _fact_head(lang: str) -> list[str]:
    place, *others = _head(FACT_COLUMNS, lang)
    return [place, fact_headings().words(_BESIDE, lang)[0], *others]


def _places(sites: Sequence[Site], title: str, lang: str) -> WorkbookSheet:
    groups = {group.id: group.name(lang) for group in field_groups()}
    rows: list[list[Any]] = []
    choices: dict[tuple[int, int], tuple[str, ...]] = {}
    for site in sites:
        for field in officer_fields().values():
            at = len(rows)
            unit = unit_name(field.unit, lang) if field.unit else ""
            beside = [groups[field.group], field.name(lang), None, unit, None, None, None]
            rows.append([site.name.unmarked(lang), *beside])
            if field.kind == CHOICE:
                choices[at, 3] = tuple(choice.name(lang) for choice in field.choices)
            if field.unit:
                choices[at, 4] = tuple(_units(field, lang))
    return WorkbookSheet(
        title, _fact_head(lang), rows, choices=choices, formats={6: _DAY_FORM}, filtered=False
    )


def _units(field: OfficerField, lang: str) -> list[str]:
    return [*dict.fromkeys(unit_name(unit, lang) for unit in convertible_units(field.unit))]


def _photos(names: tuple[str, ...], lang: str) -> WorkbookSheet:
    rows: list[list[Any]] = [[None] * len(PHOTO_COLUMNS) for _ in range(_PHOTO_ROWS)]
    choices = {(row, 0): names for row in range(_PHOTO_ROWS)}
    title, head = say("own.photos", lang), _head(PHOTO_COLUMNS, lang)
    return WorkbookSheet(title, head, rows, choices=choices, formats={4: _DAY_FORM}, filtered=False)


def _example(lang: str) -> WorkbookSheet:
    """Return a sheet that shows how rows are filled in; its title keeps it unread, and so does its place."""
    fields, title = officer_fields(), cell_words().words("example-sheet", lang)[0]
    groups = {group.id: group.name(lang) for group in field_groups()}
    owner, day = say("own.example-owner", lang), say("own.example-day", lang)
    rows = []
    for key in ("land-on-offer", "floor-height", "hazard", "firms-gained"):
        field = fields[key]
        unit = unit_name(field.unit, lang) if field.unit else None
        value = say(f"own.example-{key}", lang)
        note = say("own.example-note", lang) if field.kind == NUMBER and "–" in value else None
        rows.append([title, groups[field.group], field.name(lang), value, unit, owner, day, note])
    return WorkbookSheet(title, _fact_head(lang), rows, filtered=False)


def _help(plan: Plan, lang: str) -> WorkbookSheet:
    head = [say(f"own.{key}", lang) for key in ("help-column", "help-meaning")]
    columns = [
        [fact_headings().words(c, lang)[0], say_of(plan, f"own.help-{c}", lang)]
        for c in dict.fromkeys((*FACT_COLUMNS, *PHOTO_COLUMNS))
    ]
    fields = [[field.name(lang), _manner(field, lang)] for field in officer_fields().values()]
    return WorkbookSheet(say("template.help", lang), head, [*columns, *fields])


def _manner(field: OfficerField, lang: str) -> str:
    """Return how a field is filled in."""
    if field.kind == CHOICE:
        options = join_words((choice.name(lang) for choice in field.choices), lang)
        return say("own.manner-choice", lang, options=options)
    if field.kind == NUMBER and field.unit:
        return say("own.manner-number", lang, units=join_words(_units(field, lang), lang))
    kind = "many" if field.many else "plain" if field.kind == NUMBER else field.kind
    return say(f"own.manner-{kind}", lang)
