"""Every text of the files and commands that leave the program, of an edition in one language."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from typer.testing import CliRunner

from geodata.languages import LANGS
from layout import exports
from layout.briefing.story_model import Briefing
from layout.cli import app, compare, export, monitoring  # noqa: F401
from layout.drawing.picture import Label
from layout.drawing.scene import TextLine
from layout.exports import slideshow
from layout.exports.formats import PACK, PARK_FILES
from layout.exports.handout import handout_pages
from layout.exports.sheet_options import SheetOptions
from layout.exports.size import Size
from layout.exports.story_options import StoryOptions
from layout.lists.listings import LISTINGS
from layout.view.view import View
from tests.briefing.briefings import briefing_of, story_of
from tests.conftest import Case, case_of
from tests.words.rendered import head_texts, page_texts
from tests.words.sheet_texts import sheet_texts
from tests.words.text_parts import Texts, deck_texts, document_texts, shown_texts, svg_texts, workbook_texts

# Every format by its module, but for pictures: the page in one file holds what they are drawn from.
READ = {"html", "geojson", "csv", "xlsx", "deck", "handout", "slideshow", "deck.pack_slides", "deck.park_slides"}
READ |= {"pack_book"}
# The page of a pack is the viewer with one more panel, which is read with those of the pages.
READ |= {"pack_page"}
DRAWN_ALIKE = {"png", "svg", "pdf"}
# The long picture is set from the data of the sheets.
READ |= {"sheets.park_sheets", "sheets.pack_pages"}
DRAWN_ALIKE |= {"sheets.long_picture"}


def table_texts(case: Case, lang: str) -> Texts:
    """Yield the texts of tables as files."""
    view = View(case.plan.district.id, case.plan.edition.id, lang)
    table = exports.render_view(".csv", case.plan, case.shapes, view).decode("utf-8-sig")
    for row in csv.DictReader(io.StringIO(table, newline="")):
        yield from ((f"csv.{k}", v) for k, v in row.items() if not k.endswith(tuple(f"_{x}" for x in LANGS)))
    yield from workbook_texts(exports.render_view(".xlsx", case.plan, case.shapes, view), "xlsx")


def picture_texts(case: Case, lang: str) -> Texts:
    """Yield the texts of the map as a picture."""
    view = View(case.plan.district.id, case.plan.edition.id, lang)
    svg = exports.render_view(".svg", case.plan, case.shapes, view, Size(1600, 1200)).decode("utf-8")
    yield from svg_texts(svg, "svg")


def whole_page_texts(case: Case, lang: str) -> Texts:
    """Yield the texts of files in which languages stand side by side: the page in one file, shapes, all rows."""
    plan = case.plan
    view = View(plan.district.id, plan.edition.id, lang)
    page = exports.render_view(".html", plan, case.shapes, view).decode("utf-8")
    yield from document_texts(page, "html")
    shapes = json.loads(exports.render_view(".geojson", plan, case.shapes, view))
    yield from shown_texts([shapes["features"], {k: v for k, v in shapes.items() if k != "features"}], "", "geojson")
    rows = {name: listing.rows(plan) for name, listing in LISTINGS.items()}
    yield from shown_texts(rows, "", "row")


def slideshow_texts(briefing: Briefing) -> Texts:
    """Yield the texts of a briefing in one file; its map is that of the viewer, its charts are those of the pages."""
    yield from document_texts(slideshow.page(briefing, "map", "", {}), "slideshow")


def briefing_texts(briefing: Any) -> list[Any]:
    """Return the texts of a filled story."""
    parts: list[Any] = [briefing.title, briefing.subtitle]
    for slide in briefing.slides:
        parts += [slide.kicker, slide.title, *slide.lines, slide.notes, *slide.sources]
        parts += [t for n in slide.numbers for t in (n.value_text, n.unit, n.label)]
        visual = slide.visual
        parts += [visual.title, *visual.head, visual.source, [list(r) for r in visual.rows]] if visual else []
    return parts


def briefing_file_texts(briefing: Briefing, case: Case) -> Texts:
    """Yield the texts of a briefing, of its deck and its handout."""
    yield from shown_texts(briefing_texts(briefing), briefing.lang, "story")
    for _, page in handout_pages(briefing, case.plan, case.shapes, StoryOptions(), lambda *_: None):
        for picture in (page.picture, *(p.picture for p in page.placements)):
            shapes = (shape for layer in picture.layers for part in layer.parts for shape in part.shapes)
            yield from (("handout", shape.text) for shape in shapes if isinstance(shape, TextLine | Label))
    deck = exports.render_story(".pptx", briefing, case.plan, case.shapes, StoryOptions(), lambda *_: None)
    yield from deck_texts(deck)


def pack_texts(case: Case, lang: str) -> Texts:
    """Yield the texts of a pack of all parks, as slides and as a workbook; its slides of parks are those of sheets.

    The name of a park in another language is marked as such.
    """
    plan = case.plan
    options = SheetOptions(tuple(p.id for p in plan.parks))
    if not options.parks:
        return
    others = {text for p in plan.parks for text in p.name.texts} - {p.name(lang) for p in plan.parks}
    for form, read in ((".pptx", deck_texts), (".xlsx", partial(workbook_texts, where="pack.xlsx"))):
        row = PARK_FILES[PACK][form]
        content = exports.render_sheets(row, plan, case.shapes, lang, options, lambda *_: None)
        yield from ((where, text) for where, text in read(content) if text not in others)


def command_texts(case: Case, lang: str) -> Texts:
    """Yield what the command line prints, for people, of a district."""
    district, edition = case.plan.district, case.plan.edition.id
    chosen = ("--district", district.id, "--edition", edition, "--data", str(case.root), "--lang", lang)
    for name in (*(("list", n) for n in LISTINGS), ("audit",), ("status",)):
        yield from ((" ".join(name), line) for line in _run(case, *name, *chosen).splitlines())
    for other in (e for e in district.editions if e != edition):
        call = ("compare", other, edition, "--data", str(case.root), "--lang", lang)
        yield from (("compare command", line) for line in _run(case, *call).splitlines())


def _run(case: Case, *call: str) -> str:
    """Run a command on plans that are joined already: only what it prints is looked at."""
    of_root = partial(case_of, case.root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("geodata.load.load_dataset", lambda _root, *ids: of_root(*ids).data)
        patch.setattr("layout.plan.join.join", lambda data: of_root(data.district["id"], data.plan["id"]).plan)
        patch.setattr(
            "layout.plan.shapes.compute_shapes", lambda _, plan: of_root(plan.district.id, plan.edition.id).shapes
        )
        result = CliRunner().invoke(app.app, list(call))
    assert result.exit_code == 0, (call, result.output)
    return result.stdout


def texts(case: Case, lang: str) -> Texts:
    """Yield every text of an edition in a language, of files and pages that hold one language."""
    yield from page_texts(case, lang)
    yield from table_texts(case, lang)
    yield from picture_texts(case, lang)
    yield from briefing_file_texts(story_of(case, lang) or briefing_of(case.plan, case.shapes, lang), case)
    yield from pack_texts(case, lang)
    yield from command_texts(case, lang)
    yield from sheet_texts(case, lang)


def all_texts(case: Case, lang: str) -> Texts:
    """Yield every text that the product shows of an edition, each of its charts on a slide."""
    yield from page_texts(case, lang)
    yield from head_texts(case, lang)
    yield from table_texts(case, lang)
    yield from whole_page_texts(case, lang)
    briefing = short_briefing(case, lang)
    yield from briefing_file_texts(briefing, case)
    yield from slideshow_texts(briefing)
    yield from pack_texts(case, lang)
    yield from command_texts(case, lang)


def short_briefing(case: Case, lang: str) -> Briefing:
    """Return a slide for the whole, the first element, each chart, and a table: other elements have alike slides."""
    briefing = briefing_of(case.plan, case.shapes, lang)
    shown = (s for s in briefing.slides if s.visual or s.view.element in ((), (case.plan.elements[0].id,)))
    return replace(briefing, slides=tuple(shown))
