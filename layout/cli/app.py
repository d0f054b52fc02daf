"""The command line: check the data, list what is in them, compare the plan with itself.

Exit codes are those of `layout.build.exit_codes`. Faults are printed in the language of the
call. Libraries of geometry are loaded by the commands that need them only.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from layout.build.exit_codes import EXIT_FAULTS
from layout.cli.choice import Choice, each_edition, load_plan, require_known
from layout.cli.files import require_writable, save_file
from layout.cli.messages import print_json, print_out, prints_to_new_file, reporting_faults
from layout.cli.options import PlanOptions, grouped
from layout.lists.columns import column_headings, shown_columns
from layout.lists.listings import LISTINGS
from layout.words.glossary import say

if TYPE_CHECKING:
    from geodata.faults import Fault
    from layout.lists.row_fields import Row
    from layout.plan.model import Plan

FORMATS = ("table", "json", "csv", "geojson")

# Without markup and its own tracebacks typer does not load rich, so that help is quick.
app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False,
    rich_markup_mode=None, help="A district's industrial plan: check its data, list, export.",
)  # fmt: skip


@app.command("check")
@grouped
def check_data(
    plan_options: PlanOptions,
    as_json: Annotated[bool, typer.Option("--json", help="Print {ok, faults} as JSON.")] = False,
    story: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Check a story of your own (.toml) as well.")
    ] = None,
    texts: Annotated[
        bool, typer.Option("--texts", help="Name each field that lacks texts in a language.")
    ] = False,
) -> None:
    """Check the data and print every fault, warning and note; exit 1 if there are faults."""
    from geodata.faults import stopping
    from layout.cli import fault_text

    with reporting_faults(plan_options.lang) as language:
        chosen = plan_options.choose()
        faults = _all_faults(chosen, story, texts)
        ok = not stopping(faults)
        if as_json:
            print_json({"ok": ok, "faults": [fault.as_row() for fault in faults]})
        else:
            print_out(fault_text.by_file(faults, language) if faults else _clean(chosen, language))
        if not ok:
            raise typer.Exit(EXIT_FAULTS)


def _all_faults(chosen: Choice, story: Path | None, each_text: bool) -> list[Fault]:
    from geodata.check import list_faults
    from geodata.faults import stopping
    from layout.cli import stories
    from layout.cli.copies import copy_faults
    from layout.cli.plan_doubts import plan_doubts
    from layout.cli.unit_words import unit_faults

    faults = [*list_faults(chosen.root, chosen.district, chosen.edition, each_text), *unit_faults(chosen)]
    if stopping(faults):  # stories and copies can be held against good data only
        return faults
    faults += [*stories.edition_faults(chosen), *copy_faults(chosen), *plan_doubts(chosen)]
    if story:
        plan, shapes = load_plan(chosen)
        faults += stories.file_faults(story, plan, stories.layer_ids(plan, shapes))
    return faults


@app.command("list")
@grouped
def print_list(
    name: Annotated[str, typer.Argument(metavar="NAME", help=", ".join(LISTINGS))],
    plan_options: PlanOptions,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="|".join(FORMATS),
            help="json keys are stable, see layout/lists; csv to a file has the mark that Excel needs.",
        ),
    ] = "table",
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write to a file instead of printing.")
    ] = None,
) -> None:
    """List what the data hold: sites, roles, targets, figures, indicators, chains, findings, sources."""
    with reporting_faults(plan_options.lang) as language:
        require_known("NAME", name, LISTINGS)
        require_known("--format", form, FORMATS)
        if out is not None:
            require_writable(out, language)
        chosen = plan_options.choose()
        text = _list_text(name, form, chosen, language)
        if out is not None:
            end = "\r\n" if form == "csv" else "\n"
            save_file(out, f"{_mark(form)}{text}{end}".encode("utf-8", "backslashreplace"), language)
            return
        # A program at the other end of a pipe would take the mark for a part of the first heading.
        print_out((_mark(form) if prints_to_new_file() else "") + text)


@app.command("audit")
@grouped
def audit_plan(
    plan_options: PlanOptions,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Hold the plan against itself; exit 0 whatever is found, 1 if it could not run."""
    from layout.panels import audit_lines

    with reporting_faults(plan_options.lang) as language:
        plan, _ = load_plan(plan_options.choose())
        rows = LISTINGS["audit"].rows(plan)
        if as_json:
            print_json(rows)
        else:
            print_out(audit_lines.audit_text(plan, language))


def _list_text(name: str, form: str, chosen: Choice, lang: str) -> str:
    listing = LISTINGS[name]
    editions = [load_plan(c) for c in (each_edition(chosen) if listing.all_editions else [chosen])]
    rows = [row for plan, _ in editions for row in listing.rows(plan)]
    plan, shapes = editions[0]
    if form == "json":
        return json.dumps(rows, ensure_ascii=False, allow_nan=False, indent=2)
    if form == "geojson":
        from layout.exports import geojson

        keys = [row.get(listing.site_key, "") for row in rows]
        places = [geojson.element_key(key) for key in keys] if listing.of_elements else keys
        return geojson.feature_collection(rows, places, plan, shapes)
    return _csv(rows) if form == "csv" else _table(name, rows, plan, lang)


def _mark(form: str) -> str:
    """Return the byte-order mark of a form, without which Excel misreads Chinese."""
    from layout.exports import csv

    return csv.BOM if form == "csv" else ""


def _csv(rows: list[Row]) -> str:
    from layout.exports import csv

    head = list(dict.fromkeys(key for row in rows for key in row))
    # Printing adds the last end of line.
    return csv.csv_text(head, [[row.get(key) for key in head] for row in rows]).rstrip("\r\n")


def _table(name: str, rows: list[Row], plan: Plan, lang: str) -> str:
    from layout.cli.console import text_table

    columns = shown_columns(LISTINGS[name].columns, rows, plan)
    cells = [[c.cell(row, plan, lang) for c in columns] for row in rows]
    return text_table(column_headings(columns, plan, lang), cells, [c.align_right for c in columns])


def _clean(chosen: Choice, lang: str) -> str:
    editions = list(each_edition(chosen))
    return say("cli.clean", lang, districts=len({e.district for e in editions}), editions=len(editions))
