"""A slide of the targets of the industries that the chosen places serve. Measures are points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import layout.exports.deck.native_chart as native_chart
from layout.briefing.slide_sources import citations
from layout.charts.chart_data import Chart, Mark, Series
from layout.charts.figure_extent import common_unit, figure_extent
from layout.charts.shown_figure import amount_with_sign, value_with_sign
from layout.exports.deck.pack_content import PackContent
from layout.exports.deck.page_draft import FLOOR, IN, TOP, PageDraft, line_box, title_box
from layout.exports.deck.slide_shapes import ChartFrame
from layout.exports.deck.slide_size import WIDE
from layout.exports.deck.text_blocks import Block, Entry, block_shapes
from layout.exports.rectangle import Rect
from layout.plan.clusters import sets_target
from layout.plan.model import Cluster, Plan, Segment, Site
from layout.words.cluster_links import target_carrier
from layout.words.cluster_words import due_words
from layout.words.glossary import join_words, say
from layout.words.numbers import shown_unit_name
from layout.words.roles import mark_inferred

_GAP, _NOTE = 14.0, 12.0
_CHART = 0.44  # of the width
_Served = Mapping[Cluster | Segment, tuple[str, ...]]


def target_drafts(pack: PackContent) -> Iterator[PageDraft]:
    """Yield the slide of the targets, none where no industry of the places has a target in numbers."""
    plan, lang = pack.plan, pack.lang
    served = _served(pack.sites, plan, lang)
    unit = common_unit(c.target for c in served)
    drawable = {c: names for c, names in served.items() if figure_extent(c.target, unit)}
    if not drawable:
        return
    width = WIDE - 2 * IN
    title = title_box(say("pack_slides.targets", lang), Rect(IN, TOP, width, 0), 26.0)
    words = say("pack_slides.targets-note", lang, unit=shown_unit_name(unit, lang))
    note = line_box(
        say("deck.caption", lang), words, Rect(IN, title.rect.bottom + 2, width, 0), _NOTE, "muted", 2
    )
    top = note.rect.bottom + _GAP
    plot, _ = native_chart.drop_rows(
        native_chart.chart_plot(_chart(drawable, unit, plan, lang), lang), FLOOR - top
    )
    chart = _chart(drawable, unit, plan, lang)
    rect = Rect(IN, top, width * _CHART, native_chart.chart_height(plot, FLOOR - top))
    left = IN + width * _CHART + IN
    area = Rect(left, top, WIDE - IN - left, FLOOR - top)
    blocks = tuple(_block(c, names, lang) for c, names in served.items())
    text = block_shapes(blocks, area, "ink", pack.theme)
    cited = citations([ref for c in served for ref in c.target_refs], plan, lang)
    yield PageDraft((title, note, ChartFrame(chart, rect, plot, 12.0), *text), cited=cited, sources=cited)


def _served(sites: tuple[Site, ...], plan: Plan, lang: str) -> _Served:
    """Return the industries of sites that have a target, each with the names of these sites."""
    served: dict[Cluster | Segment, list[str]] = {}
    for site in sites:
        for link in site.links:
            carrier = target_carrier(link, plan)
            if carrier.target is not None and sets_target(carrier.target):
                served.setdefault(carrier, []).append(mark_inferred(site.name(lang), link.basis, lang))
    return {carrier: tuple(dict.fromkeys(names)) for carrier, names in served.items()}


def _block(carrier: Cluster | Segment, names: tuple[str, ...], lang: str) -> Block:
    target = carrier.target
    words = amount_with_sign(target, target.unit, lang) if target else ""
    due = due_words(target, lang) if target else ""
    return Block(
        carrier.name(lang), (Entry("", " ".join((words, due)).strip()), Entry("", join_words(names, lang)))
    )


def _chart(served: _Served, unit: str, plan: Plan, lang: str) -> Chart:
    marks = tuple(_mark(carrier, unit, plan, lang) for carrier in served)
    title, head = (
        say("pack_slides.targets", lang),
        (say("pack_slides.place", lang), shown_unit_name(unit, lang)),
    )
    values = say("text.stop", lang).join(f"{m.label} {m.shown}" for m in marks)
    series = Series("targets", title, "muted", marks)
    rows = tuple((m.label, m.value) for m in marks)
    alt = say("pack_slides.alt", lang, title=title, values=values)
    return Chart("targets", "grouped-bars", title, "", head[1], alt, head, rows, (1,), (series,))


def _mark(carrier: Cluster | Segment, unit: str, plan: Plan, lang: str) -> Mark:
    extent = figure_extent(carrier.target, unit)
    shown = extent.shown_in(unit, lang) if extent else None
    cluster = carrier if isinstance(carrier, Cluster) else plan.cluster[carrier.cluster]
    return Mark(
        carrier.id,
        carrier.name(lang),
        shown.value if shown else None,
        value_with_sign(carrier.target, unit, lang),
        colour=cluster.colour,
        high=shown.high if shown else None,
        stretch=shown.stretch if shown else None,
        open=shown.open if shown else "",
    )
