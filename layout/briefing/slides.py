"""A story filled from the data in one language: what every screen and file shows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import parse_qsl

from geodata.bidi import BIDI_CONTROLS
from layout.audit import quantity_words, sentences
from layout.briefing.placeholders import fill_placeholders
from layout.briefing.plan_facts import PlanFacts
from layout.briefing.slide_sources import citations
from layout.briefing.story_model import Briefing, Number, Slide, Step, Story
from layout.briefing.tables import CitedGrid
from layout.briefing.visuals import natural_visual, step_visual
from layout.plan.model import Plan, Ref, Statement, Text
from layout.view.extent import Bounds, extent
from layout.view.query import parse_view
from layout.view.view import View
from layout.words import glossary
from layout.words.glossary import say
from layout.words.nouns import say_of
from layout.words.numbers import figure_and_unit
from layout.words.revisions import revision_lines
from layout.words.site_facts import kind_name
from layout.words.symbols import site_colours
from layout.words.years import figure_years

_PAGE = "briefing"
_HIDDEN_CATEGORIES = {"Cc", "Cs", "Co", "Cn"}  # Unicode: controls, surrogates, private use, unassigned
_TURNING = re.compile(f"[{BIDI_CONTROLS}]")


def fill_story(story: Story, plan: Plan, lang: str, bounds: Mapping[str, Bounds]) -> Briefing:
    """Fill a story that was read without a fault.

    `bounds` are west, south, east, north in WGS-84 degrees by the id of a site or an element, see
    :func:`layout.plan.shapes.bounds_by_id`.
    """
    facts = PlanFacts(plan)
    title, _ = fill_placeholders(story.title(lang), facts, lang)
    parts = (plan.district.name(lang), plan.edition.name(lang))
    return Briefing(
        title=one_line(title),
        subtitle=say("text.dot", lang).join(p for p in parts if p),
        lang=lang,
        slides=tuple(_slide(n, s, facts, lang, bounds) for n, s in enumerate(story.steps, 1)),
    )


def step_view(step: Step, plan: Plan, lang: str) -> View:
    """Return the view of a step, which is also its link: the page of the briefing and the step's id."""
    pairs = parse_qsl(step.view.lstrip("?#"))
    # The layers were checked when the story was read; here those that it names are taken as known.
    layers = [name for key, value in pairs if key == "off" for name in value.split(",")]
    view, _ = parse_view(step.view, plan, layers, _PAGE)
    return replace(view, lang=lang, step=step.id)


def _slide(n: int, step: Step, facts: PlanFacts, lang: str, bounds: Mapping[str, Bounds]) -> Slide:
    plan, view = facts.plan, step_view(step, facts.plan, lang)
    words = [fill_placeholders(w(lang), facts, lang) for w in (step.title, *step.lines)]
    notes, note_refs = fill_placeholders(step.notes(lang), facts, lang)
    numbers = [_number(i, facts, lang) for i in step.figures]
    # A view that was kept without a word of its own: half of its slide would be empty.
    bare = not step.show and not step.figures and not any(words for words, _ in words[1:])
    visual = step_visual(natural_visual(view, plan) if bare else step.show, plan, view, lang)
    # In the order of the slide: what fits of the citations is cited from the front.
    refs = [r for _, places in (*words, *numbers) for r in places]
    refs += [*(visual.refs if visual is not None else ()), *note_refs, *plan.edition.layout_refs]
    sources = citations(refs, plan, lang)
    title, *lines = (one_line(w) for w, _ in words)
    return Slide(
        id=step.id,
        n=n,
        view=view,
        extent=extent(view, plan, bounds),
        kicker=_kicker(view, plan, lang),
        title=title,
        lines=tuple(line for line in lines if line),
        numbers=tuple(number for number, _ in numbers),
        visual=visual.grid if isinstance(visual, CitedGrid) else visual,
        notes="\n".join(filter(None, (one_line(p) for p in notes.splitlines()))),
        sources=tuple(dict.fromkeys((*sources, *_chart_sources(visual)))),
        colour=_subject_colour(view, plan),
    )


def _chart_sources(visual: object) -> Iterator[str]:
    """Yield the documents that a chart names; a table's places are cited one by one."""
    # Only a chart has it: the field of a table is that of its grid.
    source = getattr(visual, "source", "")
    if source:
        yield str(source)


