"""A reading of an officer's workbook as plain values and back, checked while it is taken apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from geodata.faults import Fault
from geodata.guard.errors import GuardError
from geodata.languages import Text

from .fact_file import FactFile, FactRow

# What taking apart raises where a value is of another kind than it should be.
_MALFORMED = (TypeError, ValueError, LookupError, AttributeError)


def facts_to_plain(reading: FactFile) -> dict[str, Any]:
    """Return a reading as JSON-ready lists; headings, which many rows share, stand once."""
    heads: dict[tuple[tuple[str, str], ...], int] = {}

    def row(row: FactRow) -> list[Any]:
        number = heads.setdefault(tuple(row.heads.items()), len(heads))
        return [row.where, dict(row.cells), number, row.broken]

    return {
        "file": reading.file,
        "facts": [*map(row, reading.facts)],
        "photos": [*map(row, reading.photos)],
        "faults": [*map(_fault_to_plain, reading.faults)],
        "notices": [*map(_fault_to_plain, reading.notices)],
        "heads": [dict(head) for head in heads],
    }


def facts_from_plain(plain: Any) -> FactFile:
    """Rebuild a reading. Raises GuardError for values that no reading has."""
    try:
        heads = [_texts_by_name(head) for head in plain["heads"]]
        return FactFile(
            _text(plain["file"]),
            tuple(_rows(plain["facts"], heads)),
            tuple(_rows(plain["photos"], heads)),
            tuple(map(_fault, plain["faults"])),
            tuple(map(_fault, plain["notices"])),
        )
    except _MALFORMED as error:
        raise GuardError("reading_failed") from error


def _fault_to_plain(fault: Fault) -> list[Any]:
    return [fault.file, fault.where, fault.field, fault.problem.texts, fault.remedy.texts, fault.severity]


def _fault(plain: Sequence[Any]) -> Fault:
    file, where, head, problem, remedy, severity = plain
    texts = [Text(*map(_text, part)) for part in (problem, remedy)]
    return Fault(_text(file), _text(where), _text(head), texts[0], texts[1], _text(severity))


def _rows(plain: Iterable[Any], heads: Sequence[dict[str, str]]) -> Iterable[FactRow]:
    for where, cells, number, broken in plain:
        yield FactRow(_text(where), _texts_by_name(cells), heads[number], bool(broken))


def _texts_by_name(plain: Any) -> dict[str, str]:
    return {_text(name): _text(text) for name, text in plain.items()}


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a text that is none")
    return value
