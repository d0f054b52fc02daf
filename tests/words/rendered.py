"""Every text that the product shows of an edition in one language, with where it stands."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

from openpyxl import load_workbook
from pptx import Presentation
from typer.testing import CliRunner

from geodata.languages import LANGS
from layout import exports
from layout.briefing.page_data import story_page_data
from layout.briefing.story_file import edition_story
from layout.briefing.story_model import Briefing
from layout.briefing.tables import GRIDS
from layout.briefing.visuals import visual_choices
from layout.charts import CHARTS, level_charts
from layout.cli import app, compare, export  # noqa: F401
from layout.comparison.changes import compare_editions
from layout.comparison.panel import comparison_panel, single_edition_panel
from layout.comparison.words import change_marks
from layout.drawing import chart_node
from layout.drawing.picture import Label
from layout.drawing.scene import TextLine
from layout.exports.actuals_template import actuals_template
from layout.exports.evaluation_workbook import evaluation_workbook
from layout.exports.handout import handout_pages
from layout.exports.size import Size
from layout.exports.story_options import StoryOptions
from layout.lists.columns import column_headings
from layout.lists.listings import LISTINGS
from layout.maps import canvas
from layout.maps.layers import LAYERS, NAMES
from layout.maps.map_payload import map_payload
from layout.monitoring.actuals import Actual
from layout.monitoring.evaluation import evaluate
from layout.monitoring.panel import heading, standings_panel
from layout.plan.model import Plan
from layout.plan.shapes import bounds_by_id
from layout.view.view import View
from tests.briefing.briefings import briefing_of, story_of
from tests.conftest import Case, case_of

Texts = Iterator[tuple[str, str]]
# What is read by the program and never shown: ids, links, colours, paths, and names that only the search reads.
_HIDDEN = frozenset(
    {
        "go",
        "key",
        "names",
        "id",
        "href",
        "class",
        "facets",
        "features",
        "rules",
        "site_types",
        "symbol",
        "raw",
    }
)


def _shown(value: Any, lang: str, where: str) -> Texts:
    """Yield the texts of nodes, lists and mappings, but not those that are marked as another language."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        if value.get("lang", lang) == lang:
            for key in value.keys() - _HIDDEN:
                yield from _shown(value[key], lang, f"{where}.{key}")
    elif isinstance(value, list | tuple):
        # A node in another language says so, as a screen reader needs it.
        if len(value) > 1 and isinstance(value[1], dict) and value[1].get("lang", lang) != lang:
            return
        for item in value:
            yield from _shown(item, lang, where)


def _panels(case: Case, lang: str) -> Texts:
    recorded = canvas.record_map(case.plan, case.shapes, lang, LAYERS)
    payload = map_payload(recorded)
    # Beside its texts a card holds the places that it leads to, as the data write them.
    payload["cites"] = [part for card in payload["cites"].values() for part in card if isinstance(part, str)]
    for name, value in payload.items():
        yield from _shown(value, lang, f"map.{name}") if name not in _HIDDEN else ()


def _charts(plan: Plan, lang: str) -> Texts:
    charts = [c for make in CHARTS.values() if (c := make(plan, lang))]
    for chart in (*charts, *level_charts(plan, lang)):
        where = f"chart {chart.name}"
        parts = (chart.title, chart.subtitle, chart.alt, chart.unit, chart.source, *chart.notes, *chart.head)
        yield from _shown(parts, lang, where)
        yield from _shown(chart.rows, lang, f"{where} table")
        yield from _shown(chart_node(chart), lang, f"{where} drawing")


def _actuals(plan: Plan) -> list[Actual]:
    """Return a figure a year of each target with a number; what a user types is no language's."""
    years = range(plan.edition.base_year + 1, plan.edition.target_year + 1)
    targets = [s for s in plan.statements if s.figure.role == "target" and s.figure.value is not None]
    typed = {"source": "s", "object": "", "indicator": "x", "file": "f.csv"}
    return [
        Actual(
            s.id,
            year,
            (s.figure.value or Decimal(0)) * n / 10,
            s.figure.unit,
            s.figure.scope,
            **typed,
            where=f"row {n}",
        )
        for s in targets
        for n, year in enumerate(years, 8)
    ]


