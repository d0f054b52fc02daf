"""A folder that a command writes: wholly or not at all, and never over one that is there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import typer

from geodata.faults import printable_path
from geodata.languages import Text
from layout.build.exit_codes import EXIT_FAULTS
from layout.cli.messages import print_error
from layout.cli.reasons import file_reason, system_reason
from layout.words.glossary import say


def save_folder(folder: Path, files: Mapping[str, str], lang: str) -> None:
    """Write files, by their names below a new folder, in one step with all folders above that are missing.

    Prints the reason and raises typer.Exit where it cannot be written, or is there already.
    """
    try:
        target = folder.absolute()
        if os.path.lexists(target):
            raise _not_written(folder, file_reason("stands"), lang)
        missing = [each for each in (target, *target.parents) if not os.path.lexists(each)]
        top = missing[-1]
        # Beside what it becomes, since a folder can be moved in one step within one file system only.
        with tempfile.TemporaryDirectory(dir=top.parent, prefix=".writing-") as draft:
            below = Path(draft) / target.relative_to(top.parent)
            for name, text in files.items():
                file = below / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(text.encode("utf-8"))
            # Renaming a folder takes the place of no other that holds anything.
            os.rename(Path(draft) / top.name, top)
    except OSError as error:
        raise _not_written(folder, system_reason(error), lang) from error


def _not_written(folder: Path, reason: Text | str, lang: str) -> typer.Exit:
    text = reason(lang) if isinstance(reason, Text) else reason
    print_error(say("cli.not-written", lang, file=printable_path(folder), reason=text))
    return typer.Exit(EXIT_FAULTS)
