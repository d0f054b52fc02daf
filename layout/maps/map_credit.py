"""Whom a map is owed to, and that it is schematic: what stands at the foot of every map and page."""

from __future__ import annotations

from layout.maps.canvas import Canvas
from layout.plan.model import Plan
from layout.words.citations import citation
from layout.words.glossary import join_words, say
from layout.words.numbers import format_number


def review_note(plan: Plan, lang: str) -> str:
    """Return the note that the map is schematic, or its review number where one is entered."""
    number = plan.district.review_number
    return say("map.review", lang, number=number) if number else say("map.schematic", lang)


def attribution(canvas: Canvas) -> str:
    """Return the attribution: publishers of the base data, its precision, and the source of the layout.

    Where the project itself drew them all there is nobody to credit, and their titles say what they are.
    """
    plan, lang = canvas.plan, canvas.lang
    towns = plan.towns
    context_refs = [b.refs for b in canvas.shapes.context if b.geometry.geom_type != "Point"]
    source_ids = dict.fromkeys(r.source for refs in (*(t.refs for t in towns), *context_refs) for r in refs)
    used = [plan.source[s] for s in source_ids]
    owners = dict.fromkeys(s.publisher(lang) for s in used if s.kind != "project")
    names = owners or dict.fromkeys(s.title(lang) for s in used)
    key = "map.attribution" if owners else "bare_map.own" if names else "bare_map.attribution"
    return say(
        key,
        lang,
        credit=join_words(names, lang),
        precision=format_number(max((t.precision_m or 0 for t in towns), default=0)),
        source=_layout_source(plan, lang),
    )


def _layout_source(plan: Plan, lang: str) -> str:
    """Return the first place that sets the layout, and how many more there are: the panel lists them all."""
    first, *others = plan.edition.layout_refs
    words = citation((first,), plan, lang)
    return say("map.more-sources", lang, source=words, n=len(others)) if others else words
