"""Sheets of parks and packs for an investor, as the command `export` writes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geodata.faults import printable, printable_path
from layout import exports
from layout.cli.choice import Choice, UsageError, load_plan
from layout.cli.document_at_hand import copy_at_hand
from layout.cli.files import read_option_file, save_file
from layout.cli.messages import print_out
from layout.cli.officer_facts import OwnFactsOptions
from layout.cli.progress import Progress
from layout.exports import sheet_options
from layout.exports.formats import EXTENT, EXTENTS, FULL, PACK, PARK_FILES, SHEETS, Format, park_content
from layout.exports.sheet_options import OptionError, SheetOptions
from layout.words.glossary import say

if TYPE_CHECKING:
    from layout.plan.model import Plan

PARK_HELP = "Ids of sites: " + "; ".join(
    f"{name}{'|'.join(f.suffix for f in rows.values())}"
    for name, rows in (("park-sheets", PARK_FILES[SHEETS]), ("pack", PARK_FILES[PACK]))
) + " by the beginning of the name."  # fmt: skip
_ALL = "all"
_MAX_COMMENTS = 64_000  # bytes of a file of comments


@dataclass(frozen=True)
class ParkOptions(OwnFactsOptions):
    """The options of sheets of parks and of packs, with the officer's facts."""

    parks: Annotated[
        str | None,
        typer.Option(metavar="all|ID,ID", help="Sheets or a pack of these parks, in this order."),
    ] = None
    investor: Annotated[
        str | None, typer.Option("--for", metavar="NAME", help="For whom: a pack says it on its cover.")
    ] = None
    sender: Annotated[str | None, typer.Option("--from", metavar="NAME", help="Who sends the pack.")] = None
    request: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What the investor asks for: the pack says why these.")
    ] = None
    comments: Annotated[
        Path | None,
        typer.Option(metavar="FILE.json", help='Your word on each park: {"ID": "…"}.'),
    ] = None
    address: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Where the server is: a code leads there. Else LAYOUT_ADDRESS."),
    ] = None
    extent: Annotated[
        str | None,
        typer.Option(
            metavar="|".join(EXTENTS),
            help=f"A pack as .pdf: short has three pages for up to three places; else {FULL}.",
        ),
    ] = None
    day: Annotated[
        str | None, typer.Option("--date", metavar="YYYY-MM-DD", help="The day on it; else today.")
    ] = None

    @property
    def any_set(self) -> bool:
        """Tell whether any of these options asks for parks."""
        return any(value is not None for value in vars(self).values())


def content_of(file: Path, park_options: ParkOptions, another: bool) -> str:
    """Return what a file of parks holds, empty where none is meant; `another` tells that else is asked for.

    Raises UsageError where the call contradicts itself.
    """
    by_name = park_content(file.name)
    if another and park_options.any_set:
        raise UsageError("sheet_call.both")
    if another or not (by_name or park_options.any_set):
        return ""
    return by_name or (PACK if park_options.investor is not None else SHEETS)


def write_park_file(
    file: Path, row: Format, chosen: Choice, park_options: ParkOptions, language: str
) -> None:
    """Write sheets or a pack. Raises UsageError for parks, words or an address that cannot be."""
    comments = _comments(park_options.comments)
    plan, shapes = load_plan(chosen)
    options = replace(
        _options(park_options, row, plan, comments),
        facts=park_options.load(plan, language),
        document=copy_at_hand(chosen.root, plan, language) if row.content == PACK else None,
    )
    progress = Progress(len(options.parks))
    content = exports.render_sheets(row, plan, shapes, language, options, progress)
    progress.end()
    save_file(file, content, language)
    print_out(say("sheet_call.written", language, file=printable_path(file), n=len(options.parks)))


def _options(park_options: ParkOptions, row: Format, plan: Plan, comments: Mapping[str, str]) -> SheetOptions:
    if park_options.parks is None and row.content == PACK:
        raise UsageError("sheet_call.no-parks", known=", ".join(p.id for p in plan.parks))
    try:
        if park_options.extent is not None and EXTENT not in row.options:
            known = ", ".join(f"pack{f.suffix}" for f in PARK_FILES[PACK].values() if EXTENT in f.options)
            raise UsageError("sheet_call.no-extent", known=known)
        return sheet_options.checked(
            SheetOptions(
                parks=_park_ids(park_options.parks or _ALL, plan),
                comments=comments,
                request=park_options.request or "",
                investor=park_options.investor or "",
                sender=park_options.sender or "",
                day=date.today().isoformat() if park_options.day is None else park_options.day,
                address=sheet_options.server_address()
                if park_options.address is None
                else park_options.address,
                extent=park_options.extent or FULL,
            ),
            plan,
        )
    except OptionError as error:
        raise UsageError(f"sheet_call.{error.word}", **error.values) from error


def _park_ids(text: str, plan: Plan) -> tuple[str, ...]:
    """Return the ids that an option names, each once; all parks for the word that stands for them."""
    if text.strip().lower() == _ALL:
        return tuple(p.id for p in plan.parks)
    return tuple(
        dict.fromkeys(name.strip() for name in text.replace("\uff0c", ",").split(",") if name.strip())
    )


def _comments(file: Path | None) -> Mapping[str, str]:
    if file is None:
        return {}
    content = read_option_file(file, "--comments", _MAX_COMMENTS, "export.no-file")
    try:
        comments = json.loads(content[:_MAX_COMMENTS].decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        comments = None
    if not isinstance(comments, dict) or not all(isinstance(word, str) for word in comments.values()):
        raise UsageError("sheet_call.comments", value=printable(file.name))
    return comments
