"""What became of an edition's targets: held against the figures that the edition after it reports."""

from __future__ import annotations

from collections.abc import Sequence

from layout.monitoring import actual_words, words
from layout.monitoring.evaluation import Standing, evaluate
from layout.monitoring.published import combine_actuals, published_actuals
from layout.panels.source_card import doubt_mark
from layout.plan.model import Plan
from layout.words.citations import citation
from layout.words.glossary import join_words, say
from layout.words.nodes import Node, h, table_node
from layout.words.numbers import bound_words, format_amount, format_figure
from layout.words.years import year_mark

REACHED, MISSED, UNKNOWN = "reached", "missed", "unknown"
_OF_STATE = {"achieved": REACHED, "missed": MISSED}


def target_outcomes(old: Plan, new: Plan) -> tuple[Standing, ...]:
    """Return how each target of an edition stands in its last year by what a later edition reports.

    What the edition's own data hold of that year counts where the later one reports nothing.
    """
    later, of_old = published_actuals(old, new), published_actuals(old)
    combined = combine_actuals((a for a in later if a.origin == "next"), of_old)
    evaluation = evaluate(old, combined.counted, old.edition.target_year, combined.beside)
    return tuple(s for s in evaluation.standings if s.is_plan_target)


def outcome_of(standing: Standing) -> str:
    """Return whether a target was reached, missed, or that it is not known."""
    return _OF_STATE.get(standing.state, UNKNOWN)


def outcome_panel(old: Plan, new: Plan, lang: str) -> Node | None:
    """Return what became of the older edition's targets, the known first; None where it has none."""
    standings = target_outcomes(old, new)
    if not standings:
        return None
    known = [s for s in standings if outcome_of(s) != UNKNOWN]
    rest = [s for s in standings if outcome_of(s) == UNKNOWN]
    shorts = {"old": old.edition.short(lang), "new": new.edition.short(lang)}
    title = say("outcome.title", lang, **shorts)
    counts = outcome_counts(standings, lang)
    heads: list[str | tuple[str, str]] = [say("outcome.target", lang)]
    heads += [(shorts["old"], "num"), (shorts["new"], "num"), say("outcome.result", lang)]
    table = table_node(title, heads, [_row(s, old, lang) for s in known], say("table.empty", lang))
    return h(
        "section",
        table if known else h("h2", title),
        h("p", counts, cls="quiet"),
        _unknown(rest, old, heads, lang),
        cls="outcomes",
    )


def outcome_counts(standings: Sequence[Standing], lang: str) -> str:
    """Return how many targets were reached, missed, and are not known."""
    by_result = {key: sum(outcome_of(s) == key for s in standings) for key in (REACHED, MISSED, UNKNOWN)}
    parts = (f"{say(f'outcome.{key}', lang)} {n}" for key, n in by_result.items() if n)
    return say("text.dot", lang).join(parts)


def _unknown(
    rest: Sequence[Standing], old: Plan, heads: list[str | tuple[str, str]], lang: str
) -> Node | None:
    if not rest:
        return None
    title = say("outcome.rest", lang, n=len(rest))
    table = table_node(title, heads, [_row(s, old, lang) for s in rest], say("table.empty", lang))
    return h("details", h("summary", title), table, key="outcomes-rest")


def _row(standing: Standing, old: Plan, lang: str) -> Node:
    target = standing.target
    name = h("th", outcome_name(standing, old, lang), scope="row")
    goal = format_figure(target.figure, lang) + doubt_mark(target, lang)
    stated = h(
        "td",
        goal,
        h("small", year_mark(target.figure, lang)),
        h("small", citation(target.refs, old, lang)),
        cls="num",
    )
    shown = reported_text(standing, lang)
    sources = [h("small", actual_words.actual_source(a, lang)) for a in (*standing.actuals, *standing.beside)]
    reported = h("td", shown or "–", *sources, cls="num")
    result = h("b", say(f"outcome.{outcome_of(standing)}", lang), cls="part")
    return h("tr", name, stated, reported, h("td", result, h("small", outcome_reason(standing, lang))))


def outcome_name(standing: Standing, old: Plan, lang: str) -> str:
    """Return what a target is set for and its name."""
    subject = words.subject_text(standing, old, lang)
    return say("text.dot", lang).join(n for n in (subject, words.target_name(standing, lang)) if n)


def reported_text(standing: Standing, lang: str) -> str:
    """Return what is reported of a target, with bound, unit and year; a computed value as such."""
    value = words.rounded_value(standing)
    if value is None:
        return ""
    if standing.derivation is None:
        texts = [actual_words.actual_text(a, lang) for a in (*standing.actuals[-1:], *standing.beside)]
        return say("text.stop", lang).join(texts)
    # What is computed from a bound is one as well.
    bound = bound_words(standing.actuals[-1].bound, lang) if len(standing.actuals) == 1 else ""
    amount = bound + format_amount(value, standing.target.figure.unit, lang, exact=True)
    return say("board.base-value", lang, value=amount, year=standing.value_year)


def outcome_reason(standing: Standing, lang: str) -> str:
    """Return why nothing is known, or what is to be borne in mind of the figure."""
    why = [words.reason_text(standing, lang)] if outcome_of(standing) == UNKNOWN else []
    return join_words([*why, *words.remarks(standing, lang)], lang)
