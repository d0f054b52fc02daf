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
from layout.words.numbers import format_number, unit_name

# The columns that each kind of evaluation has of its own: fields of Look.
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

    `change` is over the year before; `kind` tells whether it is a `growth` in per cent, the amount
    `added`, the year's own `rate` or a `difference`. `gap` is from the path, `elapsed` and
    `covered` parts of time and way, `margin_part` the margin as a part of the target, all in per
    cent; the gap of a rate is in percentage points. `margin` is in the target's unit.
    """

    change_kind: str = ""
    change: Decimal | None = None
    gap: Decimal | None = None
    elapsed: Decimal | None = None
    covered: Decimal | None = None
    margin: Decimal | None = None
    margin_percent: Decimal | None = None


def kind_figures(one: Standing, held: Evaluation) -> KindFigures:
    """Return what the evaluation's kind says of a standing."""
    if one.value is None or one.target.figure.value is None or one.verdict.reason == "reason.unlike-scope":
        return KindFigures()
    if held.kind == "yearly":
        kind, change = _change(one, held) or ("", None)
        return KindFigures(change_kind=kind, change=change, gap=_gap(one, one.value))
    if held.kind == "mid":
        return _way(one, one.value)
    if one.value_year != held.year or one.state not in ("achieved", "missed"):
        return KindFigures()
    margin = one.value - one.goal.value
    return KindFigures(margin=margin, margin_percent=_part(margin, abs(one.goal.value)))


def _part(value: Decimal, whole: Decimal) -> Decimal | None:
    return value / whole * _HUNDRED if whole > 0 else None


def _gap(one: Standing, value: Decimal) -> Decimal | None:
    path = one.verdict.path_value
    if path is None:
        return None
    return value - path if one.goal.form == "rate" else _part(value - path, abs(path))


def _way(one: Standing, value: Decimal) -> KindFigures:
    """Return how much of time and way is behind; a rate, or a level without base, covers no way."""
    goal, year = one.goal, one.value_year or one.goal.start
    start = Decimal(0) if goal.form == "total" else goal.base
    if start is None or goal.value == start or goal.end == goal.start:
        return KindFigures()
    return KindFigures(
        elapsed=_part(Decimal(year - goal.start), Decimal(goal.end - goal.start)),
        covered=(value - start) / (goal.value - start) * _HUNDRED,
    )


def _change(one: Standing, held: Evaluation) -> tuple[str, Decimal] | None:
    """Return the change over the year before, where both years have a figure of one scope."""
    last = one.actuals[-1]
    if last.year != held.year:
        return None
    level = "compounded" in one.notes
    if one.goal.form == "rate" and not level:
        return "rate", last.value
    before = _before(last, held)
    if before is None or len(one.actuals) > 1:
        return None
    try:
        was = convert(before.value, before.unit, last.unit)
        if level or one.goal.form in _GROWING:
            return "growth", growth_rate(was, last.value, 1)
        added = convert(last.value - was, last.unit, one.target.figure.unit)
    except UnlikeError:
        return None
    return ("added" if one.goal.form == "total" else "difference"), added


def _before(last: Actual, held: Evaluation) -> Actual | None:
    alike = (a for a in held.actuals if (a.target, a.scope, a.flags) == (last.target, last.scope, last.flags))
    return next((a for a in alike if a.year == last.year - 1), None)


def kind_sentence(one: Standing, held: Evaluation, lang: str) -> str:
    """Return the same in words, or nothing."""
    seen = kind_figures(one, held)
    unit = unit_name(one.target.figure.unit, lang)
    said = []
    if seen.change is not None:
        said.append(say(f"evaluation-kind.{seen.change_kind}", lang, value=_signed(seen.change), unit=unit))
    if seen.gap is not None:
        kind = "gap-points" if one.goal.form == "rate" else "gap-part"
        said.append(say(f"evaluation-kind.{kind}", lang, value=_signed(seen.gap)))
    if seen.elapsed is not None and seen.covered is not None:
        parts = {k: format_number(words.round_to(getattr(seen, k), 1)) for k in ("elapsed", "covered")}
        said.append(say("evaluation-kind.way", lang, **parts))
    if seen.margin is not None:
        percent = seen.margin_percent
        part = "" if percent is None else say("evaluation-kind.of", lang, value=_signed(percent))
        said.append(say("evaluation-kind.by", lang, value=_signed(seen.margin, 2), unit=unit, part=part))
    return say("text.stop", lang).join(said)


def required_pace_text(one: Standing, held: Evaluation, lang: str) -> str:
    """Return what is needed from here; at the mid-term that is what the second half needs."""
    return words.pace_text(one, lang, second_half=held.kind == "mid" and one.value_year == held.year)


def _signed(value: Decimal, decimals: int = 1) -> str:
    shown = words.round_to(value, decimals)
    return ("+" if shown > 0 else "") + format_number(shown).replace("-", "−")


def kind_cells(one: Standing, held: Evaluation) -> list[Decimal | None]:
    """Return the columns of the evaluation's kind, rounded for a table."""
    seen = kind_figures(one, held)
    found = [getattr(seen, name) for name in COLUMNS[held.kind]]
    return [None if v is None else words.round_to(v, 2) for v in found]


def kind_headings(kind: str) -> tuple[Text, ...]:
    """Return the headings of those columns."""
    return tuple(glossary()[f"evaluation-column.{name}"] for name in COLUMNS[kind])


@dataclass(frozen=True, slots=True)
class ClassTally:
    """How many of the plan's own targets of one class, topic or kind of thing are in each state."""

    id: str
    name: Text
    counts: tuple[tuple[str, int], ...]


def tallies_by_class(plan: Plan, held: Evaluation) -> tuple[ClassTally, ...]:
    """Count the plan's own targets by class and topic, those of clusters and of sites apart."""
    edition = plan.edition
    names = {("indicator", t.id): t.name for t in edition.classes}
    names |= {("figure", t.id): t.name for t in edition.topics}
    names |= {(kind, ""): glossary()[f"monitor.{kind}s"] for kind in ("cluster", "site")}
    counts: dict[tuple[str, str], Counter[str]] = {key: Counter() for key in names}
    for one in held.standings:
        if one.is_plan_target:
            of = (one.target.kind, one.target.group) if one.subject[0] == "district" else (one.subject[0], "")
            counts[of][one.state] += 1
    return tuple(
        ClassTally(":".join(k for k in key if k), names[key], tuple((s, n[s]) for s in STATES if n[s]))
        for key, n in counts.items()
        if n
    )
