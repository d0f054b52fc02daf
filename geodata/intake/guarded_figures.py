"""A user's file of figures, read in a child that can do no harm: what the app and the command line call."""

from __future__ import annotations

from geodata.guard.errors import GuardError
from geodata.guard.guarded_reading import GuardedReader, read_guarded
from geodata.guard.limits import Limits

from .figure_file import FigureFile, shown_name
from .reading_codec import reading_from_plain

FIGURE_LIMITS = Limits()
# Loaded before the limits are set, and only for a workbook; openpyxl takes numpy along, and needs none of it.
_WORKBOOK, _LIBRARIES, _UNNEEDED = b"PK", ("openpyxl",), ("numpy",)


def read_guarded_figures(content: bytes, name: str) -> FigureFile:
    """Read a file as `read_figure_file` does, in a child; what keeps it from being read is a fault too."""
    libraries = _LIBRARIES if content.startswith(_WORKBOOK) else ()
    reader = GuardedReader("geodata.intake.confined_figures", FIGURE_LIMITS, libraries, _UNNEEDED)
    try:
        return reading_from_plain(read_guarded(reader, content, {"name": name})[0])
    except GuardError as error:
        return FigureFile(shown_name(name), faults=(error.fault(shown_name(name)),))
