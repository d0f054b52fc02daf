"""The command on the office's own copy of a plan: what of the data it answers, and what stands at a place."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geodata.document.copy import PlanCopy, read_copy
from geodata.document.named_copy import DocumentError
from geodata.faults import DataError
from layout.build.exit_codes import EXIT_FAULTS
from layout.cli.app import app
from layout.cli.choice import UsageError, fill_defaults, load_plan
from layout.cli.files import require_file
from layout.cli.messages import print_json, print_out, reporting_faults
from layout.cli.options import PlanOptions, grouped
from layout.plan.model import Plan
from layout.plan.plan_copy import CopyReport, hold_beside, plan_copy, section_titles
from layout.words.citations import heading_path
from layout.words.glossary import say


@app.command("document")
@grouped
def print_document(
    plan_options: PlanOptions,
    place: Annotated[
        str, typer.Argument(metavar="[PLACE]", help="A place as a source writes it; else all are looked up.")
    ] = "",
    copy: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A copy to try (.txt, .md, .pdf), else the one named.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Hold the data's sources beside your own copy of the plan; exit 1 if a place is not in it."""
    with reporting_faults(plan_options.lang) as language:
        chosen = fill_defaults(plan_options.choose())
        plan, _ = load_plan(chosen)
        document = _copy(chosen.root, plan, copy)
        try:
            passage = document.passage(place) if place else ""
        except DocumentError as error:
            raise DataError([error.fault]) from error
        if place:
            path = say("text.path", language).join(heading_path(place, plan, language))
            print_out(f"{path}\n{passage}")
            return
        report = hold_beside(plan, document)
        if as_json:
            print_json(_report_row(report))
        else:
            print_out(_report_text(report, language))
        if report.unresolved:
            raise typer.Exit(EXIT_FAULTS)


def _copy(root: Path, plan: Plan, file: Path | None) -> PlanCopy:
    if file is not None:
        require_file(file, "--copy", "export.no-file")
    try:
        document = plan_copy(root, plan) if file is None else read_copy(file, section_titles(plan))
    except DocumentError as error:
        raise DataError([error.fault]) from error
    if document is None:
        raise UsageError("cli.no-copy", folder=f"{plan.district.id}/plans/{plan.edition.id}/document")
    return document


def _report_row(report: CopyReport) -> dict[str, object]:
    return {
        "file": report.name,
        "places": report.places,
        "figures": report.figures,
        "unresolved": [fault.as_row() for fault in report.unresolved],
        "without_figure": [fault.as_row() for fault in report.without_figure],
    }


def _report_text(report: CopyReport, lang: str) -> str:
    places = report.places - len(report.unresolved)
    figures = report.figures - len(report.without_figure)
    head = say(
        "cli.copy",
        lang,
        file=report.name,
        places=places,
        of_places=report.places,
        figures=figures,
        of_figures=report.figures,
    )
    faults = [fault.text(lang) for fault in (*report.unresolved, *report.without_figure)]
    return "\n".join([head, *faults])
