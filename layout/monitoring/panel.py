"""The panel of the monitoring page: the years, counts by state, and how every target stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from layout.monitoring import kinds, words
from layout.monitoring.by_site import tallies_by_element
from layout.monitoring.evaluation import Evaluation, Standing, evaluation_kind
from layout.monitoring.panel_rows import column_count, state_mark, target_rows
from layout.monitoring.planned_evaluations import planned_evaluation_line
from layout.monitoring.plausibility import FAR, FAR_BELOW_TARGET, JUMP, MOST_GROWTH, WHOLE
from layout.monitoring.progress import STATES, TOLERANCE
from layout.plan.model import Plan, Statement
from layout.view.view import View, evaluation_years
from layout.words.glossary import say
from layout.words.nodes import Node, h, table_node
from layout.words.nouns import say_of
from layout.words.numbers import format_number
from layout.words.symbols import dot_node

_Counts = tuple[tuple[str, int], ...]
_METHODS = (
    "monitor.method-level",
    "monitor.method-total",
    "monitor.method-rate",
    "monitor.method-multiple",
    "monitor.method-rest",
    "monitor.method-final",
    "monitor.method-pace",
)


def heading(plan: Plan, evaluation: Evaluation, lang: str) -> Node:
    """Return the page's heading with a button for each year."""
    buttons = [_year(year, plan, evaluation, lang) for year in evaluation_years(plan)]
    return h(
        "div",
        h(
            "header",
            h("h1", say("monitor.title", lang)),
            h("p", planned_evaluation_line(plan, lang) + say("monitor.lead", lang), cls="quiet"),
        ),
        h("div", *buttons, cls="years", role="group", aria_label=say("monitor.years", lang)),
        cls="panel monitor-head",
    )


def _year(year: str, plan: Plan, evaluation: Evaluation, lang: str) -> Node:
    return h(
        "button",
        h("b", year),
        h("small", say(f"evaluation.{evaluation_kind(int(year), plan)}", lang)),
        go={"year": year},
        aria_pressed="true" if int(year) == evaluation.year else "false",
    )


def standings_panel(plan: Plan, evaluation: Evaluation, view: View, note: str = "") -> Node:
    """Return counts and tables; without actuals there are base and target alone.

    `note` says which file the actuals come from.
    """
    lang, with_actuals = view.lang, bool(evaluation.actuals)
    without_actuals = "monitor.none" if evaluation.standings else "monitor.no-targets"
    return h(
        "div",
        h("p", note or say(without_actuals, lang), cls="loaded", role="status"),
        h("p", say(f"evaluation-kind.{evaluation.kind}", lang), cls="quiet") if with_actuals else None,
        _counts(evaluation, lang) if with_actuals else None,
        _warnings(plan, evaluation, lang) if with_actuals else None,
        _classes(plan, evaluation, lang) if with_actuals and evaluation.kind == "final" else None,
        *[
            _section(title, rows, evaluation, view)
            for title, rows in _sections(plan, evaluation, lang)
            if rows
        ],
        _elements(plan, evaluation, lang) if with_actuals else None,
        _method(plan, lang),
        cls="panel board",
    )


def _counts(evaluation: Evaluation, lang: str) -> Node:
    items = [h("li", state_mark(state, lang), h("b", str(n))) for state, n in evaluation.counts if n]
    return h("ul", *items, cls="counts")


def _warnings(plan: Plan, evaluation: Evaluation, lang: str) -> Node:
    """Return the early warning: what is behind or missed, with what is needed from here."""
    warnings = evaluation.warnings
    key = "monitor.warnings" if warnings else "monitor.no-warnings"
    items = []
    for standing in warnings:
        place = words.subject_text(standing, plan, lang)
        pace = kinds.required_pace_text(standing, evaluation, lang)
        name = say("text.dot", lang).join(n for n in (place, words.marked_name(standing, lang)) if n)
        why = (words.reason_text(standing, lang), pace, *words.first_questions(standing, evaluation, lang))
        sentence = say("text.stop", lang).join(w for w in why if w)
        items.append(h("li", state_mark(standing.state, lang), h("b", name), h("span", sentence)))
    title = h("h2", say(key, lang, n=len(warnings)))
    return h("section", title, h("ul", *items) if items else None, cls="warnings")


def _sections(plan: Plan, evaluation: Evaluation, lang: str) -> Iterable[tuple[str, list[Node]]]:
    """Yield each table's title and rows: indicators by class, figures by topic, clusters, sites."""
    district = [s for s in evaluation.standings if s.subject[0] == "district"]
    for kind, family, title in (("indicator", "class", "indicators"), ("figure", "topic", "figures")):
        terms = plan.edition.classes if family == "class" else plan.edition.topics
        pairs = [(s, _family_target(s, plan)) for s in district]
        groups = [(t.name(lang), [s for s, r in pairs if (r.kind, r.group) == (kind, t.id)]) for t in terms]
        yield say(f"monitor.{title}", lang), _grouped(groups, plan, lang, evaluation)
    yield say_of(plan, "monitor.clusters", lang), _clusters(plan, evaluation, lang)
    # A place of another year is no row of this one.
    places = [site for site in plan.sites if site.exists_in(evaluation.year)]
    sites = [s for site in places for s in evaluation.standings if s.subject == ("site", site.id)]
    yield (
        say_of(plan, "monitor.sites", lang),
        [r for s in sites for r in target_rows(s, plan, lang, evaluation)],
    )


