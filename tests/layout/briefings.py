"""Briefings for tests of their files: one made by hand from whatever an edition holds, and the shipped."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from layout.briefing.fill import briefing
from layout.briefing.record import Briefing, Grid, Number, Slide
from layout.briefing.story import shipped
from layout.charts import CHARTS
from layout.extent import extent
from layout.maps.layers import NAMES
from layout.model import Layout
from layout.shapes import Shapes, boxes
from layout.text import citation, signed, unit
from layout.view import View
from tests.conftest import Case


def briefing_of(layout: Layout, shapes: Shapes, lang: str) -> Briefing:
    """Return a slide for the whole, each element, each chart, and one table."""
    plain = View(layout.district.id, layout.edition.id, lang)
    held = boxes(layout, shapes)
    views = [(plain, None)]
    views += [(replace(plain, element=(e.id,)), None) for e in layout.elements]
    views += [(replace(plain, cluster=(c.id,)), None) for c in layout.clusters[:1]]
    charts = [(plain, chart) for f in CHARTS.values() if (chart := f(layout, lang))]
    every = [*views, *charts, (plain, _grid(layout, lang))]
    slides = [
        Slide(
            id=f"step-{n}",
            n=n,
            view=view,
            extent=extent(view, layout, held),
            kicker=" · ".join(_about(view, layout, lang)),
            title=_title(view, layout, lang),
            lines=_lines(view, layout, lang),
            numbers=() if visual else _numbers(layout, lang),
            visual=visual,
            notes="First to be said.\nThen this.",
            sources=tuple(s.title(lang) for s in layout.sources[:3]),
        )
        for n, (view, visual) in enumerate(every, 1)
    ]
    return Briefing(layout.edition.title(lang), layout.district.name(lang), lang, tuple(slides))


def _about(view: View, layout: Layout, lang: str) -> list[str]:
    if view.element:
        element = layout.element[view.element[0]]
        return [element.phrase(lang), element.name(lang)]
    return [layout.district.name(lang), layout.edition.short(lang)]


def _title(view: View, layout: Layout, lang: str) -> str:
    if view.element:
        return layout.element[view.element[0]].motto(lang) or layout.element[view.element[0]].name(lang)
    return layout.edition.phrase(lang) or layout.edition.title(lang)


def _lines(view: View, layout: Layout, lang: str) -> tuple[str, ...]:
    colon = "：" if lang == "zh" else ": "
    roles = [(s, r) for s in layout.sites for r in s.roles if not view.element or r.element in view.element]
    return tuple(f"{s.name(lang)}{colon}{r.name(lang)}" for s, r in roles[:3])


def _numbers(layout: Layout, lang: str) -> tuple[Number, ...]:
    return tuple(
        Number(
            c.id,
            signed(c.target.value, c.target.bound),
            c.target.value,
            unit(c.target.unit, lang),
            c.name(lang),
            c.colour,
        )
        for c in layout.clusters
        if isinstance(c.target.value, Decimal)
    )[:4]


def _grid(layout: Layout, lang: str) -> Grid:
    rows = tuple(
        (
            s.name(lang),
            None if s.area_km2 is None else Decimal(str(s.area_km2)),
            citation(s.refs, layout, lang),
        )
        for s in layout.of_type("park")
    )
    colours = tuple(
        layout.element[s.elements[0]].colour if s.elements else "" for s in layout.of_type("park")
    )
    head = ("园区", "面积", "来源") if lang == "zh" else ("Park", "Area", "Source")
    return Grid("parks", "园区" if lang == "zh" else "Parks", head, rows, (1,), colours, 2, "")


def story_of(case: Case, lang: str) -> Briefing | None:
    """Return the shipped story of an edition, filled; None where it has none."""
    ids = (case.layout.district.id, case.layout.edition.id)
    story, faults = shipped(case.root, *ids, case.layout, NAMES)
    assert faults == ()
    return briefing(story, case.layout, lang, boxes(case.layout, case.shapes)) if story else None
