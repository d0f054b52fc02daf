"""The words of one standing: values, state, reason, pace, and where every number comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from layout.monitoring.actual_words import actual_location, actual_source, actual_text
from layout.monitoring.actuals import Actual
from layout.monitoring.aims import Aim
from layout.monitoring.derivation import Derivation
from layout.monitoring.evaluation import Evaluation, Standing
from layout.monitoring.progress import Pace
from layout.monitoring.targets import DISTRICT, subject_name
from layout.panels.source_card import doubt_mark, question_text
from layout.plan.measure import UnlikeError, convert, round_half_up
from layout.plan.model import Plan, Statement
from layout.words.citations import citation
from layout.words.glossary import labelled, say
from layout.words.numbers import (
    format_amount,
    format_figure,
    format_figure_value,
    format_number,
    format_value,
    is_converted,
)
from layout.words.symbols import STATE_SIGNS
from layout.words.years import figure_years, years_or_undated

_SCOPES: Mapping[str, str] = {"local": "template.local", "all": "template.all"}
_MOST_DECIMALS = 4


def round_to(value: Decimal, decimals: int) -> Decimal:
    """Return a number rounded half away from zero to at most `decimals` decimals, without trailing zeros."""
    cut = round_half_up(value, decimals) if _decimals(value) > decimals else value
    # Not normalize(), which turns 100 into 1E+2.
    plain = Decimal(f"{cut:f}".rstrip("0").rstrip(".")) if "." in f"{cut:f}" else cut
    # Adding 0 turns minus zero into zero.
    return plain + 0


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


def target_name(standing: Standing, lang: str) -> str:
    """Return the target's name."""
    return standing.target.name(lang)


def subject_text(standing: Standing, plan: Plan, lang: str) -> str:
    """Return the name of what the target is set for; for the district an empty text."""
    return "" if standing.subject == DISTRICT else subject_name(standing.subject, plan)(lang)


def version_text(standing: Standing, lang: str) -> str:
    """Return which version of the target this is; for that of the plan an empty text."""
    if standing.is_plan_target:
        return ""
    as_of = standing.target.as_of
    return say("monitor.elsewhere", lang, date=as_of) if as_of else say("monitor.again", lang)


def goal_text(target: Statement, lang: str) -> str:
    """Return what is to be reached, with its bound, without its unit; of a target in words these."""
    return format_figure_value(target.figure, lang)


def base_value(standing: Standing) -> Decimal | None:
    """Return the base in the unit it is published in, if there is one."""
    return standing.base.figure.value if standing.base else None


def base_in_target_unit(standing: Standing) -> Decimal | None:
    """Return the base in the target's unit; None where it does not convert."""
    base = base_value(standing)
    if standing.base is None or base is None:
        return None
    if standing.base.figure.unit == standing.target.figure.unit:
        return base
    try:
        return convert(base, standing.base.figure.unit, standing.target.figure.unit)
    except UnlikeError:
        return None


def rounded_value(standing: Standing) -> Decimal | None:
    """Return the latest figure: as typed, but a computed one with one decimal more than the target."""
    if standing.value is None:
        return None
    target_decimals = _decimals(standing.target.figure.value or Decimal(0))
    # A computed value has as many digits as its division gave; a typed one has those of its source.
    return round_to(standing.value, target_decimals + 1 if "computed" in standing.notes else _MOST_DECIMALS)


def rounded_percent(standing: Standing) -> Decimal | None:
    """Return what part of the target is reached, in per cent with one decimal."""
    reached = standing.verdict.reached_percent
    return None if reached is None else round_to(reached, 1)


def rounded_path(standing: Standing) -> Decimal | None:
    """Return the path's value, a decimal more exact than the target."""
    path, target = standing.verdict.path_value, standing.target.figure.value
    return None if path is None or target is None else round_to(path, _decimals(target) + 1)


def state_text(state: str, lang: str) -> str:
    """Return a state's sign and word."""
    return f"{STATE_SIGNS[state]} {say(f'standing.{state}', lang)}"


