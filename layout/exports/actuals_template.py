"""The template that figures are filled into: one row for each target, one column for each year.

Filled, it is also how loaded figures are saved, with what was decided of those that were asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from geodata.intake.cell_values import AS_GIVEN, LEFT_OUT, cell_words, decision_text
from geodata.intake.headings import heading_vocabulary
from layout.exports.workbook_file import WorkbookSheet, workbook_bytes
from layout.monitoring import words
from layout.monitoring.actuals import Actual
from layout.monitoring.names import NameIndex
from layout.monitoring.review import Review
from layout.monitoring.targets import DISTRICT, TargetFamily, rate_base, subject_name
from layout.panels.source_card import doubt_mark, question_text
from layout.plan.model import Plan, Statement
from layout.view.view import evaluation_years
from layout.words.glossary import join_words, say
from layout.words.nouns import say_of
from layout.words.numbers import format_figure, format_number, shown_unit_name, unit_name
from layout.words.typed_units import convertible_units

# The columns before the years, and that of sources after them; of figures that were decided one more.
BEFORE, AFTER, DECIDED = ("object", "indicator", "base", "goal", "unit", "scope"), "source", "confirmed"
_MEANT = ("object", "indicator", "base", "goal", "unit", "scope", "years", "source", "confirmed")


@dataclass(frozen=True)
class _Line:
    """One row of the template: the names that lead back to what it is of, and its statement."""

    names: tuple[str, str]
    statement: Statement
    base: Statement | None
    goal: bool


def actuals_template(plan: Plan, lang: str) -> bytes:
    """Return the template of an edition in one language as a workbook (.xlsx), equal bytes each time.

    Targets in words stand on a sheet of their own.
    """
    names = NameIndex(plan)
    head = _head(plan, lang)
    rows: dict[str, list[list[Any]]] = {"sheet": [], "words": []}
    for line in _lines(names, lang):
        kind = "words" if line.statement.figure.value is None else "sheet"
        rows[kind].append([*_before(line, lang), *[None] * (len(_years(plan)) + 1)])
    sheets = [WorkbookSheet(say(f"template.{kind}", lang), head, r) for kind, r in rows.items() if r]
    return workbook_bytes([*sheets, _help(plan, names, lang)])


def filled_template(plan: Plan, review: Review, lang: str) -> bytes:
    """Return loaded figures in the form of the template, with every decision, to be loaded again anywhere.

    A figure that is asked about and not decided is there as it was given, and will be asked about again.
    """
    names = NameIndex(plan)
    lines = {line.statement.id: line for line in _lines(names, lang)}
    rows: list[list[Any]] = []
    for (target, *_), group in _groups(review).items():
        line = lines.get(target)
        if line:
            rows += _filled(line, group, plan, lang)
    head = [*_head(plan, lang), heading_vocabulary().words(DECIDED, lang)[0]]
    sheets = [WorkbookSheet(say("template.sheet", lang), head, rows), _help(plan, names, lang)]
    return workbook_bytes(sheets)


_Group = list[tuple[Actual, str]]


def _groups(review: Review) -> dict[tuple[str, ...], _Group]:
    """Return the figures with what was decided, by what a row has in common: target, unit, scope, source."""
    undecided = [(a, "") for q in review.open_questions for a in q.actuals]
    decided = {q.id: q.decision for q in review.questions}
    left_out = [(a, LEFT_OUT) for q in review.questions if q.decision == LEFT_OUT for a in q.actuals]
    # What was chosen or read in another unit stands as it counts, and is not asked about again as it was.
    counted = [(a, AS_GIVEN if decided.get(f"{a.target}:{a.year}") else "") for a in review.actuals]
    groups: dict[tuple[str, ...], _Group] = {}
    # By value too where a year has several, for a row holds one figure a year.
    for actual, decision in sorted((*counted, *left_out, *undecided), key=lambda pair: pair[0].year):
        key = (actual.target, actual.object, actual.indicator, actual.unit, actual.scope, actual.source)
        n = 0
        while any(a.year == actual.year for a, _ in groups.get((*key, str(n)), [])):
            n += 1
        groups.setdefault((*key, str(n)), []).append((actual, decision))
    return groups


def _filled(line: _Line, group: _Group, plan: Plan, lang: str) -> list[list[Any]]:
    first = group[0][0]
    beside = _before(line, lang)[2:4]
    kind = [unit_name(first.unit, lang), words.scope_text(first.scope, lang)]
    by_year = {actual.year: actual for actual, _ in group}
    cells = [_value(by_year[year], lang) if year in by_year else None for year in _years(plan)]
    decisions = {actual.year: decision for actual, decision in group if decision}
    # The names as they were typed: they say whether it is of the measure of the target or of its base.
    after = [first.source, decision_text(decisions, lang)]
    return [[first.object, first.indicator, *beside, *kind, *cells, *after]]


def _value(actual: Actual, lang: str) -> Any:
    if "about" not in actual.flags:
        return actual.value
    return f"{cell_words().words('about', lang)[0]} {format_number(actual.value)}"


def _years(plan: Plan) -> Sequence[int]:
    """Return the years of the template: from that of the base, of which levels may have a figure."""
    return [*range(plan.edition.base_year, plan.edition.from_year), *map(int, evaluation_years(plan))]


def _head(plan: Plan, lang: str) -> list[str]:
    known = heading_vocabulary()
    years = [say("template.year", lang, year=year) for year in _years(plan)]
    return [*(_field_name(field, lang) for field in BEFORE), *years, known.words(AFTER, lang)[0]]


def _before(line: _Line, lang: str) -> list[Any]:
    figure, base = line.statement.figure, line.base
    base_text = ""
    if base and base.figure.value is not None:
        base_text = words.base_text(base, lang) + doubt_mark(base, lang)
    goal = format_figure(figure, lang) + doubt_mark(line.statement, lang) if line.goal else ""
    unit = shown_unit_name(figure.unit, lang)
    return [*line.names, base_text, goal, unit, words.scope_text(figure.scope, lang)]


def _lines(names: NameIndex, lang: str) -> Iterable[_Line]:
    """Yield a line for each target, and before a rate one for the level that it starts from, each once."""
    bases: set[str] = set()
    for family in names.families:
        base = rate_base(family.target, names.plan)
        if base is not None and base.id not in bases:
            level_names = (template_names(family, names, lang)[0], base.name.unmarked(lang))
            # A level that a target is set for has the row of that target.
            if names.identifies_level(base, *level_names):
                bases.add(base.id)
                yield _Line(level_names, base, base, False)
        names_of_target = template_names(family, names, lang)
        yield _Line(names_of_target, family.target, names.plan.statement.get(family.target.base), True)


def template_names(family: TargetFamily, names: NameIndex, lang: str) -> tuple[str, str]:
    """Return the names of object and indicator that lead back to the target; its id where none does."""
    first = family.target
    subject = "" if family.subject == DISTRICT else subject_name(family.subject, names.plan).unmarked(lang)
    # Names before ids, and each pair is tried as a reader of the file would look it up: with the
    # mark of another language no name would be found again.
    for object_name in (subject, family.subject[1]):
        for name in (first.name.unmarked(lang), first.id):
            if names.identifies_target(object_name, name, family):
                return object_name, name
    return subject, first.id


def _help(plan: Plan, names: NameIndex, lang: str) -> WorkbookSheet:
    edition = plan.edition
    units = [
        convertible_units(unit_key)
        for unit_key in dict.fromkeys(f.target.figure.unit for f in names.families)
    ]
    values = {"first": edition.base_year, "last": _years(plan)[-1], "units": _units(units, lang)}
    at_year_end = [f.target.name(lang) for f in names.families if f.target.figure.cumulated]
    rows = [[_field_name(field, lang), say_of(plan, f"template.{field}", lang, **values)] for field in _MEANT]
    if at_year_end:
        stock = say("template.at-year-end", lang, names=join_words(at_year_end, lang), **values)
        rows.append([say("template.year-columns", lang), stock])
    rows += [[s.name(lang), question_text(s, lang)] for s in _doubted(names)]
    head = [say(f"template.{key}", lang) for key in ("column", "meaning")]
    return WorkbookSheet(say("template.help", lang), head, rows)


def _doubted(names: NameIndex) -> Iterable[Statement]:
    """Return the targets and bases that are marked as doubted, each once."""
    lines = [f.target for f in names.families]
    bases = [names.plan.statement.get(target.base) for target in lines]
    return {s.id: s for s in (*lines, *bases) if s and s.question}.values()


def _field_name(field: str, lang: str) -> str:
    if field in ("base", "goal"):
        return say(f"board.{field}", lang)
    if field == "years":
        return say("template.year-columns", lang)
    return heading_vocabulary().words(field, lang)[0]


def _units(groups: Iterable[Sequence[str]], lang: str) -> str:
    named = (join_words(dict.fromkeys(unit_name(u, lang) for u in group), lang) for group in groups)
    return say("text.stop", lang).join(named)
