"""Commands on a user's figures and the plan: `status`, and `template` to fill in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geodata.faults import DataError, escape_hidden, printable_path
from geodata.intake import FigureFile, read_guarded_figures
from geodata.intake.cell_values import AS_GIVEN
from geodata.intake.limits import MAX_BYTES
from layout.build.exit_codes import EXIT_FAULTS
from layout.cli.app import app
from layout.cli.choice import load_plan, require_known, require_suffix
from layout.cli.files import read_option_file, require_writable, save_file
from layout.cli.messages import print_json, print_out, reporting_faults
from layout.cli.options import PlanOptions, grouped
from layout.monitoring import kinds, words
from layout.panels.source_card import doubt_mark
from layout.view import view
from layout.words.glossary import join_words, say
from layout.words.numbers import format_number, shown_unit_name, shown_value

if TYPE_CHECKING:
    from decimal import Decimal

    from layout.monitoring.evaluation import Evaluation, Standing
    from layout.monitoring.review import Review
    from layout.plan.model import Plan

_XLSX = (".xlsx",)
# How a workbook of facts is usually called.
_FACTS_NAME = "parks-own"


@dataclass(frozen=True)
class LoadedFigures:
    """A file as it was read, and what of it counts."""

    reading: FigureFile
    review: Review

    def evaluate(self, plan: Plan, year: str | None, later: Plan | None) -> Evaluation:
        """Evaluate a year, the last with figures where none is named; the data's own figures count as well.

        `later` is the next edition, which reports on the years of this one.
        """
        from layout.monitoring.evaluation import evaluate, latest_year
        from layout.monitoring.published import combine_actuals, published_actuals

        combined = combine_actuals(self.review.actuals, published_actuals(plan, later))
        chosen = int(year) if year else latest_year(combined.counted, plan)
        return evaluate(plan, combined.counted, chosen, combined.beside)


_Out = Annotated[
    Path | None, typer.Option(metavar="FILE.xlsx", help="Also write the evaluation as a workbook.")
]
_Save = Annotated[
    Path | None,
    typer.Option(metavar="FILE.xlsx", help="Also write the figures and decisions, to be loaded again."),
]


@dataclass(frozen=True)
class StatusFiles:
    """The files that `status` writes beside what it prints."""

    out: _Out = None
    save: _Save = None

    def check(self, lang: str) -> None:
        """Check that the files can be written. Raises UsageError for a name that does not end in .xlsx."""
        for option, file in (("--out", self.out), ("--save", self.save)):
            if file is not None:
                require_suffix(option, file, _XLSX)
                require_writable(file, lang)

    def write(self, plan: Plan, evaluation: Evaluation, figures: LoadedFigures, lang: str) -> None:
        """Write the files that were named."""
        from layout.exports.actuals_template import filled_template
        from layout.exports.evaluation_workbook import evaluation_workbook
        from layout.monitoring.reading_words import (
            notice_lines,
            published_lines,
            reading_lines,
            waiting_lines,
        )

        if self.out is not None:
            reading, review = figures.reading, figures.review
            notes = published_lines(evaluation, lang)
            if reading.file:
                notes += [*reading_lines(reading, review, lang), *notice_lines(reading, lang)]
            notes += waiting_lines(review, plan, lang)
            save_file(self.out, evaluation_workbook(plan, evaluation, lang, notes), lang)
        if self.save is not None:
            save_file(self.save, filled_template(plan, figures.review, lang), lang)


@app.command("status")
@grouped
def print_status(
    plan_options: PlanOptions,
    actuals: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Figures by year, .xlsx or .csv; `template` makes one."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON; keys are stable, see layout/monitoring/rows.py.")
    ] = False,
    year: Annotated[
        str | None, typer.Option(metavar="YYYY", help="Year of the evaluation; else the last with figures.")
    ] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option(metavar="ID[=DECISION]", help="Decide a figure that is asked about; `all`: as given."),
    ] = None,
    outputs: StatusFiles = StatusFiles(),
) -> None:
    """Hold figures against the plan's targets; exit 1 and name every fault if there are any.

    Beside those of the file, and without one alone, the actuals count that the data hold for the plan's
    years, and what the next edition reports of them.

    A figure that is unusual is named and does not count unless --accept decides it.
    """
    with reporting_faults(plan_options.lang) as lang:
        outputs.check(lang)
        plan = _plan(plan_options)
        if year is not None:
            require_known("--year", year, view.evaluation_years(plan))
        try:
            figures = _load(plan, actuals, accept or [])
        except DataError as error:
            if not as_json:
                raise
            print_json({"ok": False, "faults": [fault.as_row() for fault in error.faults]})
            raise typer.Exit(EXIT_FAULTS) from error
        evaluation = figures.evaluate(plan, year, _next_plan(plan_options, plan))
        if as_json:
            _print_report(plan, evaluation, figures)
        else:
            _print_evaluation(plan, evaluation, figures, lang)
        outputs.write(plan, evaluation, figures, lang)


@app.command("template")
@grouped
def write_template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The .xlsx file to write.")],
    plan_options: PlanOptions,
    kind: Annotated[
        str | None,
        typer.Option(metavar="actuals|parks", help="What is filled in; else parks for a FILE parks-own…"),
    ] = None,
) -> None:
    """Write a template to fill in: figures by target and year, or your own facts of parks.

    The facts are what an investor asks for: land, premises, rent, utilities, policies, contact, photographs.
    """
    from layout.exports.actuals_template import actuals_template
    from layout.exports.facts_template import facts_template

    makers = {"actuals": actuals_template, "parks": facts_template}
    with reporting_faults(plan_options.lang) as lang:
        require_suffix("FILE", file, _XLSX)
        chosen = kind or ("parks" if file.name.lower().startswith(_FACTS_NAME) else "actuals")
        require_known("--kind", chosen, makers)
        require_writable(file, lang)
        save_file(file, makers[chosen](_plan(plan_options), lang), lang)
        print_out(say("status.written", lang, file=printable_path(file)))


def _plan(plan_options: PlanOptions) -> Plan:
    return load_plan(plan_options.choose())[0]


def _next_plan(plan_options: PlanOptions, plan: Plan) -> Plan | None:
    from layout.monitoring.published import next_edition

    chosen = replace(plan_options.choose(), district=plan.district.id)
    others = (e for e in plan.district.editions if e != plan.edition.id)
    return next_edition(plan, (load_plan(replace(chosen, edition=e))[0] for e in others))


def _load(plan: Plan, file: Path | None, accepted: list[str]) -> LoadedFigures:
    """Read a file and review its figures. Raises DataError with its faults, UsageError for an --accept."""
    from layout.monitoring.actuals import match_actuals
    from layout.monitoring.review import Review, review_actuals

    if file is None:
        return LoadedFigures(FigureFile(""), Review((), ()))
    content = read_option_file(file, "--actuals", MAX_BYTES, "status.no-file")
    reading = read_guarded_figures(content, file.name)
    actuals, faults = match_actuals(reading, plan)
    if faults:
        raise DataError(faults)
    review = review_actuals(plan, actuals, {})
    decisions = _decisions(review, accepted)
    return LoadedFigures(reading, review_actuals(plan, actuals, decisions) if decisions else review)


def _decisions(review: Review, accepted: list[str]) -> dict[str, str]:
    """Return the decisions of --accept by question; each may name the decision after an equals sign."""
    known = {question.id: question for question in review.questions}
    decisions: dict[str, str] = {}
    for text in accepted:
        name, _, decision = text.partition("=")
        require_known("--accept", name, ("all", *known))
        for question in known.values() if name == "all" else [known[name]]:
            # Of several values none is the one that is given.
            choice = decision or (AS_GIVEN if AS_GIVEN in question.choices else question.choices[0])
            require_known(f"--accept {question.id}", choice, question.choices)
            decisions[question.id] = choice
    return decisions


def _print_report(plan: Plan, evaluation: Evaluation, figures: LoadedFigures) -> None:
    from layout.monitoring.rows import evaluation_report

    print_json(evaluation_report(plan, evaluation, figures.reading, figures.review.questions))


def _print_evaluation(plan: Plan, evaluation: Evaluation, figures: LoadedFigures, lang: str) -> None:
    from layout.cli.console import text_table

    keys = ("book.object", "board.target", "table.unit", "board.base", "board.actual", "book.year")
    heads = [say(k, lang) for k in (*keys, "board.goal", "book.part", "board.state", "book.pace")]
    rows = [_row(standing, evaluation, plan, lang) for standing in evaluation.standings]
    right = [False, False, False, True, True, True, True, True, False, False]
    counts = [f"{words.state_text(s, lang)} {n}" for s, n in evaluation.counts if n]
    kind = say(f"evaluation.{evaluation.kind}", lang)
    title = say("book.evaluation", lang, name=plan.edition.name(lang), year=evaluation.year, kind=kind)
    reading = [escape_hidden(line) for line in _reading_lines(plan, evaluation, figures, lang)]
    head = [title, "  ".join(counts), _warning(evaluation, lang), "", *reading, ""]
    # The table has room for the mark alone.
    questions = words.evaluation_questions(evaluation.standings, lang)
    print_out("\n".join([*head, text_table(heads, rows, right), *([""] if questions else []), *questions]))


def _warning(evaluation: Evaluation, lang: str) -> str:
    warned = [words.marked_name(standing, lang) for standing in evaluation.warnings]
    if not warned:
        return say("monitor.no-warnings", lang)
    heading = say("monitor.warnings", lang, n=len(warned))
    return f"{heading}{say('text.colon', lang)}{join_words(warned, lang)}"


def _reading_lines(plan: Plan, evaluation: Evaluation, figures: LoadedFigures, lang: str) -> list[str]:
    """Return what was read, what was not, and what waits for a decision, with the options for it."""
    from layout.monitoring.question_words import accept_text, confirmation_text
    from layout.monitoring.reading_words import notice_lines, published_lines, reading_lines

    lines = published_lines(evaluation, lang)
    nothing = "monitor.none" if evaluation.standings else "monitor.no-targets"
    lines += [] if evaluation.actuals or figures.reading.file else [say(nothing, lang)]
    if figures.reading.file:
        lines += reading_lines(figures.reading, figures.review, lang) + notice_lines(figures.reading, lang)
    waiting = figures.review.open_questions
    lines += [say("status.to-confirm", lang)] if waiting else []
    for question in waiting:
        lines += [f"- {confirmation_text(question, plan, lang)}", accept_text(question, lang)]
    return lines


def _base(standing: Standing, lang: str) -> Any:
    """Return the base in the unit of the row, or in words where it has another, as that of a rate."""
    value, mark = words.base_in_target_unit(standing), doubt_mark(standing.base, lang)
    if value is None and standing.base:
        return words.base_text(standing.base, lang) + mark
    shown = _shown(value, standing, lang)
    return f"{format_number(shown)}{mark}" if mark else shown


def _row(standing: Standing, evaluation: Evaluation, plan: Plan, lang: str) -> list[Any]:
    """Return one line of the table; a year is no number with separators."""
    return [
        words.subject_text(standing, plan, lang),
        say("text.dot", lang).join(
            w for w in (words.target_name(standing, lang), words.version_text(standing, lang)) if w
        ),
        shown_unit_name(standing.target.figure.unit, lang),
        _base(standing, lang),
        _shown(words.rounded_value(standing), standing, lang),
        str(standing.value_year or ""),
        words.goal_text(standing.target, lang) + doubt_mark(standing.target, lang),
        words.rounded_percent(standing),
        words.state_text(standing.state, lang),
        kinds.required_pace_text(standing, evaluation, lang),
    ]


def _shown(value: Decimal | None, standing: Standing, lang: str) -> Decimal | None:
    return None if value is None else shown_value(value, standing.target.figure.unit, lang)
