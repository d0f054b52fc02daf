"""What the command line says: lines as UTF-8, faults in the language of the call, exit codes."""

from __future__ import annotations

import errno
import json
import os
import stat
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

import typer

from geodata.faults import DataError
from geodata.languages import LANGS, Text
from layout.build.exit_codes import EXIT_FAULTS, EXIT_USAGE
from layout.cli.choice import UsageError, require_known
from layout.cli.reasons import system_reason
from layout.words.glossary import say


class OutputError(Exception):
    """What a command prints cannot be printed: the disk is full, or nobody reads it any more."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


def print_out(text: str) -> None:
    """Print as UTF-8, whatever the terminal's own encoding: files and pipes get the same bytes.

    Raises OutputError where that fails.
    """
    try:
        # Half a surrogate pair, as of a file name that is not UTF-8, has no encoding and is shown escaped.
        typer.echo(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise OutputError(error) from error


def prints_to_new_file() -> bool:
    """Tell whether what is printed goes to the beginning of a file: no terminal, no pipe, none before it."""
    try:
        status = os.fstat(sys.stdout.fileno())
    except (AttributeError, OSError, ValueError):
        # A stream without a descriptor, as tests put in place of the output, is no file.
        return False
    return stat.S_ISREG(status.st_mode) and status.st_size == 0


def print_error(text: str, end: bool = True) -> None:
    """Print to the error stream, as UTF-8, with an end of line; where that is full, nobody can be told."""
    try:
        typer.echo(text.encode("utf-8", "backslashreplace"), err=True, nl=end)
    except OSError:
        _close_off(sys.stderr)


def run_to_the_end(command: Callable[[], object]) -> None:
    """Run a whole call, also where what it prints by itself, such as its help, cannot be printed.

    Raises SystemExit with the code of the call.
    """
    try:
        command()
    except OSError as error:
        if not _is_of_printing(error):
            raise
        for lang in LANGS:
            _report_output(error, lang)
        _close_off(sys.stderr)
        # Of a wrong call, which could not be said, the code is still told.
        raise SystemExit(getattr(error.__context__, "exit_code", EXIT_FAULTS)) from error


def _report_output(error: OSError, lang: str) -> None:
    """Say that nothing can be printed, but not to somebody who has read enough (`| head`)."""
    _close_off(sys.stdout)
    if error.errno != errno.EPIPE:
        reason = system_reason(error)
        text = reason(lang) if isinstance(reason, Text) else reason
        print_error(say("cli.no-output", lang, reason=text))


def _is_of_printing(error: OSError) -> bool:
    return any(frame.f_code is typer.echo.__code__ for frame, _ in traceback.walk_tb(error.__traceback__))


def _close_off(stream: TextIO | None) -> None:
    """Lead a stream nowhere: what it still holds would be tried again, and fail, when Python ends."""
    # A stream without a descriptor, as tests put in its place, holds nothing.
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[union-attr]


def print_json(value: Any) -> None:
    """Print indented JSON; a number that JSON has no form for raises ValueError."""
    print_out(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2))


@contextmanager
def reporting_faults(lang: str | None, otherwise: str = LANGS[0]) -> Iterator[str]:
    """Yield the language of a command; report the errors of its body on stderr.

    Raises typer.Exit with EXIT_USAGE for a UsageError, with EXIT_FAULTS for a DataError or an OutputError.
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
    except OutputError as error:
        _report_output(error.error, language)
        raise typer.Exit(EXIT_FAULTS) from error