def _monitoring(plan: Plan, lang: str) -> Texts:
    years = range(plan.edition.base_year + 1, plan.edition.target_year + 1)
    for actuals, year in (([], years[0]), *((_actuals(plan), y) for y in years)):
        evaluation = evaluate(plan, actuals, year)
        where = f"monitoring {evaluation.kind}"
        view = View(plan.district.id, plan.edition.id, lang)
        yield from _shown(heading(plan, evaluation, lang), lang, where)
        yield from _shown(standings_panel(plan, evaluation, view), lang, where)
        yield from _workbook(evaluation_workbook(plan, evaluation, lang), f"{where}.xlsx")
    yield from _workbook(actuals_template(plan, lang), "template.xlsx")


def _workbook(content: bytes, where: str) -> Texts:
    for sheet in load_workbook(io.BytesIO(content)):
        yield where, sheet.title
        for row in sheet.iter_rows(values_only=True):
            yield from ((f"{where} {sheet.title}", cell) for cell in row if isinstance(cell, str))


def _comparison(case: Case, lang: str) -> Texts:
    yield from _shown(single_edition_panel(case.plan, lang), lang, "compare")
    district, edition = case.plan.district, case.plan.edition.id
    for other in (e for e in district.editions if e != edition):
        comparison = compare_editions(case_of(case.root, district.id, other).plan, case.plan)
        yield from _shown(comparison_panel(comparison, [comparison.old.edition], lang), lang, "compare")
        yield from _shown(change_marks(comparison, lang), lang, "compare marks")


def _lists(plan: Plan, lang: str) -> Texts:
    for name, listing in LISTINGS.items():
        yield from _shown(column_headings(listing.columns, plan, lang), lang, f"list {name}")
        for row in listing.rows(plan):
            cells = [(c.heading, c.cell(row, plan, lang)) for c in listing.columns]
            yield from (
                (f"list {name}.{k}", str(v)) for k, v in cells if k not in ("key", "base", "plan_figure")
            )


def _files(case: Case, lang: str) -> Texts:
    view = View(case.plan.district.id, case.plan.edition.id, lang)
    table = exports.render_view(".csv", case.plan, case.shapes, view).decode("utf-8-sig")
    for row in csv.DictReader(io.StringIO(table, newline="")):
        yield from ((f"csv.{k}", v) for k, v in row.items() if not k.endswith(tuple(f"_{x}" for x in LANGS)))
    yield from _workbook(exports.render_view(".xlsx", case.plan, case.shapes, view), "xlsx")
    svg = exports.render_view(".svg", case.plan, case.shapes, view, Size(1600, 1200)).decode("utf-8")
    for element in ElementTree.fromstring(svg).iter():
        yield from (
            ("svg", t) for t in (element.text, element.tail, element.get("aria-label")) if t and t.strip()
        )


def _story(case: Case, lang: str) -> Texts:
    plan = case.plan
    briefing = story_of(case, lang) or briefing_of(plan, case.shapes, lang)
    yield from _shown(briefing_texts(briefing), lang, "story")
    story, _ = edition_story(case.root, plan.district.id, plan.edition.id, plan, NAMES)
    bounds = bounds_by_id(plan, case.shapes)
    yield from _shown(story_page_data(plan, story, lang, bounds, {}), lang, "briefing page")
    yield from _briefing_files(briefing, case)


def _briefing_files(briefing: Briefing, case: Case) -> Texts:
    plan = case.plan
    for _, page in handout_pages(briefing, plan, case.shapes, StoryOptions(), lambda *_: None):
        for picture in (page.picture, *(p.picture for p in page.placements)):
            shapes = (shape for layer in picture.layers for part in layer.parts for shape in part.shapes)
            yield from (("handout", shape.text) for shape in shapes if isinstance(shape, TextLine | Label))
    deck = exports.render_story(".pptx", briefing, case.plan, case.shapes, StoryOptions(), lambda *_: None)
    yield from _deck(deck)


