"""The officer's workbook of places and its photographs, as options of commands name them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geodata.faults import DataError, Fault, make_fault, printable_path
from geodata.intake.limits import MAX_BYTES
from layout.cli.choice import UsageError
from layout.cli.files import read_option_file
from layout.cli.messages import print_error

if TYPE_CHECKING:
    from geodata.intake.guarded_photos import Photo
    from layout.plan.model import Plan
    from layout.promotion.officer_facts import OfficerFacts

_Workbook = Annotated[
    Path | None,
    typer.Option(
        "--own", metavar="FILE", help="Your facts of places; `template --kind parks` makes the file."
    ),
]
_Photos = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="The folder of the photographs that it names; else its own folder."),
]


@dataclass(frozen=True)
class OwnFactsOptions:
    """The options of a command that an officer's facts go into."""

    workbook: _Workbook = None
    photos: _Photos = None

    def load(self, plan: Plan, lang: str) -> OfficerFacts:
        """Return the facts, none without a file; print what of them was left out.

        Raises DataError with all faults of the file, UsageError where a file or folder is not there.
        """
        from layout.promotion.officer_facts import NO_FACTS

        if self.workbook is None:
            if self.photos is not None:
                raise UsageError("own.photos-alone")
            return NO_FACTS
        facts, notices = load_facts(plan, self.workbook, self.photos)
        if notices:
            print_error("\n".join(notice.text(lang) for notice in notices))
        return facts


def load_facts(plan: Plan, file: Path, folder: Path | None) -> tuple[OfficerFacts, tuple[Fault, ...]]:
    """Return the facts and photographs of a workbook, and notices of what was left out of it.

    Photographs are looked for in `folder`, else beside the workbook. Raises DataError with every fault.
    """
    from geodata.intake.guarded_facts import read_guarded_facts
    from layout.promotion.officer_file import match_facts
    from layout.promotion.officer_photos import place_photos

    if folder is not None and not folder.is_dir():
        raise UsageError("own.no-folder", value=printable_path(folder))
    content = read_option_file(file, "--own", MAX_BYTES, "own.no-file")
    reading = match_facts(read_guarded_facts(content, file.name), plan, date.today())
    if reading.faults:
        raise DataError(reading.faults)
    photos = _photos((row.file for row in reading.photos), folder or file.parent)
    placed, left_out = place_photos(reading.photos, photos, reading.facts.file)
    return replace(reading.facts, photos=placed), (*reading.notices, *left_out)


def _photos(names: Iterable[str], folder: Path) -> dict[str, Photo | Fault]:
    """Return the photographs of a folder that are named, by the names of their files."""
    from geodata.intake.photo_limits import MAX_PHOTOS
    from layout.promotion.officer_photos import is_file_name, photo_key

    keys = {photo_key(name) for name in names if is_file_name(name)}
    try:
        files = [file for file in folder.iterdir() if photo_key(file.name) in keys]
    except OSError as error:
        raise DataError(
            [make_fault(folder.name, "", "", "unreadable_file", reason=error.strerror or "")]
        ) from error
    return {file.name: _photo(file) for file in sorted(files)[:MAX_PHOTOS]}


def _photo(file: Path) -> Photo | Fault:
    from geodata.files import read_limited
    from geodata.intake.guarded_photos import read_guarded_photo, too_big
    from geodata.intake.photo_limits import MAX_PHOTO_BYTES

    try:
        if not file.is_file():
            return make_fault(file.name, "", "", "no_photo")
        size = file.stat().st_size
        if size > MAX_PHOTO_BYTES:
            return too_big(file.name, size)
        return read_guarded_photo(read_limited(file, MAX_PHOTO_BYTES), file.name)
    except OSError as error:
        return _unreadable(file, error)


def _unreadable(file: Path, error: OSError) -> Fault:
    return make_fault(file.name, "", "", "unreadable_file", reason=error.strerror or "")
