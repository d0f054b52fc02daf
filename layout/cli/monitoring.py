"""Commands on a user's figures and the plan: `status`, and `template` to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geodata.faults import DataError, printable
from geodata.intake import FigureFile, read_figure_file
from geodata.intake.limits import MAX_BYTES
from layout.build.exit_codes import EXIT_FAULTS
from layout.cli.app import app
from layout.cli.choice import load_plan, require_known, require_suffix
from layout.cli.files import read_option_file, save_file
from layout.cli.messages import fault_row, print_json, print_out, reporting_faults
from layout.cli.options import PlanOptions, grouped
from layout.monitoring import kinds, words
from layout.view import view
from layout.words.glossary import say
from layout.words.numbers import shown_unit_name, shown_value

if TYPE_CHECKING:
    from decimal import Decimal

    from layout.monitoring.evaluation import Evaluation, Standing
    from layout.plan.model import Plan

_XLSX = (".xlsx",)


@app.command("status")
@grouped
def print_status(
    actuals: Annotated[
        Path, typer.Option(metavar="FILE", help="Figures by year, .xlsx or .csv; `template` makes one.")
    ],
    plan_options: PlanOptions,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON; keys are stable, see layout/monitoring/rows.py.")
    ] = False,
    year: Annotated[
        str | None, typer.Option(metavar="YYYY", help="Year of the evaluation; else the last with figures.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE.xlsx", help="Also write the evaluation as a workbook.")
    ] = None,
) -> None:
    """Hold figures against the plan's targets; exit 1 and name every fault if there are any."""
    with reporting_faults(plan_options.lang) as lang:
        if out is not None:
            require_suffix("--out", out, _XLSX)
        plan = _plan(plan_options)
        if year is not None:
            require_known("--year", year, view.evaluation_years(plan))
        try:
            reading, evaluation = _evaluate(plan, actuals, year)
        except DataError as error:
            if not as_json:
                raise
            print_json({"ok": False, "faults": [fault_row(fault) for fault in error.faults]})
            raise typer.Exit(EXIT_FAULTS) from error
        _print_evaluation(plan, evaluation, reading, lang, as_json)
        if out is not None:
            from layout.exports.evaluation_workbook import UnreadInput, evaluation_workbook

            save_file(
                out,
                evaluation_workbook(plan, evaluation, lang, UnreadInput(reading.ignored, reading.skipped)),
                lang,
            )


@app.command("template")
@grouped
def write_template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The .xlsx file to write.")],
    plan_options: PlanOptions,
) -> None:
    """Write the template that figures are filled into: one row for each target and year."""
    from layout.exports.actuals_template import actuals_template

    with reporting_faults(plan_options.lang) as lang:
        require_suffix("FILE", file, _XLSX)
        save_file(file, actuals_template(_plan(plan_options), lang), lang)
        print_out(say("status.written", lang, file=printable(file)))


def _plan(plan_options: PlanOptions) -> Plan:
    return load_plan(plan_options.choose())[0]


def _evaluate(plan: Plan, file: Path, year: str | None) -> tuple[FigureFile, Evaluation]:
    """Read and evaluate a file. Raises DataError with every fault of it."""
    from layout.monitoring.actuals import match_actuals
    from layout.monitoring.evaluation import evaluate, latest_year

    reading = read_figure_file(read_option_file(file, "--actuals", MAX_BYTES, "status.no-file"), file.name)
    actuals, faults = match_actuals(reading, plan)
    if faults:
        raise DataError(faults)
    return reading, evaluate(plan, actuals, int(year) if year else latest_year(actuals, plan))


def _print_evaluation(
    plan: Plan, evaluation: Evaluation, reading: FigureFile, lang: str, as_json: bool
) -> None:
    from layout.cli.console import text_table
    from layout.monitoring.rows import evaluation_report

    if as_json:
        print_json(evaluation_report(plan, evaluation, reading.skipped, reading.ignored))
        return
    keys = ("book.object", "board.target", "table.unit", "board.base", "board.actual", "book.year")
    heads = [say(k, lang) for k in (*keys, "board.goal", "book.part", "board.state", "book.pace")]
    rows = [_row(standing, evaluation, plan, lang) for standing in evaluation.standings]
    right = [False, False, False, True, True, True, True, True, False, False]
    counts = [f"{words.state_text(s, lang)} {n}" for s, n in evaluation.counts if n]
    kind = say(f"evaluation.{evaluation.kind}", lang)
    title = say("book.evaluation", lang, name=plan.edition.name(lang), year=evaluation.year, kind=kind)
    print_out("\n".join([title, "  ".join(counts), "", text_table(heads, rows, right)]))


def _row(standing: Standing, evaluation: Evaluation, plan: Plan, lang: str) -> list[Any]:
    """Return one line of the table; a year is no number with separators."""
    return [
        words.subject_text(standing, plan, lang),
        say("text.dot", lang).join(
            w for w in (words.target_name(standing, lang), words.version_text(standing, lang)) if w
        ),
        shown_unit_name(standing.target.figure.unit, lang),
        _shown(words.base_in_target_unit(standing), standing, lang),
        _shown(words.rounded_value(standing), standing, lang),
        str(standing.value_year or ""),
        words.goal_text(standing.target, lang),
        words.rounded_percent(standing),
        words.state_text(standing.state, lang),
        kinds.required_pace_text(standing, evaluation, lang),
    ]


def _shown(value: Decimal | None, standing: Standing, lang: str) -> Decimal | None:
    return None if value is None else shown_value(value, standing.target.figure.unit, lang)