def _commands(case: Case, lang: str) -> Texts:
    """Yield what the command line prints, for people, of a district."""
    chosen = (
        "--district",
        case.plan.district.id,
        "--edition",
        case.plan.edition.id,
        "--data",
        str(case.root),
    )
    for name in (*(("list", n) for n in LISTINGS), ("audit",)):
        call = [*name, *chosen, "--lang", lang]
        yield from ((" ".join(name), line) for line in _run(*call).splitlines())
    others = [e for e in case.plan.district.editions if e != case.plan.edition.id]
    for other in others:
        call = ["compare", other, case.plan.edition.id, "--data", str(case.root), "--lang", lang]
        yield from (("compare command", line) for line in _run(*call).splitlines())


def _run(*call: str) -> str:
    result = CliRunner().invoke(app.app, list(call))
    assert result.exit_code == 0, (call, result.output)
    return result.stdout


def briefing_texts(briefing: Any) -> list[Any]:
    """Return the texts of a filled story."""
    parts: list[Any] = [briefing.title, briefing.subtitle]
    for slide in briefing.slides:
        parts += [slide.kicker, slide.title, *slide.lines, slide.notes, *slide.sources]
        parts += [t for n in slide.numbers for t in (n.value_text, n.unit, n.label)]
        visual = slide.visual
        parts += [visual.title, *visual.head, visual.source, [list(r) for r in visual.rows]] if visual else []
    return parts


def _deck(content: bytes) -> Texts:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if re.match(r"ppt/(slides|notesSlides|charts)/[^/]+\.xml$", name):
                for element in ElementTree.fromstring(archive.read(name)).iter():
                    if element.tag.endswith(("}t", "}v")) and element.text:
                        yield name, element.text
    for n, slide in enumerate(Presentation(io.BytesIO(content)).slides, 1):
        yield from ((f"slide {n} name", shape.name) for shape in slide.shapes)


def tables_of_steps(plan: Plan, lang: str) -> Texts:
    """Yield the texts of every chart and table that a step can show, and of the list that offers them."""
    yield from _shown([*visual_choices(plan, lang)], lang, "choice of visuals")
    view = View(plan.district.id, plan.edition.id, lang)
    for name in GRIDS:
        visual = GRIDS[name](plan, view, lang)
        grid = visual.grid if visual else None
        yield from _shown([grid.title, *grid.head, [list(r) for r in grid.rows], grid.source], lang, name) if grid else ()


def texts_of_plan(case: Case, lang: str) -> Texts:
    """Yield what is made of a plan's records alone: nothing that its folder words itself, such as its story."""
    yield from _panels(case, lang)
    yield from _charts(case.plan, lang)
    yield from _monitoring(case.plan, lang)
    yield from _shown(single_edition_panel(case.plan, lang), lang, "compare")
    yield from _lists(case.plan, lang)
    yield from _files(case, lang)
    yield from tables_of_steps(case.plan, lang)


def briefing_file_texts(case: Case, lang: str) -> Texts:
    """Yield the texts of a deck and a handout that show what there is of a plan."""
    briefing = briefing_of(case.plan, case.shapes, lang)
    yield from _shown(briefing_texts(briefing), lang, "story")
    yield from _briefing_files(briefing, case)


def texts(case: Case, lang: str) -> Texts:
    """Yield every text of an edition in a language."""
    yield from _panels(case, lang)
    yield from _charts(case.plan, lang)
    yield from _monitoring(case.plan, lang)
    yield from _comparison(case, lang)
    yield from _lists(case.plan, lang)
    yield from _files(case, lang)
    yield from _story(case, lang)
    yield from _commands(case, lang)
