"""What of a user's figures counts: those that nothing speaks against, and those that somebody has confirmed.

A figure that is doubted (`plausibility`) or that stands in the file with several values is asked about and
does not count until it is decided: as given, in another unit, one of several, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from geodata.intake.cell_values import AS_GIVEN, LEFT_OUT
from geodata.units import PERCENT, is_common
from layout.monitoring.actuals import Actual
from layout.monitoring.plausibility import Doubt, Expectation, YearValue, doubts_by_year, likely_readings
from layout.monitoring.targets import measure_term, target_form
from layout.plan.measure import UnlikeError, convert
from layout.plan.model import Plan, Statement
from layout.words.typed_units import convertible_units

# A decision that begins so names the unit that the number is meant in, or which of several figures counts.
IN_UNIT, CHOICE = "unit:", "choice:"


@dataclass(frozen=True, slots=True)
class Question:
    """A figure that is asked about: why, how else it may be meant, and what was decided (empty: nothing yet).

    `actuals` are several where the file gives several values; then there is no doubt. `readings` are units
    with the value in the target's unit that the number would have there.
    """

    target: Statement
    year: int
    actuals: tuple[Actual, ...]
    doubt: Doubt | None
    readings: tuple[tuple[str, Decimal], ...]
    decision: str = ""

    @property
    def id(self) -> str:
        """Return the id that a decision names: target and year."""
        return f"{self.target.id}:{self.year}"

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the decisions that can be taken."""
        if self.doubt is None:
            return (*(f"{CHOICE}{n}" for n in range(1, len(self.actuals) + 1)), LEFT_OUT)
        return (*(f"{IN_UNIT}{unit}" for unit, _ in self.readings), AS_GIVEN, LEFT_OUT)


@dataclass(frozen=True, slots=True)
class Review:
    """The figures that count, and every question, decided or not, by target and year."""

    actuals: tuple[Actual, ...]
    questions: tuple[Question, ...]

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """Return the questions that nobody has decided; their figures do not count."""
        return tuple(q for q in self.questions if not q.decision)


def review_actuals(plan: Plan, actuals: Iterable[Actual], decisions: Mapping[str, str]) -> Review:
    """Return what counts of a file's figures and what is asked about.

    `decisions` are by the id of a question; those that a file brings with it count where none is given. A
    decision that a question does not offer is passed over.
    """
    by_target: dict[str, list[Actual]] = {}
    for actual in actuals:
        by_target.setdefault(actual.target, []).append(actual)
    counted: list[Actual] = []
    questions: list[Question] = []
    for target, figures in by_target.items():
        reviewed = _review_target(plan.statement[target], figures, plan, decisions)
        counted += reviewed.actuals
        questions += reviewed.questions
    return Review(tuple(counted), tuple(questions))


def _review_target(
    target: Statement, figures: Iterable[Actual], plan: Plan, decisions: Mapping[str, str]
) -> Review:
    by_year: dict[int, list[Actual]] = {}
    for figure in sorted(figures, key=lambda a: a.year):
        by_year.setdefault(figure.year, []).append(figure)
    single = {year: several[0] for year, several in by_year.items() if len(several) == 1}
    compared = _Compared(target, plan, decisions)
    # What is decided is what the other years are then compared with, and may settle their doubts.
    decided = [q for q in compared.questions(by_year, compared.doubts(single.values(), ())) if q.decision]
    sure = [counting for q in decided for counting in _counting(q) if q.doubt]
    rest = [f for year, f in single.items() if year not in {q.year for q in decided}]
    doubts = compared.doubts(rest, sure) | {q.year: q.doubt for q in decided if q.doubt}
    questions = compared.questions(by_year, doubts)
    asked_years = {q.year for q in questions}
    counted = [f for year, f in single.items() if year not in asked_years]
    counted += [figure for q in questions for figure in _counting(q)]
    return Review(tuple(counted), tuple(questions))


def _counting(question: Question) -> list[Actual]:
    """Return what counts of the figures of a question by its decision: one of them, or none."""
    decision, first = question.decision, question.actuals[0]
    if decision.startswith(CHOICE):
        return [_flagged(question.actuals[int(decision.removeprefix(CHOICE)) - 1], "confirmed")]
    if decision.startswith(IN_UNIT):
        return [_flagged(replace(first, unit=decision.removeprefix(IN_UNIT)), "re-read")]
    return [_flagged(first, "confirmed")] if decision == AS_GIVEN else []


def _flagged(actual: Actual, flag: str) -> Actual:
    return replace(actual, flags=(*actual.flags, flag))


class _Compared:
    """A target with what its figures are compared with."""

    def __init__(self, target: Statement, plan: Plan, decisions: Mapping[str, str]) -> None:
        self.target, self.unit, self.decisions = target, target.figure.unit, decisions
        # A level that a rate starts from is a base itself, and has no other.
        base = target if target.figure.role != "target" else plan.statement.get(target.base)
        forms = {measure_term(s.figure, plan).value for s in (target, base) if s}
        # The base of a rate or a total is no value of the same series.
        value = _base_value(base, self.unit) if base and forms == {"level"} else None
        self.base = value and base and base.figure.year and YearValue(base.figure.year, value, sure=True)
        goal = target.figure.value if target.figure.role == "target" else None
        # What there are at the end of a year may well become less, as no total since a start does.
        form = target_form(target.figure, plan)
        self.expected = Expectation(form, value, goal, self.unit == PERCENT)

    def doubts(self, figures: Iterable[Actual], sure: Iterable[Actual]) -> dict[int, Doubt]:
        """Return the doubts about figures by year; those that are sure are only compared with."""
        values = [self._year_value(f) for f in figures]
        values += [replace(self._year_value(f), sure=True) for f in sure]
        return doubts_by_year([*([self.base] if self.base else []), *values], self.expected)

    def _year_value(self, actual: Actual) -> YearValue:
        others = (u for u in convertible_units(self.unit) if u != actual.unit and is_common(u))
        readings = tuple((unit, convert(actual.value, unit, self.unit)) for unit in others)
        value = convert(actual.value, actual.unit, self.unit)
        return YearValue(actual.year, value, readings=readings)

    def questions(self, by_year: Mapping[int, list[Actual]], doubts: Mapping[int, Doubt]) -> list[Question]:
        """Return the questions about the years that are doubted or have several figures, as decided."""
        years = [y for y, several in by_year.items() if y in doubts or len(several) > 1]
        return [self._question(by_year[year], doubts.get(year)) for year in years]

    def _question(self, several: list[Actual], doubt: Doubt | None) -> Question:
        readings = likely_readings(self._year_value(several[0]), self.expected) if doubt else ()
        question = Question(self.target, several[0].year, tuple(several), doubt, readings)
        decision = self.decisions.get(question.id) or several[0].decision
        # Decisions come from a browser or a file: one that is not offered is none.
        return replace(question, decision=decision if decision in question.choices else "")


def _base_value(base: Statement, unit: str) -> Decimal | None:
    if base.figure.value is None:
        return None
    try:
        return convert(base.figure.value, base.figure.unit, unit)
    except UnlikeError:
        return None
