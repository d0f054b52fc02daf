"""Every text that the pages show of an edition in one language, with where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from layout import drawing
from layout.briefing.page_data import story_page_data
from layout.briefing.presenter import chart_data
from layout.briefing.story_file import edition_story
from layout.briefing.tables import GRIDS
from layout.briefing.visuals import visual_choices
from layout.build.cache import Cache
from layout.build.renewal import BuildStatus
from layout.charts import CHARTS, level_charts
from layout.comparison.changes import compare_editions, in_order
from layout.comparison.panel import comparison_panel, single_edition_panel
from layout.comparison.words import change_marks
from layout.drawing import chart_node
from layout.exports.actuals_template import actuals_template
from layout.exports.evaluation_workbook import evaluation_workbook
from layout.lists.columns import column_headings
from layout.lists.listings import LISTINGS
from layout.maps import canvas
from layout.maps.layers import LAYERS, NAMES
from layout.maps.map_payload import map_payload
from layout.monitoring.actuals import Actual
from layout.monitoring.evaluation import evaluate
from layout.monitoring.outcomes import outcome_panel
from layout.monitoring.panel import heading, standings_panel
from layout.monitoring.published import combine_actuals, next_edition, published_actuals
from layout.monitoring.reading_words import published_lines
from layout.pages.header import header
from layout.pages.registry import PAGES
from layout.panels.pack import pack_panel
from layout.panels.shortlist import shortlist_panel
from layout.plan.model import Plan
from layout.plan.shapes import bounds_by_id
from layout.promotion.pack_record import PackRecord
from layout.promotion.profile import site_profile
from layout.promotion.side_by_side import side_by_side
from layout.view.view import View
from tests.conftest import Case, case_of
from tests.words.text_parts import HIDDEN, Texts, shown_texts, workbook_texts


def map_texts(case: Case, lang: str) -> Texts:
    """Yield the texts of the map with its legend, filters and cards, and of every panel beside it."""
    recorded = canvas.record_map(case.plan, case.shapes, lang, LAYERS)
    payload = map_payload(recorded)
    # Beside its texts a card holds the places that it leads to, as the data write them.
    payload["cites"] = [part for card in payload["cites"].values() for part in card if isinstance(part, str)]
    for name, value in payload.items():
        yield from shown_texts(value, lang, f"map.{name}") if name not in HIDDEN else ()


def chart_texts(plan: Plan, lang: str) -> Texts:
    """Yield the texts of every chart: title, notes, table, drawing."""
    charts = [c for make in CHARTS.values() if (c := make(plan, lang))]
    for chart in (*charts, *level_charts(plan, lang)):
        where = f"chart {chart.name}"
        parts = (chart.title, chart.subtitle, chart.alt, chart.unit, chart.source, *chart.notes, *chart.head)
        yield from shown_texts(parts, lang, where)
        yield from shown_texts(chart.rows, lang, f"{where} table")
        yield from shown_texts(chart_node(chart), lang, f"{where} drawing")


def _typed(plan: Plan) -> list[Actual]:
    """Return a figure a year of each target with a number; what a user types is no language's."""
    years = range(plan.edition.base_year + 1, plan.edition.target_year + 1)
    targets = [s for s in plan.statements if s.figure.role == "target" and s.figure.value is not None]
    typed = {"source": "s", "object": "", "indicator": "x", "file": "f.csv"}
    return [
        Actual(
            s.id, year, (s.figure.value or Decimal(0)) * n / 10, s.figure.unit, s.figure.scope,
            **typed, where=f"row {n}",
        )
        for s in targets
        for n, year in enumerate(years, 8)
    ]


