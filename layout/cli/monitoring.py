"""Commands that hold a user's figures against the plan: `status`, and `template` to fill in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geodata.faults import DataError, make_fault, printable
from geodata.intake import FigureFile, read_figure_file
from geodata.intake.limits import MAX_BYTES
from layout.cli import app as cli
from layout.cli.app import EXIT_FAULTS, app
from layout.cli.choice import UsageError, choose, require_known
from layout.cli.options import PlanOptions, grouped
from layout.monitoring import kinds, words
from layout.view import view
from layout.words.glossary import say
from layout.words.numbers import unit_name

if TYPE_CHECKING:
    from layout.monitoring.evaluation import Evaluation, Standing
    from layout.plan.model import Plan

_XLSX = (".xlsx",)


@app.command()
@grouped
def status(
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
    with cli.reporting_faults(plan_options.lang) as lang:
        if out is not None:
            require_known("--out", out.suffix.lower() or out.name, _XLSX)
        plan = _plan(plan_options)
        if year is not None:
            require_known("--year", year, view.evaluation_years(plan))
        try:
            reading, evaluation = _evaluate(plan, actuals, year)
        except DataError as error:
            if not as_json:
                raise
            _print_json({"ok": False, "faults": [cli.fault_row(fault) for fault in error.faults]})
            raise typer.Exit(EXIT_FAULTS) from error
        _print_evaluation(plan, evaluation, reading, lang, as_json)
        if out is not None:
            from layout.exports.evaluation_workbook import UnreadInput, evaluation_workbook

            cli.save_file(
                out,
                evaluation_workbook(plan, evaluation, lang, UnreadInput(reading.ignored, reading.skipped)),
                lang,
            )


@app.command()
@grouped
def template(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The .xlsx file to write.")],
    plan_options: PlanOptions,
) -> None:
    """Write the template that figures are filled into: one row for each target and year."""
    from layout.exports.actuals_template import actuals_template

    with cli.reporting_faults(plan_options.lang) as lang:
        require_known("FILE", file.suffix.lower() or file.name, _XLSX)
        cli.save_file(file, actuals_template(_plan(plan_options), lang), lang)
        cli.print_out(say("status.written", lang, file=printable(file)))


def _plan(plan_options: PlanOptions) -> Plan:
    return cli.load_plan(choose(plan_options.data, plan_options.district, plan_options.edition))[0]


def _evaluate(plan: Plan, file: Path, year: str | None) -> tuple[FigureFile, Evaluation]:
    """Read and evaluate a file. Raises DataError with every fault of it."""
    from layout.monitoring.actuals import match_actuals
    from layout.monitoring.evaluation import evaluate, latest_year

    reading = read_figure_file(_content(file), file.name)
    actuals, faults = match_actuals(reading, plan)
    if faults:
        raise DataError(faults)
    return reading, evaluate(plan, actuals, int(year) if year else latest_year(actuals, plan))


def _content(file: Path) -> bytes:
    if not file.is_file():
        raise UsageError("status.no-file", what="--actuals", value=printable(file))
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise DataError(
            [make_fault(file.name, "", "", "unreadable_file", reason=error.strerror or "")]
        ) from error


def _print_evaluation(
    plan: Plan, evaluation: Evaluation, reading: FigureFile, lang: str, as_json: bool
) -> None:
    from layout.cli.console import text_table
    from layout.monitoring.rows import evaluation_report

    if as_json:
        _print_json(evaluation_report(plan, evaluation, reading.skipped, reading.ignored))
        return
    keys = ("book.object", "board.target", "table.unit", "board.base", "board.actual", "book.year")
    heads = [say(k, lang) for k in (*keys, "board.goal", "book.part", "board.state", "book.pace")]
    rows = [_row(one, evaluation, plan, lang) for one in evaluation.standings]
    right = [False, False, False, True, True, True, True, True, False, False]
    counts = [f"{words.state_text(s, lang)} {n}" for s, n in evaluation.counts if n]
    kind = say(f"evaluation.{evaluation.kind}", lang)
    title = say("book.evaluation", lang, name=plan.edition.name(lang), year=evaluation.year, kind=kind)
    cli.print_out("\n".join([title, "  ".join(counts), "", text_table(heads, rows, right)]))


def _row(standing: Standing, evaluation: Evaluation, plan: Plan, lang: str) -> list[Any]:
    """Return one line of the table; a year is no number with separators."""
    return [
        words.subject_text(standing, plan, lang),
        say("text.dot", lang).join(
            w for w in (words.target_name(standing, lang), words.version_text(standing, lang)) if w
        ),
        unit_name(standing.target.figure.unit, lang),
        words.base_value(standing),
        words.rounded_value(standing),
        str(standing.value_year or ""),
        words.goal_text(standing.target, lang),
        words.rounded_percent(standing),
        words.state_text(standing.state, lang),
        kinds.required_pace_text(standing, evaluation, lang),
    ]


def _print_json(value: Any) -> None:
    cli.print_out(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2))