def reason_text(standing: Standing, lang: str) -> str:
    """Return why the state is what it is."""
    target, path = goal_text(standing.target, lang), rounded_path(standing)
    shown = format_number(None) if path is None else format_value(path, standing.target.figure.unit, lang)
    reason = standing.verdict.reason
    if reason == "reason.no-path" and standing.target.figure.cumulated:
        reason = "reason.no-start"
    words = [
        say(reason, lang, path=shown, goal=target),
        *(_aim_text(a, standing, lang) for a in standing.aims),
    ]
    return say("text.stop", lang).join(words)


def _aim_text(aim: Aim, standing: Standing, lang: str) -> str:
    """Return whether what is aimed at beyond the target is reached."""
    amount = format_amount(aim.value, standing.target.figure.unit, lang)
    return say(f"aim.{aim.kind}{'' if aim.reached else '-open'}", lang, amount=amount)


def part_year_texts(standing: Standing, lang: str) -> list[str]:
    """Return what is known of parts of years: shown, and never held against a year."""
    return [
        say(
            "remark.part-year",
            lang,
            when=figure_years(s.figure, lang),
            value=format_figure(s.figure, lang) + doubt_mark(s, lang),
        )
        for s in standing.part_year
    ]


def remarks(standing: Standing, lang: str) -> list[str]:
    """Return what a reader must know of the figure."""
    years = say("text.comma", lang).join(map(str, standing.average_years))
    values = {"year": standing.value_year, "years": years, "formula": derivation_text(standing, lang)}
    noted = [say(f"remark.{note}", lang, **values) for note in dict.fromkeys(standing.notes)]
    differing = [say("remark.beside", lang, value=actual_text(a, lang)) for a in standing.beside]
    return [*noted, *differing, *part_year_texts(standing, lang)]


def derivation_text(standing: Standing, lang: str) -> str:
    """Return how a computed value comes about, with its unit; of one that is not computed an empty text."""
    derivation, value, unit = standing.derivation, rounded_value(standing), standing.target.figure.unit
    if derivation is None or value is None:
        return ""
    rounded = [round_to(v, _MOST_DECIMALS) for v in derivation.operands]
    # In another unit than that of the data each has its own, as it suits its size.
    if is_converted(derivation.unit, lang):
        numbers = [format_amount(v, derivation.unit, lang, exact=True) for v in rounded]
    else:
        numbers = [*map(format_number, rounded)]
    return f"{_formula(derivation, numbers)} = {format_amount(value, unit, lang, exact=True)}"


def formula_numbers(standing: Standing) -> str:
    """Return how a computed value comes about, in numbers; of one that is not computed an empty text."""
    derivation = standing.derivation
    if derivation is None:
        return ""
    numbers = [format_number(round_to(v, _MOST_DECIMALS)) for v in derivation.operands]
    return f"{_formula(derivation, numbers)} = {format_number(rounded_value(standing))}"


def _formula(derivation: Derivation, numbers: list[str]) -> str:
    if derivation.kind == "sum":
        return " + ".join(numbers)
    if derivation.kind == "mean":
        return f"({' × '.join(f'(1 + {n} %)' for n in numbers)})^(1/{derivation.years}) − 1"
    if derivation.kind == "growth":
        return f"({numbers[1]} ÷ {numbers[0]})^(1/{derivation.years}) − 1"
    if derivation.kind == "increase":
        return f"({numbers[0]} − {numbers[1]}) ÷ {numbers[2]}"
    return f"{numbers[0]} ÷ {numbers[1]}"


def question_texts(standing: Standing, lang: str) -> list[str]:
    """Return what is to be checked of the target and of its base."""
    base = standing.base.question(lang) if standing.base else ""
    of_base = say("targets.question-of-base", lang, question=base) if base else ""
    return [w for w in (question_text(standing.target, lang), of_base) if w]


def marked_name(standing: Standing, lang: str) -> str:
    """Return the target's name, marked where it or its base is doubted."""
    mark = doubt_mark(standing.target, lang) or doubt_mark(standing.base, lang)
    return target_name(standing, lang) + mark


