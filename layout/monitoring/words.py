"""The words of one standing: values, state, reason, pace, and where every number comes from."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from geodata.faults import where_zh
from layout.monitoring.actuals import Actual
from layout.monitoring.evaluation import Standing
from layout.monitoring.progress import Pace
from layout.monitoring.targets import DISTRICT, subject_name
from layout.plan.measure import UnlikeError, convert
from layout.plan.model import Plan, Statement
from layout.words import glossary
from layout.words.glossary import say
from layout.words.symbols import STATE_SIGNS

_SCOPES: Mapping[str, str] = {"local": "template.local", "all": "template.all"}
_MOST_DECIMALS = 4


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Return a number with no more than so many decimals, and none that are nought alone."""
    cut = round(value, decimals) if _decimals(value) > decimals else value
    plain = Decimal(f"{cut:f}".rstrip("0").rstrip(".")) if "." in f"{cut:f}" else cut
    return plain + 0


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


def name(standing: Standing, lang: str) -> str:
    """Return the target's name."""
    return standing.target.name(lang)


def thing(standing: Standing, plan: Plan, lang: str) -> str:
    """Return what the target is set for; of the district itself nothing."""
    return "" if standing.subject == DISTRICT else subject_name(standing.subject, plan)(lang)


def version(standing: Standing, lang: str) -> str:
    """Return which version of the target this is; of the plan's own nothing."""
    if standing.own:
        return ""
    held = standing.target.as_of
    return say("monitor.elsewhere", lang, date=held) if held else say("monitor.again", lang)


def goal(target: Statement, lang: str) -> str:
    """Return what is to be reached, with its bound, without its unit; or its words."""
    figure = target.figure
    if figure.value is None:
        return figure.words(lang)
    return say(f"bound.{figure.bound}", lang) + glossary.format_number(figure.value)


def base_value(standing: Standing) -> Decimal | None:
    """Return the base in its own unit as printed, if one is published."""
    return standing.base.figure.value if standing.base else None


def base_here(standing: Standing) -> Decimal | None:
    """Return the base in the target's unit; None where it has no such unit."""
    held = base_value(standing)
    if standing.base is None or held is None:
        return None
    if standing.base.figure.unit == standing.target.figure.unit:
        return held
    try:
        return convert(held, standing.base.figure.unit, standing.target.figure.unit)
    except UnlikeError:
        return None


def value(standing: Standing) -> Decimal | None:
    """Return the latest figure: as typed, but a computed one no more exactly than it can be."""
    if standing.value is None:
        return None
    own = _decimals(standing.target.figure.value or Decimal(0))
    return rounded(standing.value, own + 1 if "computed" in standing.notes else _MOST_DECIMALS)


def part(standing: Standing) -> Decimal | None:
    """Return what part of the target is reached, in per cent with one decimal."""
    reached = standing.verdict.reached
    return None if reached is None else rounded(reached, 1)


def path(standing: Standing) -> Decimal | None:
    """Return the path's value, a decimal more exact than the target."""
    held, goal_value = standing.verdict.path, standing.target.figure.value
    return None if held is None or goal_value is None else rounded(held, _decimals(goal_value) + 1)


def state_text(state: str, lang: str) -> str:
    """Return a state's sign and word."""
    return f"{STATE_SIGNS[state]} {say(f'standing.{state}', lang)}"


def reason(standing: Standing, lang: str) -> str:
    """Return why the state is what it is."""
    named = goal(standing.target, lang)
    return say(standing.verdict.reason, lang, path=glossary.format_number(path(standing)), goal=named)


def remarks(standing: Standing, lang: str) -> list[str]:
    """Return what a reader must know of the figure."""
    return [say(f"remark.{note}", lang, year=standing.at) for note in dict.fromkeys(standing.notes)]


def pace(standing: Standing, lang: str, half: bool = False) -> str:
    """Return what is needed in each year from here (at the middle: in the second half), or nothing."""
    if standing.pace is None:
        return ""
    if half:
        return say(f"half.{standing.pace.kind}", lang, **_paced(standing.pace, standing, lang))
    return say(f"pace.{standing.pace.kind}", lang, **_paced(standing.pace, standing, lang))


def asked(standing: Standing, lang: str) -> str:
    """Return the pace that the plan asks for from its base, or nothing."""
    if standing.asked is None:
        return ""
    return say(f"asked.{standing.asked.kind}", lang, **_paced(standing.asked, standing, lang))


def _paced(held: Pace, standing: Standing, lang: str) -> dict[str, str]:
    unit = glossary.unit_name(standing.target.figure.unit, lang)
    return {"value": glossary.format_number(rounded(held.value, 1)), "unit": unit}


def scope(name: str, lang: str) -> str:
    """Return the word for a statistical scope; of none nothing."""
    return say(_SCOPES[name], lang) if name else ""


def place(actual: Actual, lang: str) -> str:
    """Return where in the user's file a figure stands."""
    where = where_zh(actual.where) if lang == "zh" else actual.where
    return say("board.row", lang, file=actual.file, where=where)


def printed(base: Statement, lang: str) -> str:
    """Return a base as it is published, with its year."""
    return say("board.printed", lang, value=glossary.format_figure(base.figure, lang), year=base.figure.year)


def sources(standing: Standing, plan: Plan, lang: str) -> dict[str, str]:
    """Return where target, base and actual come from, by the word of each."""
    found = {"goal": glossary.citation(standing.target.refs, plan, lang)}
    if standing.base:
        cited = glossary.citation(standing.base.refs, plan, lang)
        found["base"] = f"{printed(standing.base, lang)} {cited}"
    if standing.actuals:
        made = [f"{a.source} ({place(a, lang)})" for a in standing.actuals]
        found["actual"] = say("text.stop", lang).join(made)
    return found
