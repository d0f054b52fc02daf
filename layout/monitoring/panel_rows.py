"""The rows of one target on the monitoring page: base, actual, year, target, state, reason, sources."""

from __future__ import annotations

from decimal import Decimal

from layout.audit.reach import base_notes
from layout.monitoring import kinds, words
from layout.monitoring.evaluation import Evaluation, Standing
from layout.panels.source_card import cite, doubt_mark
from layout.plan.model import Plan
from layout.words.amounts import put_sign
from layout.words.glossary import say
from layout.words.nodes import Node, h
from layout.words.numbers import (
    format_bounded,
    format_figure,
    format_figure_value_with_sign,
    format_number,
    format_value,
    shown_unit_name,
)
from layout.words.symbols import NEUTRAL, STATE_SIGNS
from layout.words.years import figure_years, year_mark, years_or_undated

# Of the table with actuals; without them there are two less.
_COLUMNS = 6


def state_mark(state: str, lang: str) -> Node:
    """Return a state as its sign and its word."""
    return h("span", STATE_SIGNS[state], h("span", say(f"standing.{state}", lang)), cls=f"mark is-{state}")


def column_count(with_actuals: bool) -> int:
    """Return how many columns a table has."""
    return _COLUMNS if with_actuals else _COLUMNS - 2


def target_rows(standing: Standing, plan: Plan, lang: str, evaluation: Evaluation) -> list[Node]:
    """Return a target's two rows: its numbers, and the reason with every source."""
    with_actuals = bool(evaluation.actuals)
    cells = (
        _measured(standing, plan, lang)
        if with_actuals
        else [_goal(standing, lang), _planned_pace(standing, lang)]
    )
    first = h("tr", _name(standing, plan, lang), _base(standing, lang), *cells, cls="target")
    return [first, h("tr", _why(standing, plan, lang, evaluation), cls="why")]


def _name(standing: Standing, plan: Plan, lang: str) -> Node:
    kind, key = standing.subject
    patch = {"sel": key} if kind == "site" else _facet(key, plan)
    name = words.target_name(standing, lang)
    title = h("button", name, go=patch, cls="link") if patch else name
    unit = shown_unit_name(standing.target.figure.unit, lang)
    small = [words.version_text(standing, lang), "" if standing.target.figure.value is None else unit]
    return h("th", title, h("small", say("text.dot", lang).join(s for s in small if s)), scope="row")


def _facet(key: str, plan: Plan) -> dict[str, str] | None:
    if key in plan.segment:
        return {"segment": key}
    return {"cluster": key} if key in plan.cluster else None


def _number(value: Decimal | None, unit: str, year: int | None, lang: str) -> Node:
    return h(
        "td",
        format_number(None) if value is None else format_value(value, unit, lang),
        h("small", str(year or "") if value is not None else ""),
        cls="num",
    )


def _base(standing: Standing, lang: str) -> Node:
    """Return the base, which leads to its source."""
    value, base = words.base_in_target_unit(standing), standing.base
    if base is None or value is None:
        return _number(None, "", None, lang)
    return h(
        "td",
        cite(base, lang, format_bounded(value, base.figure.bound, lang, standing.target.figure.unit)),
        h("small", year_mark(base.figure, lang)),
        cls="num",
    )


def _planned_pace(standing: Standing, lang: str) -> Node:
    return h("td", words.planned_pace_text(standing, lang) or "–", cls="num")


def _goal(standing: Standing, lang: str) -> Node:
    """Return the target with its bound as a sign, which leads to its source; words stand in the row below."""
    figure = standing.target.figure
    if figure.value is None:
        return h("td", "–", h("small", year_mark(figure, lang)), cls="num")
    shown = format_figure_value_with_sign(figure, lang)
    link = cite(standing.target, lang, shown)
    return h(
        "td",
        link,
        h("small", year_mark(figure, lang)),
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
        _value(standing, lang),
        _goal(standing, lang),
        h("td", *share, cls="reached"),
        h("td", state_mark(standing.state, lang), cls="state"),
    ]


def _value(standing: Standing, lang: str) -> Node:
    """Return the value with its year, and where it comes from if no user has loaded it."""
    value, unit = words.rounded_value(standing), standing.target.figure.unit
    origin = words.origin_text(standing, lang)
    if value is None or not origin:
        return _number(value, unit, standing.value_year, lang)
    bound = standing.actuals[-1].bound if len(standing.actuals) == 1 else "="
    shown = put_sign(format_value(value, unit, lang), bound)
    return h("td", shown, h("small", str(standing.value_year)), h("small", origin), cls="num")


def _colour(standing: Standing, plan: Plan) -> str:
    kind, key = standing.subject
    if kind != "cluster":
        return NEUTRAL
    cluster = plan.cluster.get(key) or plan.cluster[plan.segment[key].cluster]
    return cluster.colour


def _why(standing: Standing, plan: Plan, lang: str, evaluation: Evaluation) -> Node:
    with_actuals = bool(evaluation.actuals)
    sentences = [
        words.reason_text(standing, lang),
        kinds.kind_sentence(standing, evaluation, lang),
        kinds.required_pace_text(standing, evaluation, lang),
        *words.remarks(standing, lang),
    ]
    # Without figures every reason would be that there are none; a target in words has its words there.
    judged = with_actuals or standing.target.figure.value is None
    shown = sentences if judged else words.part_year_texts(standing, lang)
    start = base_notes(standing.target.base, plan, lang) or [_rate_base(standing, lang)]
    questions = words.first_questions(standing, evaluation, lang)
    line = say("text.stop", lang).join(w for w in [*start, *shown, *questions] if w)
    cited = words.source_texts(standing, plan, lang)
    items = [
        h("li", h("span", say(f"board.{k}", lang)), _source(k, v, standing, lang)) for k, v in cited.items()
    ]
    key = f"why-{standing.target.id}"
    inner = h("details", h("summary", line or say("monitor.sources", lang)), h("ul", *items), key=key)
    return h("td", inner, colspan=column_count(with_actuals))


def _source(kind: str, citation: str, standing: Standing, lang: str) -> Node:
    """Return one source in words; the base's number leads to it, for the base may have no column."""
    base = standing.base
    if kind != "base" or base is None:
        return h("span", citation)
    shown = words.base_text(base, lang)
    # The citation begins with the same text (`source_texts`), which becomes the link.
    return h("span", cite(base, lang, shown), citation.removeprefix(shown))


def _rate_base(standing: Standing, lang: str) -> str:
    """Return the level that a growth rate starts from: the column of bases is in the unit of the rate."""
    figure = standing.base.figure if standing.base else None
    if figure is None or figure.value is None or words.base_in_target_unit(standing) is not None:
        return ""
    value = format_figure(figure, lang) + doubt_mark(standing.base, lang)
    years = years_or_undated(figure_years(figure, lang), lang)
    return say("board.from", lang, value=value, year=years)