def monitoring_texts(case: Case, lang: str) -> Texts:
    """Yield the texts of the monitoring and its files: without figures, with some typed, with the folder's own."""
    plan = case.plan
    years = range(plan.edition.base_year + 1, plan.edition.target_year + 1)
    # One year of each kind of evaluation: the first, the middle one, the last.
    chosen = dict.fromkeys((years[0], years[(len(years) - 1) // 2], years[-1]))
    combined = combine_actuals((), published_actuals(plan, next_edition(plan, _others(case))))
    reported = list(combined.counted)
    for actuals, year in (([], years[0]), *((_typed(plan), y) for y in chosen), (reported, years[-1])):
        evaluation = evaluate(plan, actuals, year, combined.beside if actuals is reported else ())
        where = f"monitoring {evaluation.kind}"
        view = View(plan.district.id, plan.edition.id, lang)
        lines = published_lines(evaluation, lang)
        yield from shown_texts(heading(plan, evaluation, lang), lang, where)
        yield from shown_texts(standings_panel(plan, evaluation, view, " ".join(lines)), lang, where)
        yield from workbook_texts(evaluation_workbook(plan, evaluation, lang, lines), f"{where}.xlsx")
    yield from workbook_texts(actuals_template(plan, lang), "template.xlsx")


def _others(case: Case) -> list[Plan]:
    """Return the plans of the district's other editions."""
    district, edition = case.plan.district, case.plan.edition.id
    return [case_of(case.root, district.id, e).plan for e in district.editions if e != edition]


def comparison_texts(case: Case, lang: str) -> Texts:
    """Yield what the page of comparison shows beside each other edition, and alone."""
    yield from shown_texts(single_edition_panel(case.plan, lang), lang, "compare")
    for other in _others(case):
        comparison = compare_editions(*in_order(other, case.plan))
        outcomes = outcome_panel(comparison.old, comparison.new, lang)
        panel = comparison_panel(comparison, [comparison.old.edition], lang, outcomes)
        yield from shown_texts(panel, lang, "compare")
        yield from shown_texts(change_marks(comparison, lang), lang, "compare marks")


def shortlist_texts(plan: Plan, lang: str) -> Texts:
    """Yield the texts of the shortlist's page, and of a pack as one page."""
    sites = [s.id for s in (*plan.parks[:3], *plan.towns[:1])]
    for count in (0, 1, len(sites)):
        comparison = side_by_side([site_profile(plan.site[s], plan, lang) for s in sites[:count]])
        yield from shown_texts(shortlist_panel(comparison, plan, lang), lang, "shortlist")
    yield from shown_texts(pack_panel(PackRecord(plan, lang, tuple(sites))), lang, "pack")


def list_texts(plan: Plan, lang: str) -> Texts:
    """Yield the headings and cells of every list."""
    for name, listing in LISTINGS.items():
        yield from shown_texts(column_headings(listing.columns, plan, lang), lang, f"list {name}")
        for row in listing.rows(plan):
            cells = [(c.heading, c.cell(row, plan, lang)) for c in listing.columns]
            yield from (
                (f"list {name}.{k}", str(v)) for k, v in cells if k not in ("key", "base", "plan_figure")
            )


def head_texts(case: Case, lang: str) -> Texts:
    """Yield the texts of the head of each page, where each language bears its own name."""
    plans = [case.plan, *_others(case)]
    district = case.plan.district
    files = {"page_of": lambda *_: "", "file_of": lambda *_: ""}
    build: Any = SimpleNamespace(
        plans={(district.id, p.edition.id): p for p in plans},
        edition_ids={district.id: tuple(p.edition.id for p in plans)},
        default_editions={district.id: district.editions[0]},
        **files,
    )
    status = BuildStatus(build, False, None, Cache(None))
    for page in PAGES:
        view = View(district.id, case.plan.edition.id, lang, page=page)
        yield from shown_texts(header(build, view, (), status), lang, f"head {page}")


def story_page_texts(case: Case, lang: str) -> Texts:
    """Yield the texts of the page of the briefing: its editor, and the presenter with the edition's own story."""
    plan = case.plan
    story, _ = edition_story(case.root, plan.district.id, plan.edition.id, plan, NAMES)
    charts = {n: chart_data(c, drawing.chart_node) for n, make in CHARTS.items() if not (c := make(plan, lang)).empty}
    page = story_page_data(plan, story, lang, bounds_by_id(plan, case.shapes), charts)
    yield from shown_texts(page, lang, "briefing page")


def step_texts(plan: Plan, lang: str) -> Texts:
    """Yield the texts of every chart and table that a step can show, and of the list that offers them."""
    yield from shown_texts([*visual_choices(plan, lang)], lang, "choice of visuals")
    view = View(plan.district.id, plan.edition.id, lang)
    cards = [("site", View(plan.district.id, plan.edition.id, lang, sel=s.id)) for s in plan.sites]
    for name, shown in [*((n, view) for n in GRIDS), *cards]:
        visual = GRIDS[name](plan, shown, lang)
        grid = visual.grid if visual else None
        parts = [grid.title, *grid.head, [list(r) for r in grid.rows], grid.source] if grid else []
        yield from shown_texts(parts, lang, name)


def page_texts(case: Case, lang: str) -> Iterable[tuple[str, str]]:
    """Yield every text of the pages."""
    yield from map_texts(case, lang)
    yield from chart_texts(case.plan, lang)
    yield from monitoring_texts(case, lang)
    yield from comparison_texts(case, lang)
    yield from list_texts(case.plan, lang)
    yield from shortlist_texts(case.plan, lang)
    yield from story_page_texts(case, lang)
    yield from step_texts(case.plan, lang)
