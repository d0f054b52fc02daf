"""What stands beside the map on the monitoring page: years, counts by state, and every target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from layout import presets, text
from layout import standing as words
from layout.cites import cite
from layout.model import Layout, Statement
from layout.monitor import Evaluation, Standing, kind_of
from layout.progress import STATES, TOLERANCE
from layout.spread import by_element
from layout.symbols import NEUTRAL, dot
from layout.text import say
from layout.tree import Node, h, table
from layout.view import View, years

_WIDE = 6
_Counts = tuple[tuple[str, int], ...]
# Signs with a space that does not break.
_METHODS = (
    "monitor.method-level",
    "monitor.method-total",
    "monitor.method-rate",
    "monitor.method-rest",
    "monitor.method-final",
)


def head(layout: Layout, held: Evaluation, lang: str) -> Node:
    """Return the page's heading with a button for each year."""
    buttons = [_year(year, layout, held, lang) for year in years(layout)]
    return h(
        "div",
        h(
            "header",
            h("h1", say("monitor.title", lang)),
            h("p", say("monitor.lead", lang), cls="quiet"),
        ),
        h("div", *buttons, cls="years", role="group", aria_label=say("monitor.years", lang)),
        cls="panel monitor-head",
    )


def _year(year: str, layout: Layout, held: Evaluation, lang: str) -> Node:
    return h(
        "button",
        h("b", year),
        h("small", say(f"evaluation.{kind_of(int(year), layout)}", lang)),
        go={"year": year},
        aria_pressed="true" if int(year) == held.year else "false",
    )


def board(layout: Layout, held: Evaluation, view: View, note: str = "") -> Node:
    """Return counts and tables; without figures the base year stands beside the targets.

    `note` says what is loaded.
    """
    lang, full = view.lang, bool(held.actuals)
    return h(
        "div",
        h("p", note or say("monitor.none", lang), cls="loaded", role="status"),
        h("p", say(f"preset.{held.kind}", lang), cls="quiet") if full else None,
        _counts(held, lang) if full else None,
        _classes(layout, held, lang) if full and held.kind == "final" else None,
        *[_section(title, rows, held, view) for title, rows in _sections(layout, held, lang) if rows],
        _elements(layout, held, lang) if full else None,
        _method(lang),
        cls="panel board",
    )


def mark(state: str, lang: str) -> Node:
    """Return a state as its sign and its word."""
    return h("span", words.SIGNS[state], h("span", say(f"standing.{state}", lang)), cls=f"mark is-{state}")


def _counts(held: Evaluation, lang: str) -> Node:
    items = [h("li", mark(state, lang), h("b", str(n))) for state, n in held.counts if n]
    return h("ul", *items, cls="counts")


def _sections(layout: Layout, held: Evaluation, lang: str) -> Iterable[tuple[str, list[Node]]]:
    """Yield each table's title and rows: indicators by class, figures by topic, clusters, sites."""
    own = [s for s in held.standings if s.subject[0] == "district"]
    for kind, family, title in (("indicator", "class", "indicators"), ("figure", "topic", "figures")):
        terms = layout.edition.classes if family == "class" else layout.edition.topics
        among = [(s, _root(s, layout)) for s in own]
        groups = [(t.name(lang), [s for s, r in among if (r.kind, r.group) == (kind, t.id)]) for t in terms]
        yield say(f"monitor.{title}", lang), _grouped(groups, layout, lang, held)
    yield say("monitor.clusters", lang), _clusters(layout, held, lang)
    sites = [s for site in layout.sites for s in held.standings if s.subject == ("site", site.id)]
    yield say("monitor.sites", lang), [r for s in sites for r in _rows(s, layout, lang, held)]


def _root(standing: Standing, layout: Layout) -> Statement:
    return layout.statement[standing.family]


def _grouped(
    groups: Sequence[tuple[str, list[Standing]]], layout: Layout, lang: str, held: Evaluation
) -> list[Node]:
    rows: list[Node] = []
    for name, standings in groups:
        if standings:
            rows.append(_group(name, bool(held.actuals)))
            rows += [r for s in standings for r in _rows(s, layout, lang, held)]
    return rows


