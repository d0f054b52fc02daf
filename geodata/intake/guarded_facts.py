"""An officer's workbook of places and its photographs, read in a child that can do no harm."""

from __future__ import annotations

from geodata.guard.errors import GuardError
from geodata.guard.guarded_reading import GuardedReader, read_guarded
from geodata.guard.limits import MEGABYTE, Limits

from .fact_codec import facts_from_plain
from .fact_file import FactFile
from .figure_file import shown_name

_WORKBOOK, _LIBRARIES, _UNNEEDED = b"PK", ("openpyxl",), ("numpy",)
_LIMITS = Limits(max_answer=8 * MEGABYTE)


def read_guarded_facts(content: bytes, name: str) -> FactFile:
    """Read a workbook as `read_fact_file` does, in a child; what keeps it from being read is a fault too."""
    libraries = _LIBRARIES if content.startswith(_WORKBOOK) else ()
    reader = GuardedReader("geodata.intake.confined_facts", _LIMITS, libraries, _UNNEEDED)
    try:
        return facts_from_plain(read_guarded(reader, content, {"name": name})[0])
    except GuardError as error:
        return FactFile(shown_name(name), faults=(error.fault(shown_name(name)),))