def evaluation_questions(standings: Iterable[Standing], lang: str) -> list[str]:
    """Return what is to be checked of targets and bases, each once, with what it is asked of."""
    doubted = {s.id: s for st in standings for s in (st.target, st.base) if s and s.question}
    return [labelled(s.name(lang), question_text(s, lang), lang) for s in doubted.values()]


def first_questions(standing: Standing, evaluation: Evaluation, lang: str) -> list[str]:
    """Return what is to be checked of a target and its base, a base that others share told by the first."""
    sharing = (s for s in evaluation.standings if s.base is not None and s.base is standing.base)
    is_first = next(sharing, standing) is standing
    return question_texts(standing if is_first else replace(standing, base=None), lang)


def pace_text(standing: Standing, lang: str, second_half: bool = False) -> str:
    """Return what is needed in each year from here (at the middle: in the second half), or nothing.

    It is the way to the target itself; of "about" the way to its edge is said beside it, as such.
    """
    key = "second-half" if second_half else "pace"
    edge = _pace_text("pace-to-edge", standing.verdict.edge_pace, standing, lang)
    return _pace_text(key, standing.required_pace, standing, lang) + edge


def planned_pace_text(standing: Standing, lang: str) -> str:
    """Return the pace that leads from the published base to the target, or nothing."""
    return _pace_text("planned-pace", standing.planned_pace, standing, lang)


def _pace_text(key: str, pace: Pace | None, standing: Standing, lang: str) -> str:
    if pace is None:
        return ""
    figure, goal, level = standing.target.figure, standing.goal, standing.level
    rounded = round_to(pace.value, 1)
    by_amount = pace.kind == "amount"
    values = {
        "value": format_amount(rounded, figure.unit, lang) if by_amount else format_number(rounded),
        "edge": format_amount(goal.edge, figure.unit, lang),
        "side": say("pace-to-edge.upper" if goal.lower else "pace-to-edge.lower", lang),
        "level": level.name(lang) if level else "",
    }
    # What must be exceeded is not reached by the pace that leads to it.
    over = say("pace.over", lang) if goal.bound == ">" and key != "pace-to-edge" else ""
    return say(f"{key}.{pace.kind}", lang, over=over, **values)


def scope_text(name: str, lang: str) -> str:
    """Return the word for a statistical scope; without one an empty text."""
    return say(_SCOPES[name], lang) if name else ""


def origin_text(standing: Standing, lang: str) -> str:
    """Return in a word where a value comes from that no user has loaded."""
    origins = dict.fromkeys(a.origin for a in standing.actuals if a.origin != "file")
    return say("text.comma", lang).join(say(f"board.{origin}", lang) for origin in origins)


def _sourced(actual: Actual, lang: str) -> str:
    words = say("text.bracketed", lang, text=actual_source(actual, lang), aside=actual_location(actual, lang))
    # A bound is no part of a number in a column, and would be lost.
    return words if actual.bound == "=" else f"{actual_text(actual, lang)} {words}"


def base_text(base: Statement, lang: str) -> str:
    """Return a base as it is published, with its year."""
    years = years_or_undated(figure_years(base.figure, lang), lang)
    return say("board.base-value", lang, value=format_figure(base.figure, lang), year=years)


def source_texts(standing: Standing, plan: Plan, lang: str) -> dict[str, str]:
    """Return where target, base and actual come from, by the word of each."""
    citations = {"goal": citation(standing.target.refs, plan, lang)}
    if standing.base:
        cited = citation(standing.base.refs, plan, lang)
        citations["base"] = f"{base_text(standing.base, lang)} {cited}"
    if standing.actuals:
        citations["actual"] = say("text.stop", lang).join(_sourced(a, lang) for a in standing.actuals)
    if standing.beside:
        others = (f"{actual_text(a, lang)} {_sourced(a, lang)}" for a in standing.beside)
        citations["beside"] = say("text.stop", lang).join(others)
    return citations