def _group(name: str, full: bool, colour: str = "") -> Node:
    cell = h("th", dot(colour) if colour else None, name, scope="colgroup", colspan=_width(full))
    return h("tr", cell, cls="group")


def _width(full: bool) -> int:
    return _WIDE if full else _WIDE - 2


def _clusters(layout: Layout, held: Evaluation, lang: str) -> list[Node]:
    rows: list[Node] = []
    full = bool(held.actuals)
    for cluster in layout.clusters:
        ids = [cluster.id, *(s.id for s in cluster.segments)]
        found = [s for i in ids for s in held.standings if s.subject == ("cluster", i)]
        if found:
            rows.append(_group(cluster.name(lang), full, cluster.colour))
            rows += [r for s in found for r in _rows(s, layout, lang, held)]
    return rows


def _section(title: str, rows: list[Node], held: Evaluation, view: View) -> Node:
    full = bool(held.actuals)
    keys = ("base", "actual", "goal", "reached", "state") if full else ("base", "goal", "asked")
    right = {"base", "actual", "goal", "asked"}
    heads = [(say(f"board.{k}", view.lang), "num" if k in right else "") for k in keys]
    return table(title, [say("board.target", view.lang), *heads], rows, say("table.empty", view.lang))


def _rows(standing: Standing, layout: Layout, lang: str, held: Evaluation) -> list[Node]:
    """Return a target's two rows: its numbers, and the reason with every source."""
    full = bool(held.actuals)
    cells = _measured(standing, layout, lang) if full else [_goal(standing, lang), _asked(standing, lang)]
    first = h("tr", _name(standing, layout, lang), _base(standing, lang), *cells, cls="target")
    return [first, h("tr", _why(standing, layout, lang, held), cls="why")]


def _name(standing: Standing, layout: Layout, lang: str) -> Node:
    kind, key = standing.subject
    patch = {"sel": key} if kind == "site" else _facet(key, layout)
    named = words.name(standing, lang)
    title = h("button", named, go=patch, cls="link") if patch else named
    unit = text.unit(standing.target.figure.unit, lang)
    small = [words.version(standing, lang), "" if standing.target.figure.value is None else unit]
    return h("th", title, h("small", say("text.dot", lang).join(s for s in small if s)), scope="row")


def _facet(key: str, layout: Layout) -> dict[str, str] | None:
    if key in layout.segment:
        return {"segment": key}
    held = layout.cluster.get(key)
    return {"cluster": key} if held and held.kind == "cluster" else None


def _number(value: Decimal | None, year: int | None) -> Node:
    return h("td", text.number(value), h("small", str(year or "") if value is not None else ""), cls="num")


def _base(standing: Standing, lang: str) -> Node:
    """Return the base, which leads to its source."""
    value, base = words.base_here(standing), standing.base
    if base is None or value is None:
        return _number(None, None)
    return h("td", cite(base, lang, text.number(value)), h("small", str(base.figure.year or "")), cls="num")


def _asked(standing: Standing, lang: str) -> Node:
    return h("td", words.asked(standing, lang) or "–", cls="num")


def _goal(standing: Standing, lang: str) -> Node:
    """Return the target with its bound as a sign, which leads to its source.

    Words have the line below to themselves.
    """
    figure = standing.target.figure
    if figure.value is None:
        return h("td", "–", cls="num")
    shown = text.signed(figure.value, figure.bound)
    named = cite(standing.target, lang, shown)
    return h(
        "td", named, h("small", str(figure.year or "")), cls="num", title=words.goal(standing.target, lang)
    )


def _measured(standing: Standing, layout: Layout, lang: str) -> list[Node]:
    part = words.part(standing)
    share: list[Node | str] = ["–"]
    if part is not None:
        colour = _colour(standing, layout)
        share = [h("bar", share=round(float(part) / 100, 4), colour=colour), h("small", f"{part:,f} %")]
    return [
        _number(words.value(standing), standing.at),
        _goal(standing, lang),
        h("td", *share, cls="reached"),
        h("td", mark(standing.state, lang), cls="state"),
    ]


