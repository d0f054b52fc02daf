"""What each kind of evaluation says besides the state: the plan asks for yearly, mid-term and final.

Yearly: the change over the year before, and how far from the path. Mid-term: how much of the time
is gone and how much of the way is covered. Final: by how much a target is exceeded or fallen short
of, and how each class of targets stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from layout.monitoring import words
from layout.monitoring.actuals import Actual
from layout.monitoring.evaluation import Evaluation, Standing
from layout.monitoring.progress import STATES
from layout.plan.measure import UnlikeError, convert, growth_rate
from layout.plan.model import Plan, Text
from layout.words.glossary import glossary, say
from layout.words.nouns import text_of_words
from layout.words.numbers import format_amount, format_number

# The columns that each kind of evaluation has of its own: fields of KindFigures.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "yearly": ("change", "gap"),
    "mid": ("elapsed", "covered"),
    "final": ("margin", "margin_percent"),
}
_HUNDRED = Decimal(100)
_GROWING = ("level", "count")


@dataclass(frozen=True, slots=True)
class KindFigures:
    """What a kind of evaluation says of one standing; what it does not ask for is None.

    `change` is over the year before; `change_kind` tells whether it is a `growth` in per cent, the
    amount `added`, the `rate` of the year or a `difference`. `gap` is the distance from the path,
    `elapsed` and `covered` are the parts of the time that is gone and of the way from base to target,
    `margin_percent` is the margin as a part of the target: all in per cent, but for the gap of a
    rate, which is in percentage points. `margin` is in the target's unit.
    """

    change_kind: str = ""
    change: Decimal | None = None
    gap: Decimal | None = None
    elapsed: Decimal | None = None
    covered: Decimal | None = None
    margin: Decimal | None = None
    margin_percent: Decimal | None = None


def kind_figures(standing: Standing, evaluation: Evaluation) -> KindFigures:
    """Return what the evaluation's kind says of a standing."""
    if standing.value is None or standing.target.figure.value is None:
        return KindFigures()
    if evaluation.kind == "yearly":
        kind, change = _change(standing, evaluation) or ("", None)
        return KindFigures(change_kind=kind, change=change, gap=_gap(standing, standing.value))
    if evaluation.kind == "mid":
        return _progress(standing, standing.value)
    # A final evaluation speaks by figures of the target year alone.
    if standing.value_year != evaluation.year or standing.state not in ("achieved", "missed"):
        return KindFigures()
    margin = standing.value - standing.goal.value
    return KindFigures(margin=margin, margin_percent=_part(margin, abs(standing.goal.value)))


def _part(value: Decimal, whole: Decimal) -> Decimal | None:
    # There is no part of zero, and a part of a negative whole says nothing.
    return value / whole * _HUNDRED if whole > 0 else None


def _gap(standing: Standing, value: Decimal) -> Decimal | None:
    path = standing.verdict.path_value
    if path is None:
        return None
    # The difference of two rates is in percentage points; per cent of a rate would be misread.
    return value - path if standing.goal.form == "rate" else _part(value - path, abs(path))


def _progress(standing: Standing, value: Decimal) -> KindFigures:
    """Return how much of the time is gone and of the way covered; a rate or a level without base has none."""
    goal, year = standing.goal, standing.value_year or standing.goal.start
    start = Decimal(0) if goal.form == "total" else goal.base
    if start is None or goal.value == start or goal.end == goal.start:
        return KindFigures()
    return KindFigures(
        elapsed=_part(Decimal(year - goal.start), Decimal(goal.end - goal.start)),
        covered=(value - start) / (goal.value - start) * _HUNDRED,
    )


def _change(standing: Standing, evaluation: Evaluation) -> tuple[str, Decimal] | None:
    """Return the change over the year before, where both years have a figure of one scope."""
    last = standing.actuals[-1]
    if last.year != evaluation.year:
        return None
    from_level = "compounded" in standing.notes
    if standing.goal.form == "rate" and not from_level:
        return "rate", last.value
    before = _year_before(last, evaluation)
    # A value made of several figures has no single one of the year before to compare with.
    if before is None or len(standing.actuals) > 1:
        return None
    try:
        previous = convert(before.value, before.unit, last.unit)
        if from_level or standing.goal.form in _GROWING:
            return "growth", growth_rate(previous, last.value, 1)
        # Growth has no unit; a difference is said in the target's.
        added = convert(last.value - previous, last.unit, standing.target.figure.unit)
    except UnlikeError:
        return None
    return ("added" if standing.goal.form == "total" else "difference"), added


