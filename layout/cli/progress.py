"""How far a command is, on stderr."""

from __future__ import annotations

import sys

from layout.cli.messages import print_error


class Progress:
    """How far an export is, on stderr: one line that is written anew on a terminal, else a line a step."""

    def __init__(self, of: int) -> None:
        self.live = sys.stderr.isatty()
        self(0, of)

    def __call__(self, done: int, of: int) -> None:
        """Report that `done` of `of` slides are finished."""
        # The server reads lines of this form as progress, and all others as messages.
        print_error(f"\r{done}/{of}" if self.live else f"{done}/{of}", end=not self.live)

    def end(self) -> None:
        """Leave the line of a terminal."""
        if self.live:
            print_error("")
