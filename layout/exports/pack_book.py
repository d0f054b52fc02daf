"""A pack for an investor as a workbook: comparison, figures, each place line by line, why these, sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from layout.exports.sheet_options import SheetOptions
from layout.exports.workbook_file import WorkbookSheet, workbook_bytes
from layout.plan.clusters import sets_target
from layout.plan.model import Figure, Plan, Ref, Site
from layout.plan.shapes import Shapes
from layout.promotion.pack_record import PackRecord
from layout.promotion.profile import SiteProfile
from layout.promotion.profile_line import OFFICER, PUBLIC
from layout.promotion.side_by_side import side_by_side
from layout.words.citations import citation
from layout.words.cluster_links import target_carrier
from layout.words.glossary import basis_name, labelled, say
from layout.words.numbers import bound_words, has_plain_number, shown_unit_name, shown_value
from layout.words.numbers import format_figure as figure_words
from layout.words.site_facts import location_name
from layout.words.site_figures import figure_measure, shown_figures
from layout.words.years import figure_years


def pack(
    plan: Plan, shapes: Shapes, lang: str, options: SheetOptions, progress: Callable[[int, int], None]
) -> bytes:
    """Return the workbook (.xlsx) of a pack; equal input gives equal bytes.

    `shapes` is there because all formats of parks are called alike.
    """
    book = options.record(plan, lang)
    sheets = [_cover(book), _comparison(book), _figures(book)]
    for done, profile in enumerate(book.profiles, 1):
        sheets.append(_profile(book, profile))
        progress(done, len(book.profiles))
    sheets.append(_reasons(book))
    return workbook_bytes([*sheets, *([_cited(book)] if book.document else []), _sources(book)])


def _head(book: PackRecord, *keys: str) -> list[str]:
    """Return headings by their keys among the words of the workbook."""
    return [say(f"pack_book.{key}", book.lang) for key in keys]


def _place(book: PackRecord, refs: Sequence[Ref]) -> str:
    """Return where facts stand, empty without a place."""
    return citation(refs, book.plan, book.lang) if refs else ""


def _cover(book: PackRecord) -> WorkbookSheet:
    cover, lang = book.cover, book.lang
    named = (
        ("for", cover.investor),
        ("request", cover.request),
        ("from", cover.sender),
        ("day", cover.day),
    )
    lines = [labelled(say(f"pack_slides.{key}", lang), words, lang) for key, words in named if words]
    rows = [
        [
            n,
            profile.name,
            profile.kind,
            location_name(site, book.plan, lang),
            cover.comments.get(site.id, ""),
        ]
        for n, (site, profile) in enumerate(zip(book.sites, book.profiles, strict=True), 1)
    ]
    head = [*_head(book, "number"), say("pack_slides.place", lang), *_head(book, "kind", "where")]
    head.append(say("pack_slides.comment", lang))
    return WorkbookSheet(say("pack_book.pack", lang), head, rows, [book.origin, *lines])


def _comparison(book: PackRecord) -> WorkbookSheet:
    compared, lang = side_by_side(book.profiles), book.lang
    titles = {section.id: section.title for p in book.profiles for section in p.sections}
    stop = say("text.stop", lang)
    rows = [
        [
            titles.get(row.section, ""),
            row.label,
            *(stop.join(cell.texts) for cell in row.cells),
            say("pack_book.is-different", lang) if row.differs else "",
        ]
        for row in compared.rows
    ]
    head = [*_head(book, "section", "point"), *(p.name for p in book.profiles), *_head(book, "differs")]
    return WorkbookSheet(say("pack_slides.side", lang), head, rows)


def _figures(book: PackRecord) -> WorkbookSheet:
    """Return the numbers as numbers, in the units of the language: people compare in sheets."""
    lang = book.lang
    pairs = zip(book.sites, book.profiles, strict=True)
    rows = [row for site, profile in pairs for row in _figure_rows(site, profile, book)]
    head = [
        say("pack_slides.place", lang),
        *_head(book, "point", "bound", "figure", "unit", "year", "source"),
    ]
    return WorkbookSheet(say("pack_book.figures", lang), head, rows)


def _figure_rows(site: Site, profile: SiteProfile, book: PackRecord) -> Iterator[list[Any]]:
    plan, lang = book.plan, book.lang
    name = site.name(lang)
    if site.area_km2 is not None:
        source = _place(book, [ref for line in profile.lines_of("area") for ref in line.refs])
        yield [name, say("card.area", lang), "", site.area_km2, "km²", site.area_year, source]
    for statement in shown_figures(site, plan):
        label = figure_measure(statement, plan, lang)
        yield [name, label, *_number(statement.figure, lang), _place(book, statement.refs)]
    for carrier in dict.fromkeys(target_carrier(link, plan) for link in site.links):
        if carrier.target is not None and sets_target(carrier.target):
            label = say("pack_book.of-whole", lang, name=carrier.name(lang))
            yield [name, label, *_number(carrier.target, lang), _place(book, carrier.target_refs)]


def _number(figure: Figure, lang: str) -> tuple[str, Any, str, str]:
    """Return bound, number, unit and years; what one number cannot say stands in words in its place."""
    years = figure_years(figure, lang)
    if figure.value is None or not (has_plain_number(figure) or bound_words(figure.bound, lang).strip()):
        return "", figure_words(figure, lang), "", years
    value = shown_value(figure.value, figure.unit, lang)
    return bound_words(figure.bound, lang).strip(), value, shown_unit_name(figure.unit, lang), years


def _profile(book: PackRecord, profile: SiteProfile) -> WorkbookSheet:
    lang = book.lang
    rows = []
    for section in profile.sections:
        for line in section.lines:
            basis = _basis(line.basis, lang)
            stale = say("pack_book.is-stale", lang) if line.stale else ""
            day = line.day.isoformat() if line.day else ""
            # A source is its own place.
            source = "" if section.id == "sources" else _place(book, line.refs)
            rows.append(
                [section.title, line.label, line.value, basis, line.note, source, line.owner, day, stale]
            )
    head = _head(book, "section", "point", "value", "basis", "note", "source", "owner", "day", "stale")
    return WorkbookSheet(profile.name, head, rows, [w for w in (profile.name, profile.kind) if w])


def _basis(basis: str, lang: str) -> str:
    if not basis:
        return ""
    # What is not of the plan has words of its own.
    return say(f"pack_book.basis-{basis}", lang) if basis in (PUBLIC, OFFICER) else basis_name(basis, lang)


def _reasons(book: PackRecord) -> WorkbookSheet:
    lang = book.lang
    rows: list[list[str]] = []
    for row in book.why:
        name = row.site.name(lang)
        rows += [
            [name, r.text, _basis(r.basis, lang), _place(book, r.refs), row.comment] for r in row.reasons
        ] or [[name, row.untied, "", "", row.comment]]
    head = [say(f"pack_slides.{key}", lang) for key in ("place", "reason")]
    head += [*_head(book, "basis", "source"), say("pack_slides.comment", lang)]
    return WorkbookSheet(say("pack_slides.why", lang), head, rows)


def _cited(book: PackRecord) -> WorkbookSheet:
    """Return the places in the plan with the words of the document that stand there."""
    lang, stop = book.lang, say("text.stop", book.lang)
    names = {n: profile.name for n, profile in enumerate(book.profiles, 1)}
    rows = [[c.words, stop.join(names[n] for n in c.numbers), c.passage] for c in book.cited_places()]
    head = [say(f"pack_slides.{key}", lang) for key in ("cited", "cited-by", "passage")]
    return WorkbookSheet(say("pack_slides.cited-places", lang), head, rows)


def _sources(book: PackRecord) -> WorkbookSheet:
    lang = book.lang
    rows = [[line.label, line.value, line.note] for line in book.sources()]
    head = [say(f"pack_slides.{key}", lang) for key in ("source-kind", "source", "publisher")]
    return WorkbookSheet(say("pack_slides.sources", lang), head, rows)
