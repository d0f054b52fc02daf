"""The command line: check the data, list what is in them, hold the plan against itself.

Exit codes: 0 done, 1 faults in the data or a failed export, 2 a wrong call. Faults and
errors are told in the language asked for. What geometry needs is loaded when it is needed.
"""

from __future__ import annotations

import errno
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geodata.faults import DataError, Fault, printable
from layout.cli.choice import Choice, UsageError, choose, each_edition, fill_defaults, require_known
from layout.view.view import LANGS
from layout.words.glossary import say

if TYPE_CHECKING:
    from layout.lists.row_fields import Row
    from layout.plan.model import Plan
    from layout.plan.shapes import Shapes

LISTINGS = (
    "parks", "towns", "places", "roles", "clusters", "segments", "editions", "figures", "indicators",
    "chains", "audit", "sources",
)  # fmt: skip
FORMATS = ("table", "json", "csv", "geojson")
EXIT_FAULTS, EXIT_USAGE = 1, 2

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False,
    rich_markup_mode=None, help="A district's industrial plan: check its data, list, export.",
)  # fmt: skip

Data = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help="A folder of districts in the bundled format, instead of the bundled one."
    ),
]
District = Annotated[str | None, typer.Option(metavar="ID", help="A district; else the first.")]
Edition = Annotated[
    str | None, typer.Option(metavar="ID", help="An edition of its plan; else the district's default.")
]
Lang = Annotated[str | None, typer.Option(metavar="zh|en", help="Language of words and messages; else zh.")]


@app.command()
def check(
    as_json: Annotated[bool, typer.Option("--json", help="Print {ok, faults} as JSON.")] = False,
    story: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Check a story of your own (.toml) as well.")
    ] = None,
    data: Data = None,
    district: District = None,
    edition: Edition = None,
    lang: Lang = None,
) -> None:
    """Check the data and print every fault; exit 1 if there are any."""
    from geodata.check import list_faults as faults_of
    from layout.cli import stories

    with reporting_faults(lang) as language:
        chosen = choose(data, district, edition)
        faults = faults_of(chosen.root, chosen.district, chosen.edition) or stories.edition_faults(chosen)
        if story and not faults:
            plan, shapes = load_plan(chosen)
            faults = stories.file_faults(story, plan, stories.layer_ids(plan, shapes))
        if as_json:
            print_out(
                json.dumps(
                    {"ok": not faults, "faults": [fault_row(i) for i in faults]}, ensure_ascii=False, indent=2
                )
            )
        else:
            print_out("\n".join(i.text(language) for i in faults) or _clean(chosen, language))
        if faults:
            raise typer.Exit(EXIT_FAULTS)


@app.command("list")
def list_(
    name: Annotated[str, typer.Argument(metavar="NAME", help=", ".join(LISTINGS))],
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="|".join(FORMATS),
            help="json keys are stable, see layout/lists/structure_rows.py; csv has no byte-order mark.",
        ),
    ] = "table",
    data: Data = None,
    district: District = None,
    edition: Edition = None,
    lang: Lang = None,
) -> None:
    """List what the data hold: sites, roles, targets, figures, indicators, chains, findings, sources."""
    with reporting_faults(lang) as language:
        require_known("NAME", name, LISTINGS)
        require_known("--format", form, FORMATS)
        chosen = choose(data, district, edition)
        print_out(_list_text(name, form, chosen, language))


@app.command()
def audit(
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    data: Data = None,
    district: District = None,
    edition: Edition = None,
    lang: Lang = None,
) -> None:
    """Hold the plan against itself; exit 0 whatever is found, 1 if it could not run."""
    from layout.lists.structure_rows import LISTS
    from layout.panels import audit as report

    with reporting_faults(lang) as language:
        plan, _ = load_plan(choose(data, district, edition))
        rows = LISTS["audit"].rows(plan)
        if as_json:
            print_out(json.dumps(rows, ensure_ascii=False, allow_nan=False, indent=2))
        else:
            print_out(report.audit_text(plan, language))