def one_line(words: str) -> str:
    """Return text on one line; control and unassigned characters become blanks, marks of direction go."""
    plain = _TURNING.sub("", words)
    visible = (" " if unicodedata.category(c) in _HIDDEN_CATEGORIES else c for c in plain)
    return " ".join("".join(visible).split())


def _number(name: str, facts: PlanFacts, lang: str) -> tuple[Number, tuple[Ref, ...]]:
    """Return a figure of the plan, or what the audit computes, to be read from afar."""
    statement = facts.plan.statement.get(name)
    if statement is not None:
        return _stated(statement, facts.plan, lang), statement.refs
    quantity, finding = facts.computed[name], facts.findings.get(name)
    digits = sentences.decimals_of(finding) if finding else 1
    text, unit = quantity_words.quantity_and_unit(quantity, lang, digits)
    label = say("briefing.computed", lang, name=quantity.name(lang))
    caveat = sentences.caveat_text(finding, lang) if finding else ""
    number = Number(
        id=name,
        value_text=text,
        value=quantity.span.value,
        unit=unit,
        # A ratio of unlike subjects never stands alone, on a slide least of all.
        label=say("text.dot", lang).join(filter(None, (label, caveat))),
    )
    return number, quantity.refs


def _stated(statement: Statement, plan: Plan, lang: str) -> Number:
    fig = statement.figure
    years = figure_years(fig, lang)
    text, unit, more = figure_and_unit(fig, lang)
    # A figure that was replaced never stands alone as if it were in force.
    replaced = "" if plan.is_current(statement) else revision_lines(statement, plan, lang)[0]
    return Number(
        id=statement.id,
        value_text=text,
        value=fig.value,
        unit=unit,
        label=say("text.dot", lang).join(p for p in (statement.name(lang), years, more, replaced) if p),
        colour=_colour(statement, plan),
    )


def _colour(statement: Statement, plan: Plan) -> str:
    cluster = (
        # A statement about a segment has its id in the same field.
        plan.segment[statement.cluster].cluster if statement.cluster in plan.segment else statement.cluster
    )
    if cluster in plan.cluster:
        return plan.cluster[cluster].colour
    return site_colours(plan.site[statement.site], plan)[0] if statement.site in plan.site else ""


def _kicker(view: View, plan: Plan, lang: str) -> str:
    return say("text.dot", lang).join(dict.fromkeys(filter(None, _subject_words(view, plan, lang))))


def _subject_words(view: View, plan: Plan, lang: str) -> Iterable[str]:
    """Yield what a view is about, from the whole to the part."""
    if view.sel in plan.site:
        site = plan.site[view.sel]
        return kind_name(site, plan, lang), site.name(lang)
    if view.element:
        elements = [plan.element[e] for e in view.element]
        # A phrase that contains the name says it already.
        names = [e.name for e in elements if e.name.original not in e.phrase.original]
        return *(e.phrase(lang) for e in elements), _joined(names, lang)
    if view.segment:
        return say_of(plan, "briefing.segments", lang), _joined(
            [plan.part[s].name for s in view.segment], lang
        )
    if view.cluster:
        # A filter by all of them is about the whole, and no list of names.
        every = {c.id for c in plan.clusters if c.kind == "cluster"} <= set(view.cluster)
        names = [] if every else [plan.cluster[c].name for c in view.cluster]
        return say_of(plan, "briefing.clusters", lang), _joined(names, lang)
    if view.level:
        every = {p.level for p in plan.parks} <= set(view.level)
        names = [] if every else [plan.term[f"level:{k}"].name for k in view.level]
        return say_of(plan, "briefing.parks", lang), _joined(names, lang)
    return plan.district.name(lang), plan.edition.short(lang)


def _subject_colour(view: View, plan: Plan) -> str:
    """Return the colour of the one element or cluster that a view is about; empty for none or several."""
    site = plan.site.get(view.sel)
    clusters = [*view.cluster, *(plan.part[s].cluster for s in view.segment)]
    element_colours = [plan.element[e].colour for e in (*view.element, *(site.elements if site else ()))]
    element_colours = element_colours or [plan.cluster[c].colour for c in clusters]
    distinct = set(element_colours)
    return distinct.pop() if len(distinct) == 1 else ""


def _joined(names: Iterable[Text], lang: str) -> str:
    return glossary.join_names(names, lang)