def _colour(standing: Standing, layout: Layout) -> str:
    kind, key = standing.subject
    if kind != "cluster":
        return NEUTRAL
    held = layout.cluster.get(key) or layout.cluster[layout.segment[key].cluster]
    return held.colour


def _why(standing: Standing, layout: Layout, lang: str, held: Evaluation) -> Node:
    full = bool(held.actuals)
    seen = presets.sentence(standing, held, lang)
    said = [
        words.reason(standing, lang),
        seen,
        presets.pace(standing, held, lang),
        *words.remarks(standing, lang),
    ]
    shown = said if full or standing.target.figure.value is None else []
    line = say("text.stop", lang).join(w for w in [_start(standing, lang), *shown] if w)
    cited = words.sources(standing, layout, lang)
    items = [
        h("li", h("span", say(f"board.{k}", lang)), _source(k, v, standing, lang)) for k, v in cited.items()
    ]
    key = f"why-{standing.target.id}"
    inner = h("details", h("summary", line or say("monitor.sources", lang)), h("ul", *items), key=key)
    return h("td", inner, colspan=_width(full))


def _source(kind: str, named: str, standing: Standing, lang: str) -> Node:
    """Return one source in words; the base's number in them leads to it, for it may have no column."""
    base = standing.base
    if kind != "base" or base is None:
        return h("span", named)
    shown = words.printed(base, lang)
    return h("span", cite(base, lang, shown), named.removeprefix(shown))


def _start(standing: Standing, lang: str) -> str:
    """Return the level that a growth rate starts from, which has no place in the rate's own column."""
    figure = standing.base.figure if standing.base else None
    if figure is None or figure.value is None or words.base_here(standing) is not None:
        return ""
    return say("board.from", lang, value=text.figure(figure, lang), year=figure.year)


def _classes(layout: Layout, held: Evaluation, lang: str) -> Node:
    """Return how each class of the plan's own targets ended."""
    groups = presets.groups(layout, held)
    states = _states(g.counts for g in groups)
    rows = [h("tr", h("th", g.name(lang), scope="row"), *_numbers(states, g.counts)) for g in groups]
    heads = [say("monitor.class", lang), *_state_heads(states, lang)]
    made = table(say("preset.classes", lang), heads, rows, say("table.empty", lang))
    return h("div", made, cls="by-element")


def _elements(layout: Layout, held: Evaluation, lang: str) -> Node | None:
    tallies = by_element(layout, held)
    if not tallies:
        return None
    states = _states(t.counts for t in tallies)
    heads = [say("table.element", lang), (say("monitor.places", lang), "num"), *_state_heads(states, lang)]
    names = [layout.element[t.element].name(lang) if t.element else say("monitor.all", lang) for t in tallies]
    counts = [[h("td", str(len(t.sites)), cls="num"), *_numbers(states, t.counts)] for t in tallies]
    rows = [h("tr", h("th", n, scope="row"), *c) for n, c in zip(names, counts, strict=True)]
    made = table(say("monitor.elements", lang), heads, rows, say("table.empty", lang))
    return h("div", made, h("p", say("monitor.elements-note", lang), cls="quiet"), cls="by-element")


def _states(counts: Iterable[_Counts]) -> list[str]:
    found = {state for one in counts for state, n in one if n}
    return [s for s in STATES if s in found]


def _state_heads(states: Iterable[str], lang: str) -> list[tuple[str, str]]:
    return [(f"{words.SIGNS[s]} {say(f'standing.{s}', lang)}", "num") for s in states]


def _numbers(states: Iterable[str], counts: _Counts) -> list[Node]:
    held = dict(counts)
    return [h("td", str(held.get(s, 0)), cls="num") for s in states]


def _method(lang: str) -> Node:
    tolerance = say("monitor.method-tolerance", lang, part=text.number(words.rounded(TOLERANCE * 100, 1)))
    lines = [*(say(key, lang) for key in _METHODS), tolerance, say("monitor.on-map", lang)]
    summary = h("summary", say("monitor.method", lang))
    return h("details", summary, h("ul", *[h("li", line) for line in lines], cls="notes"), key="method")
