"""Briefings for tests of their files: one made by hand from whatever an edition holds, and the shipped."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from layout.briefing.slides import fill_story
from layout.briefing.story_file import edition_story
from layout.briefing.story_model import Briefing, Grid, Number, Slide
from layout.charts import CHARTS
from layout.maps.layers import NAMES
from layout.plan.model import Plan
from layout.plan.shapes import Shapes, bounds_by_id
from layout.view.extent import extent
from layout.view.view import View
from layout.words.citations import citation
from layout.words.nouns import noun
from layout.words.numbers import number_and_unit
from tests.conftest import Case


def briefing_of(plan: Plan, shapes: Shapes, lang: str) -> Briefing:
    """Return a slide for the whole, each element, each chart, and one table."""
    whole = View(plan.district.id, plan.edition.id, lang)
    bounds = bounds_by_id(plan, shapes)
    views = [(whole, None)]
    views += [(replace(whole, element=(e.id,)), None) for e in plan.elements]
    views += [(replace(whole, cluster=(c.id,)), None) for c in plan.clusters[:1]]
    charts = [(whole, chart) for f in CHARTS.values() if (chart := f(plan, lang))]
    every = [*views, *charts, (whole, _grid(plan, lang))]
    slides = [
        Slide(
            id=f"step-{n}",
            n=n,
            view=view,
            extent=extent(view, plan, bounds),
            kicker=" · ".join(_about(view, plan, lang)),
            title=_title(view, plan, lang),
            lines=_lines(view, plan, lang),
            numbers=() if visual else _numbers(plan, lang),
            visual=visual,
            notes="First to be said.\nThen this.",
            sources=tuple(s.title(lang) for s in plan.sources[:3]),
        )
        for n, (view, visual) in enumerate(every, 1)
    ]
    return Briefing(plan.edition.name(lang), plan.district.name(lang), lang, tuple(slides))


def _about(view: View, plan: Plan, lang: str) -> list[str]:
    if view.element:
        element = plan.element[view.element[0]]
        return [element.phrase(lang), element.name(lang)]
    return [plan.district.name(lang), plan.edition.short(lang)]


def _title(view: View, plan: Plan, lang: str) -> str:
    if view.element:
        return plan.element[view.element[0]].motto(lang) or plan.element[view.element[0]].name(lang)
    return plan.edition.phrase(lang) or plan.edition.name(lang)


def _lines(view: View, plan: Plan, lang: str) -> tuple[str, ...]:
    colon = "：" if lang == "zh" else ": "
    roles = [(s, r) for s in plan.sites for r in s.roles if not view.element or r.element in view.element]
    return tuple(f"{s.name(lang)}{colon}{r.name(lang)}" for s, r in roles[:3])


def _numbers(plan: Plan, lang: str) -> tuple[Number, ...]:
    with_number = [c for c in plan.clusters if c.target and isinstance(c.target.value, Decimal)]
    return tuple(
        Number(c.id, shown, c.target.value, unit, c.name(lang), c.colour)
        for c in with_number[:4]
        for shown, unit in [
            number_and_unit(c.target.value or Decimal(0), c.target.unit, lang, c.target.bound)
        ]
    )


def _grid(plan: Plan, lang: str) -> Grid:
    rows = tuple(
        (
            s.name(lang),
            None if s.area_km2 is None else Decimal(str(s.area_km2)),
            citation(s.refs, plan, lang),
        )
        for s in plan.of_type("park")
    )
    colours = tuple(plan.element[s.elements[0]].colour if s.elements else "" for s in plan.of_type("park"))
    name = noun(plan, "park", lang)
    head = (name, "面积", "来源") if lang == "zh" else (name, "Area", "Source")
    return Grid("parks", name, head, rows, (1,), colours, 2, "")


def story_of(case: Case, lang: str) -> Briefing | None:
    """Return the shipped story of an edition, filled; None where it has none."""
    ids = (case.plan.district.id, case.plan.edition.id)
    story, faults = edition_story(case.root, *ids, case.plan, NAMES)
    assert faults == ()
    return fill_story(story, case.plan, lang, bounds_by_id(case.plan, case.shapes)) if story else None