@contextmanager
def reporting_faults(lang: str | None, otherwise: str = LANGS[0]) -> Iterator[str]:
    """Yield the language; turn what is wrong with the call or the data into words and an exit code."""
    language = lang if lang in LANGS else otherwise
    try:
        if lang is not None:
            require_known("--lang", lang, LANGS)
        yield language
    except UsageError as error:
        suggestion = error.values.pop(f"hint_{language}", "")
        print_error(say(error.word, language, hint=suggestion, **error.values))
        raise typer.Exit(EXIT_USAGE) from error
    except DataError as error:
        print_error(error.text(language))
        raise typer.Exit(EXIT_FAULTS) from error


def load_plan(chosen: Choice) -> tuple[Plan, Shapes]:
    """Return what is chosen, joined, and its shapes. Raises DataError with every fault."""
    from geodata.load import load_dataset as read
    from layout.plan.join import join
    from layout.plan.shapes import compute_shapes

    settled = fill_defaults(chosen)
    data = read(settled.root, str(settled.district), str(settled.edition))
    plan = join(data)
    return plan, compute_shapes(data, plan)


def _list_text(name: str, form: str, chosen: Choice, lang: str) -> str:
    from layout.lists.structure_rows import LISTS

    listing = LISTS[name]
    editions = [load_plan(one) for one in (each_edition(chosen) if listing.whole else [chosen])]
    rows = [row for plan, _ in editions for row in listing.rows(plan)]
    plan, shapes = editions[0]
    if form == "json":
        return json.dumps(rows, ensure_ascii=False, allow_nan=False, indent=2)
    if form == "geojson":
        from layout.exports import geojson

        return geojson.feature_collection(rows, [row.get(listing.site, "") for row in rows], plan, shapes)
    return _csv(rows) if form == "csv" else _table(name, rows, plan, lang)


def _csv(rows: list[Row]) -> str:
    from layout.exports import csv

    head = list(dict.fromkeys(key for row in rows for key in row))
    return csv.csv_text(head, [[row.get(key) for key in head] for row in rows]).rstrip("\r\n")


def _table(name: str, rows: list[Row], plan: Plan, lang: str) -> str:
    from layout.cli.console import text_table
    from layout.lists.columns import COLUMNS, column_headings

    columns = COLUMNS[name]
    cells = [[c.cell(row, plan, lang) for c in columns] for row in rows]
    return text_table(column_headings(columns, plan, lang), cells, [c.align_right for c in columns])


def fault_row(fault: Fault) -> dict[str, str]:
    """Return a fault under the keys that JSON has for it."""
    plain = ("file", "where", "field", "problem_zh", "problem_en", "remedy_zh", "remedy_en")
    return {key: getattr(fault, key) for key in plain}


def _clean(chosen: Choice, lang: str) -> str:
    editions = list(each_edition(chosen))
    return say("cli.clean", lang, districts=len({e.district for e in editions}), editions=len(editions))


def require_writable(file: Path, lang: str) -> None:
    """Stop before any work where a file has no folder to stand in, or is one itself."""
    folder = file.resolve().parent
    error_number = errno.EISDIR if file.is_dir() else 0 if folder.is_dir() else errno.ENOENT
    if not error_number and not os.access(folder, os.W_OK):
        error_number = errno.EACCES
    if error_number:
        raise _not_written(file, os.strerror(error_number), lang)


def save_file(file: Path, content: bytes, lang: str) -> None:
    """Write a file beside its place, then put it there in one step; the old one stays till then."""
    try:
        target = file.resolve()
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".writing-") as folder:
            draft = Path(folder) / target.name
            draft.write_bytes(content)
            if target.exists():
                draft.chmod(target.stat().st_mode & 0o777)
            os.replace(draft, target)
    except OSError as error:
        raise _not_written(file, error.strerror or str(error), lang) from error


def _not_written(file: Path, reason: str, lang: str) -> typer.Exit:
    print_error(say("cli.not-written", lang, file=printable(file), reason=reason))
    return typer.Exit(EXIT_FAULTS)


def print_out(text: str) -> None:
    """Print as UTF-8, whatever the terminal's own encoding: files and pipes get the same bytes."""
    typer.echo(text.encode("utf-8", "backslashreplace"))


def print_error(text: str) -> None:
    """Print to the error stream, as UTF-8."""
    typer.echo(text.encode("utf-8", "backslashreplace"), err=True)