def _family_target(standing: Standing, plan: Plan) -> Statement:
    return plan.statement[standing.family]


def _grouped(
    groups: Sequence[tuple[str, list[Standing]]], plan: Plan, lang: str, evaluation: Evaluation
) -> list[Node]:
    rows: list[Node] = []
    for name, standings in groups:
        if standings:
            rows.append(_group(name, bool(evaluation.actuals)))
            rows += [r for s in standings for r in target_rows(s, plan, lang, evaluation)]
    return rows


def _group(name: str, with_actuals: bool, colour: str = "") -> Node:
    cell = h(
        "th", dot_node(colour) if colour else None, name, scope="colgroup", colspan=column_count(with_actuals)
    )
    return h("tr", cell, cls="group")


def _clusters(plan: Plan, evaluation: Evaluation, lang: str) -> list[Node]:
    rows: list[Node] = []
    with_actuals = bool(evaluation.actuals)
    for cluster in plan.clusters:
        # The target of a segment has the kind `cluster` as well, see `subject_of`.
        ids = [cluster.id, *(s.id for s in cluster.segments)]
        standings = [s for i in ids for s in evaluation.standings if s.subject == ("cluster", i)]
        if standings:
            rows.append(_group(cluster.name(lang), with_actuals, cluster.colour))
            rows += [r for s in standings for r in target_rows(s, plan, lang, evaluation)]
    return rows


def _section(title: str, rows: list[Node], evaluation: Evaluation, view: View) -> Node:
    with_actuals = bool(evaluation.actuals)
    keys = (
        ("base", "actual", "goal", "reached", "state") if with_actuals else ("base", "goal", "planned-pace")
    )
    right = {"base", "actual", "goal", "planned-pace"}
    heads = [(say(f"board.{k}", view.lang), "num" if k in right else "") for k in keys]
    return table_node(title, [say("board.target", view.lang), *heads], rows, say("table.empty", view.lang))


def _classes(plan: Plan, evaluation: Evaluation, lang: str) -> Node:
    """Return how each class of the plan's targets ended."""
    groups = kinds.tallies_by_class(plan, evaluation)
    states = _states(g.counts for g in groups)
    rows = [h("tr", h("th", g.name(lang), scope="row"), *_numbers(states, g.counts)) for g in groups]
    heads = [say("monitor.class", lang), *_state_heads(states, lang)]
    table = table_node(say("evaluation-kind.classes", lang), heads, rows, say("table.empty", lang))
    return h("div", table, cls="by-element")


def _elements(plan: Plan, evaluation: Evaluation, lang: str) -> Node | None:
    tallies = tallies_by_element(plan, evaluation)
    if not tallies:
        return None
    states = _states(t.counts for t in tallies)
    heads = [say("table.element", lang), (say("monitor.places", lang), "num"), *_state_heads(states, lang)]
    names = [plan.element[t.element].name(lang) if t.element else say("monitor.all", lang) for t in tallies]
    counts = [[h("td", str(len(t.sites)), cls="num"), *_numbers(states, t.counts)] for t in tallies]
    rows = [h("tr", h("th", n, scope="row"), *c) for n, c in zip(names, counts, strict=True)]
    table = table_node(say("monitor.elements", lang), heads, rows, say("table.empty", lang))
    return h("div", table, h("p", say("monitor.elements-note", lang), cls="quiet"), cls="by-element")


def _states(counts: Iterable[_Counts]) -> list[str]:
    # A column for each state that occurs, in the order from best to worst.
    occurring = {state for by_state in counts for state, n in by_state if n}
    return [s for s in STATES if s in occurring]


def _state_heads(states: Iterable[str], lang: str) -> list[tuple[str, str]]:
    return [(words.state_text(s, lang), "num") for s in states]


def _numbers(states: Iterable[str], counts: _Counts) -> list[Node]:
    by_state = dict(counts)
    return [h("td", str(by_state.get(s, 0)), cls="num") for s in states]


def _method(plan: Plan, lang: str) -> Node:
    tolerance = say("monitor.method-tolerance", lang, part=format_number(words.round_to(TOLERANCE * 100, 1)))
    limits = {"far": FAR, "jump": JUMP, "whole": WHOLE, "growth": MOST_GROWTH, "low": FAR_BELOW_TARGET}
    doubt = say("monitor.method-doubt", lang, **{k: format_number(v) for k, v in limits.items()})
    lines = [*(say(key, lang) for key in _METHODS), tolerance, doubt, say_of(plan, "monitor.on-map", lang)]
    summary = h("summary", say("monitor.method", lang))
    return h("details", summary, h("ul", *[h("li", line) for line in lines], cls="notes"), key="method")
