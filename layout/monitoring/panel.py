"""What stands beside the map on the monitoring page: years, counts by state, and every target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from layout.monitoring import kinds, words
from layout.monitoring.by_site import tallies_by_element
from layout.monitoring.evaluation import Evaluation, Standing, evaluation_kind
from layout.monitoring.panel_rows import full_width, state_mark, target_rows
from layout.monitoring.progress import STATES, TOLERANCE
from layout.plan.model import Plan, Statement
from layout.view.view import View, evaluation_years
from layout.words.glossary import say
from layout.words.nodes import Node, h, table_node
from layout.words.numbers import format_number
from layout.words.symbols import dot_node

_Counts = tuple[tuple[str, int], ...]
# Signs with a space that does not break.
_METHODS = (
    "monitor.method-level",
    "monitor.method-total",
    "monitor.method-rate",
    "monitor.method-rest",
    "monitor.method-final",
)


def heading(plan: Plan, held: Evaluation, lang: str) -> Node:
    """Return the page's heading with a button for each year."""
    buttons = [_year(year, plan, held, lang) for year in evaluation_years(plan)]
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


def _year(year: str, plan: Plan, held: Evaluation, lang: str) -> Node:
    return h(
        "button",
        h("b", year),
        h("small", say(f"evaluation.{evaluation_kind(int(year), plan)}", lang)),
        go={"year": year},
        aria_pressed="true" if int(year) == held.year else "false",
    )


def board(plan: Plan, held: Evaluation, view: View, note: str = "") -> Node:
    """Return counts and tables; without figures the base year stands beside the targets.

    `note` says what is loaded.
    """
    lang, full = view.lang, bool(held.actuals)
    return h(
        "div",
        h("p", note or say("monitor.none", lang), cls="loaded", role="status"),
        h("p", say(f"evaluation-kind.{held.kind}", lang), cls="quiet") if full else None,
        _counts(held, lang) if full else None,
        _classes(plan, held, lang) if full and held.kind == "final" else None,
        *[_section(title, rows, held, view) for title, rows in _sections(plan, held, lang) if rows],
        _elements(plan, held, lang) if full else None,
        _method(lang),
        cls="panel board",
    )


def _counts(held: Evaluation, lang: str) -> Node:
    items = [h("li", state_mark(state, lang), h("b", str(n))) for state, n in held.counts if n]
    return h("ul", *items, cls="counts")


def _sections(plan: Plan, held: Evaluation, lang: str) -> Iterable[tuple[str, list[Node]]]:
    """Yield each table's title and rows: indicators by class, figures by topic, clusters, sites."""
    own = [s for s in held.standings if s.subject[0] == "district"]
    for kind, family, title in (("indicator", "class", "indicators"), ("figure", "topic", "figures")):
        terms = plan.edition.classes if family == "class" else plan.edition.topics
        among = [(s, _root(s, plan)) for s in own]
        groups = [(t.name(lang), [s for s, r in among if (r.kind, r.group) == (kind, t.id)]) for t in terms]
        yield say(f"monitor.{title}", lang), _grouped(groups, plan, lang, held)
    yield say("monitor.clusters", lang), _clusters(plan, held, lang)
    sites = [s for site in plan.sites for s in held.standings if s.subject == ("site", site.id)]
    yield say("monitor.sites", lang), [r for s in sites for r in target_rows(s, plan, lang, held)]


def _root(standing: Standing, plan: Plan) -> Statement:
    return plan.statement[standing.family]


def _grouped(
    groups: Sequence[tuple[str, list[Standing]]], plan: Plan, lang: str, held: Evaluation
) -> list[Node]:
    rows: list[Node] = []
    for name, standings in groups:
        if standings:
            rows.append(_group(name, bool(held.actuals)))
            rows += [r for s in standings for r in target_rows(s, plan, lang, held)]
    return rows


def _group(name: str, full: bool, colour: str = "") -> Node:
    cell = h("th", dot_node(colour) if colour else None, name, scope="colgroup", colspan=full_width(full))
    return h("tr", cell, cls="group")


def _clusters(plan: Plan, held: Evaluation, lang: str) -> list[Node]:
    rows: list[Node] = []
    full = bool(held.actuals)
    for cluster in plan.clusters:
        ids = [cluster.id, *(s.id for s in cluster.segments)]
        found = [s for i in ids for s in held.standings if s.subject == ("cluster", i)]
        if found:
            rows.append(_group(cluster.name(lang), full, cluster.colour))
            rows += [r for s in found for r in target_rows(s, plan, lang, held)]
    return rows


def _section(title: str, rows: list[Node], held: Evaluation, view: View) -> Node:
    full = bool(held.actuals)
    keys = ("base", "actual", "goal", "reached", "state") if full else ("base", "goal", "planned-pace")
    right = {"base", "actual", "goal", "planned-pace"}
    heads = [(say(f"board.{k}", view.lang), "num" if k in right else "") for k in keys]
    return table_node(title, [say("board.target", view.lang), *heads], rows, say("table.empty", view.lang))


def _classes(plan: Plan, held: Evaluation, lang: str) -> Node:
    """Return how each class of the plan's own targets ended."""
    groups = kinds.tallies_by_class(plan, held)
    states = _states(g.counts for g in groups)
    rows = [h("tr", h("th", g.name(lang), scope="row"), *_numbers(states, g.counts)) for g in groups]
    heads = [say("monitor.class", lang), *_state_heads(states, lang)]
    made = table_node(say("evaluation-kind.classes", lang), heads, rows, say("table.empty", lang))
    return h("div", made, cls="by-element")


def _elements(plan: Plan, held: Evaluation, lang: str) -> Node | None:
    tallies = tallies_by_element(plan, held)
    if not tallies:
        return None
    states = _states(t.counts for t in tallies)
    heads = [say("table.element", lang), (say("monitor.places", lang), "num"), *_state_heads(states, lang)]
    names = [plan.element[t.element].name(lang) if t.element else say("monitor.all", lang) for t in tallies]
    counts = [[h("td", str(len(t.sites)), cls="num"), *_numbers(states, t.counts)] for t in tallies]
    rows = [h("tr", h("th", n, scope="row"), *c) for n, c in zip(names, counts, strict=True)]
    made = table_node(say("monitor.elements", lang), heads, rows, say("table.empty", lang))
    return h("div", made, h("p", say("monitor.elements-note", lang), cls="quiet"), cls="by-element")


def _states(counts: Iterable[_Counts]) -> list[str]:
    found = {state for one in counts for state, n in one if n}
    return [s for s in STATES if s in found]


def _state_heads(states: Iterable[str], lang: str) -> list[tuple[str, str]]:
    return [(words.state_text(s, lang), "num") for s in states]


def _numbers(states: Iterable[str], counts: _Counts) -> list[Node]:
    held = dict(counts)
    return [h("td", str(held.get(s, 0)), cls="num") for s in states]


def _method(lang: str) -> Node:
    tolerance = say("monitor.method-tolerance", lang, part=format_number(words.round_to(TOLERANCE * 100, 1)))
    lines = [*(say(key, lang) for key in _METHODS), tolerance, say("monitor.on-map", lang)]
    summary = h("summary", say("monitor.method", lang))
    return h("details", summary, h("ul", *[h("li", line) for line in lines], cls="notes"), key="method")
