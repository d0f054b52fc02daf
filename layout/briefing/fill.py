"""A story filled from the data in one language: what every screen and file shows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import parse_qsl

from layout import findings, text
from layout.briefing.facts import Facts
from layout.briefing.fields import fill
from layout.briefing.grids import Made
from layout.briefing.record import Briefing, Number, Slide, Step, Story
from layout.briefing.sources import citations
from layout.briefing.visuals import visual
from layout.cards import kind
from layout.extent import Box, extent
from layout.model import Layout, Ref, Statement, Text
from layout.symbols import colours
from layout.text import say
from layout.view import View, parse

_PAGE = "briefing"
_HIDDEN = {"Cc", "Cs", "Co", "Cn"}
_TURNING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))


def briefing(story: Story, layout: Layout, lang: str, boxes: Mapping[str, Box]) -> Briefing:
    """Fill a story that was read without a fault; `boxes` are those of :func:`layout.shapes.boxes`."""
    facts = Facts(layout)
    title, _ = fill(story.title(lang), facts, lang)
    parts = (layout.district.name(lang), layout.edition.name(lang))
    return Briefing(
        title=one_line(title),
        subtitle=say("text.dot", lang).join(p for p in parts if p),
        lang=lang,
        slides=tuple(_slide(n, s, facts, lang, boxes) for n, s in enumerate(story.steps, 1)),
    )


def view_of(step: Step, layout: Layout, lang: str) -> View:
    """Return the view of a step, which is also its link: the page of the briefing and the step's id."""
    asked = parse_qsl(step.view.lstrip("?#"))
    layers = [name for key, value in asked if key == "off" for name in value.split(",")]
    view, _ = parse(step.view, layout, layers, _PAGE)
    return replace(view, lang=lang, step=step.id)


def _slide(n: int, step: Step, facts: Facts, lang: str, boxes: Mapping[str, Box]) -> Slide:
    layout, view = facts.layout, view_of(step, facts.layout, lang)
    words = [fill(w(lang), facts, lang) for w in (step.title, *step.lines)]
    notes, noted = fill(step.notes(lang), facts, lang)
    held = [_number(i, facts, lang) for i in step.figures]
    shown = visual(step.show, layout, view, lang)
    refs = [r for _, cited in (*words, *held) for r in cited]
    refs += [*(shown.refs if isinstance(shown, Made) else ()), *noted, *layout.edition.layout_refs]
    sources = citations(refs, layout, lang)
    title, *lines = (one_line(w) for w, _ in words)
    return Slide(
        id=step.id,
        n=n,
        view=view,
        extent=extent(view, layout, boxes),
        kicker=_kicker(view, layout, lang),
        title=title,
        lines=tuple(line for line in lines if line),
        numbers=tuple(number for number, _ in held),
        visual=shown.grid if isinstance(shown, Made) else shown,
        notes="\n".join(filter(None, (one_line(p) for p in notes.splitlines()))),
        sources=tuple(dict.fromkeys((*sources, *_titles(shown)))),
        colour=_hue(view, layout),
    )


def _titles(shown: object) -> Iterator[str]:
    """Yield the documents that a chart names; a table's places are cited one by one."""
    source = getattr(shown, "source", "")
    if source:
        yield str(source)


def one_line(words: str) -> str:
    """Return text on one line, without what no file format holds and what turns its direction."""
    kept = (" " if unicodedata.category(c) in _HIDDEN else c for c in words if c not in _TURNING)
    return " ".join("".join(kept).split())


def _number(name: str, facts: Facts, lang: str) -> tuple[Number, tuple[Ref, ...]]:
    """Return a figure of the plan, or what the audit computes, to be read from afar."""
    said = facts.layout.statement.get(name)
    if said is not None:
        return _stated(said, facts.layout, lang), said.refs
    quantity, finding = facts.computed[name], facts.findings.get(name)
    digits = findings.digits_of(finding) if finding else 1
    number = Number(
        id=name,
        shown=findings.value(replace(quantity, unit=""), lang, digits),
        value=quantity.span.value,
        unit=text.unit(quantity.unit, lang),
        label=say("briefing.computed", lang, name=quantity.name(lang)),
    )
    return number, quantity.refs


def _stated(said: Statement, layout: Layout, lang: str) -> Number:
    fig = said.figure
    years = text.span_of_years(fig.from_year, fig.year, lang)
    return Number(
        id=said.id,
        shown=fig.words(lang) if fig.value is None else text.signed(fig.value, fig.bound),
        value=fig.value,
        unit="" if fig.value is None else text.unit(fig.unit, lang),
        label=say("text.dot", lang).join(p for p in (said.name(lang), years) if p),
        colour=_colour(said, layout),
    )


def _colour(said: Statement, layout: Layout) -> str:
    held = layout.segment[said.cluster].cluster if said.cluster in layout.segment else said.cluster
    if held in layout.cluster:
        return layout.cluster[held].colour
    return colours(layout.site[said.site], layout)[0] if said.site in layout.site else ""


def _kicker(view: View, layout: Layout, lang: str) -> str:
    return say("text.dot", lang).join(dict.fromkeys(filter(None, _about(view, layout, lang))))


def _about(view: View, layout: Layout, lang: str) -> Iterable[str]:
    """Yield what a view is about, from the whole to the part."""
    if view.sel in layout.site:
        site = layout.site[view.sel]
        return kind(site, layout, lang), site.name(lang)
    if view.element:
        held = [layout.element[e] for e in view.element]
        names = [e.name for e in held if e.name.zh not in e.phrase.zh]
        return *(e.phrase(lang) for e in held), _joined(names, lang)
    if view.segment:
        return say("briefing.segments", lang), _joined([layout.segment[s].name for s in view.segment], lang)
    if view.cluster:
        every = {c.id for c in layout.clusters if c.kind == "cluster"} <= set(view.cluster)
        names = [] if every else [layout.cluster[c].name for c in view.cluster]
        return say("briefing.clusters", lang), _joined(names, lang)
    if view.level:
        every = {p.level for p in layout.of_type("park")} <= set(view.level)
        names = [] if every else [layout.term[f"level:{k}"].name for k in view.level]
        return say("briefing.parks", lang), _joined(names, lang)
    return layout.district.name(lang), layout.edition.short(lang)


def _hue(view: View, layout: Layout) -> str:
    """Return the colour of the one element or cluster that a view is about; empty for none or several."""
    site = layout.site.get(view.sel)
    clusters = [*view.cluster, *(layout.segment[s].cluster for s in view.segment)]
    found = [layout.element[e].colour for e in (*view.element, *(site.elements if site else ()))]
    found = found or [layout.cluster[c].colour for c in clusters]
    held = set(found)
    return held.pop() if len(held) == 1 else ""


def _joined(names: Iterable[Text], lang: str) -> str:
    return text.names(names, lang)
