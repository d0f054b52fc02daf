"""What the command line says: lines as UTF-8, faults in the language of the call, exit codes."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer

from geodata.faults import DataError
from geodata.languages import LANGS, Text
from layout.build.exit_codes import EXIT_FAULTS, EXIT_USAGE
from layout.cli.choice import UsageError, require_known
from layout.words.glossary import say


def print_out(text: str) -> None:
    """Print as UTF-8, whatever the terminal's own encoding: files and pipes get the same bytes."""
    # Half a surrogate pair, as of a file name that is not UTF-8, has no encoding and is shown escaped.
    typer.echo(text.encode("utf-8", "backslashreplace"))


def prints_to_new_file() -> bool:
    """Tell whether what is printed goes to the beginning of a file: no terminal, no pipe, none before it."""
    try:
        status = os.fstat(sys.stdout.fileno())
    except (AttributeError, OSError, ValueError):
        # A stream without a descriptor, as tests put in place of the output, is no file.
        return False
    return stat.S_ISREG(status.st_mode) and status.st_size == 0


def print_error(text: str) -> None:
    """Print to the error stream, as UTF-8."""
    typer.echo(text.encode("utf-8", "backslashreplace"), err=True)


def print_json(value: Any) -> None:
    """Print indented JSON; a number that JSON has no form for raises ValueError."""
    print_out(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2))


@contextmanager
def reporting_faults(lang: str | None, otherwise: str = LANGS[0]) -> Iterator[str]:
    """Yield the language of a command; report the errors of its body on stderr.

    Raises typer.Exit with EXIT_USAGE for a UsageError and with EXIT_FAULTS for a DataError.
    `otherwise` is the language where the call names none.
    """
    # Settled first: a wrong --lang needs a language to be named in.
    language = lang if lang in LANGS else otherwise
    try:
        if lang is not None:
            require_known("--lang", lang, LANGS)
        yield language
    except UsageError as error:
        values = {key: v(language) if isinstance(v, Text) else v for key, v in error.values.items()}
        print_error(say(error.word, language, **{"hint": "", **values}))
        raise typer.Exit(EXIT_USAGE) from error
    except DataError as error:
        print_error(error.text(language))
        raise typer.Exit(EXIT_FAULTS) from error