def _year_before(last: Actual, evaluation: Evaluation) -> Actual | None:
    """Return the actual of the same target, scope and flags one year earlier."""
    # A change of scope or measure from one year to the next would pass for growth.
    alike = (
        a for a in evaluation.actuals if (a.target, a.scope, a.flags) == (last.target, last.scope, last.flags)
    )
    return next((a for a in alike if a.year == last.year - 1), None)


def kind_sentence(standing: Standing, evaluation: Evaluation, lang: str) -> str:
    """Return the figures of the evaluation's kind as a sentence, or nothing."""
    figures = kind_figures(standing, evaluation)
    unit = standing.target.figure.unit
    sentences = []
    if figures.change is not None:
        in_unit = figures.change_kind in ("added", "difference")
        value = _signed_amount(figures.change, unit, lang) if in_unit else _signed(figures.change)
        sentences.append(say(f"evaluation-kind.{figures.change_kind}", lang, value=value))
    if figures.gap is not None:
        kind = "gap-points" if standing.goal.form == "rate" else "gap-part"
        sentences.append(say(f"evaluation-kind.{kind}", lang, value=_signed(figures.gap)))
    if figures.elapsed is not None and figures.covered is not None:
        parts = {k: format_number(words.round_to(getattr(figures, k), 1)) for k in ("elapsed", "covered")}
        sentences.append(say("evaluation-kind.way", lang, **parts))
    if figures.margin is not None:
        percent = figures.margin_percent
        part = "" if percent is None else say("evaluation-kind.of", lang, value=_signed(percent))
        margin = _signed_amount(figures.margin, unit, lang, 2)
        sentences.append(say("evaluation-kind.by", lang, value=margin, part=part))
    return say("text.stop", lang).join(sentences)


def required_pace_text(standing: Standing, evaluation: Evaluation, lang: str) -> str:
    """Return what is needed from here; at the mid-term that is what the second half needs."""
    return words.pace_text(
        standing, lang, second_half=evaluation.kind == "mid" and standing.value_year == evaluation.year
    )


def _signed(value: Decimal, decimals: int = 1) -> str:
    shown = words.round_to(value, decimals)
    # U+2212, the sign of a negative number, in place of the hyphen.
    return ("+" if shown > 0 else "") + format_number(shown)


def _signed_amount(value: Decimal, unit: str, lang: str, decimals: int = 1) -> str:
    shown = words.round_to(value, decimals)
    sign = "+" if shown > 0 else "−" if shown < 0 else ""
    return sign + format_amount(abs(shown), unit, lang)


def kind_cells(standing: Standing, evaluation: Evaluation) -> list[Decimal | None]:
    """Return the columns of the evaluation's kind, rounded for a table."""
    figures = kind_figures(standing, evaluation)
    columns = [getattr(figures, name) for name in COLUMNS[evaluation.kind]]
    return [None if v is None else words.round_to(v, 2) for v in columns]


def kind_headings(kind: str) -> tuple[Text, ...]:
    """Return the headings of the columns that a kind of evaluation has."""
    return tuple(glossary()[f"evaluation-column.{name}"] for name in COLUMNS[kind])


@dataclass(frozen=True, slots=True)
class ClassTally:
    """How many of the plan's targets of one class or topic, or of clusters or sites, are in each state."""

    id: str
    name: Text
    counts: tuple[tuple[str, int], ...]


def tallies_by_class(plan: Plan, evaluation: Evaluation) -> tuple[ClassTally, ...]:
    """Count the plan's targets by class and topic, those of clusters and of sites apart."""
    edition = plan.edition
    names = {("indicator", t.id): t.name for t in edition.classes}
    names |= {("figure", t.id): t.name for t in edition.topics}
    names |= {(kind, ""): text_of_words(plan, f"monitor.{kind}s") for kind in ("cluster", "site")}
    counts: dict[tuple[str, str], Counter[str]] = {key: Counter() for key in names}
    for standing in evaluation.standings:
        if standing.is_plan_target:
            subject, target = standing.subject[0], standing.target
            # Classes and topics are those of the district's targets; clusters and sites are counted apart.
            key = (target.kind, target.group) if subject == "district" else (subject, "")
            counts[key][standing.state] += 1
    return tuple(
        ClassTally(":".join(k for k in key if k), names[key], tuple((s, n[s]) for s in STATES if n[s]))
        for key, n in counts.items()
        if n
    )
