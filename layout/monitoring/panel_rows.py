"""The rows of one target on the monitoring page: base, actual, year, goal, state, and why."""

from __future__ import annotations

from decimal import Decimal

from layout.monitoring import kinds, words
from layout.monitoring.evaluation import Evaluation, Standing
from layout.panels.source_card import cite
from layout.plan.model import Plan
from layout.words.glossary import say
from layout.words.nodes import Node, h
from layout.words.numbers import format_figure, format_number, format_with_sign, unit_name
from layout.words.symbols import NEUTRAL, STATE_SIGNS

_WIDE = 6


def state_mark(state: str, lang: str) -> Node:
    """Return a state as its sign and its word."""
    return h("span", STATE_SIGNS[state], h("span", say(f"standing.{state}", lang)), cls=f"mark is-{state}")


def full_width(full: bool) -> int:
    """Return how many columns a table has; `full` with actuals."""
    return _WIDE if full else _WIDE - 2


def target_rows(standing: Standing, plan: Plan, lang: str, held: Evaluation) -> list[Node]:
    """Return a target's two rows: its numbers, and the reason with every source."""
    full = bool(held.actuals)
    cells = _measured(standing, plan, lang) if full else [_goal(standing, lang), _asked(standing, lang)]
    first = h("tr", _name(standing, plan, lang), _base(standing, lang), *cells, cls="target")
    return [first, h("tr", _why(standing, plan, lang, held), cls="why")]


def _name(standing: Standing, plan: Plan, lang: str) -> Node:
    kind, key = standing.subject
    patch = {"sel": key} if kind == "site" else _facet(key, plan)
    named = words.target_name(standing, lang)
    title = h("button", named, go=patch, cls="link") if patch else named
    unit = unit_name(standing.target.figure.unit, lang)
    small = [words.version_text(standing, lang), "" if standing.target.figure.value is None else unit]
    return h("th", title, h("small", say("text.dot", lang).join(s for s in small if s)), scope="row")


def _facet(key: str, plan: Plan) -> dict[str, str] | None:
    if key in plan.segment:
        return {"segment": key}
    held = plan.cluster.get(key)
    return {"cluster": key} if held and held.kind == "cluster" else None


def _number(value: Decimal | None, year: int | None) -> Node:
    return h(
        "td",
        format_number(value),
        h("small", str(year or "") if value is not None else ""),
        cls="num",
    )


def _base(standing: Standing, lang: str) -> Node:
    """Return the base, which leads to its source."""
    value, base = words.base_in_target_unit(standing), standing.base
    if base is None or value is None:
        return _number(None, None)
    return h(
        "td",
        cite(base, lang, format_number(value)),
        h("small", str(base.figure.year or "")),
        cls="num",
    )


def _asked(standing: Standing, lang: str) -> Node:
    return h("td", words.planned_pace_text(standing, lang) or "–", cls="num")


def _goal(standing: Standing, lang: str) -> Node:
    """Return the target with its bound as a sign, which leads to its source.

    Words have the line below to themselves.
    """
    figure = standing.target.figure
    if figure.value is None:
        return h("td", "–", cls="num")
    shown = format_with_sign(figure.value, figure.bound)
    named = cite(standing.target, lang, shown)
    return h(
        "td",
        named,
        h("small", str(figure.year or "")),
        cls="num",
        title=words.goal_text(standing.target, lang),
    )


def _measured(standing: Standing, plan: Plan, lang: str) -> list[Node]:
    part = words.rounded_percent(standing)
    share: list[Node | str] = ["–"]
    if part is not None:
        colour = _colour(standing, plan)
        share = [h("bar", share=round(float(part) / 100, 4), colour=colour), h("small", f"{part:,f} %")]
    return [
        _number(words.rounded_value(standing), standing.value_year),
        _goal(standing, lang),
        h("td", *share, cls="reached"),
        h("td", state_mark(standing.state, lang), cls="state"),
    ]


def _colour(standing: Standing, plan: Plan) -> str:
    kind, key = standing.subject
    if kind != "cluster":
        return NEUTRAL
    held = plan.cluster.get(key) or plan.cluster[plan.segment[key].cluster]
    return held.colour


def _why(standing: Standing, plan: Plan, lang: str, held: Evaluation) -> Node:
    full = bool(held.actuals)
    seen = kinds.kind_sentence(standing, held, lang)
    said = [
        words.reason_text(standing, lang),
        seen,
        kinds.required_pace_text(standing, held, lang),
        *words.remarks(standing, lang),
    ]
    shown = said if full or standing.target.figure.value is None else []
    line = say("text.stop", lang).join(w for w in [_start(standing, lang), *shown] if w)
    cited = words.source_texts(standing, plan, lang)
    items = [
        h("li", h("span", say(f"board.{k}", lang)), _source(k, v, standing, lang)) for k, v in cited.items()
    ]
    key = f"why-{standing.target.id}"
    inner = h("details", h("summary", line or say("monitor.sources", lang)), h("ul", *items), key=key)
    return h("td", inner, colspan=full_width(full))


def _source(kind: str, named: str, standing: Standing, lang: str) -> Node:
    """Return one source in words; the base's number in them leads to it, for it may have no column."""
    base = standing.base
    if kind != "base" or base is None:
        return h("span", named)
    shown = words.base_text(base, lang)
    return h("span", cite(base, lang, shown), named.removeprefix(shown))


def _start(standing: Standing, lang: str) -> str:
    """Return the level that a growth rate starts from, which has no place in the rate's own column."""
    figure = standing.base.figure if standing.base else None
    if figure is None or figure.value is None or words.base_in_target_unit(standing) is not None:
        return ""
    return say("board.from", lang, value=format_figure(figure, lang), year=figure.year)
