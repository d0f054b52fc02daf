"""What an edition calls things itself, and which evaluations it asks for, out of its checked tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from geodata.references import parse_refs
from layout.plan.cells import read_integer, read_text
from layout.plan.terms import Noun, PlannedEvaluation, Section


def read_nouns(raw: Mapping[str, Any]) -> tuple[Noun, ...]:
    """Return the nouns of an edition, in the order of the file."""
    return tuple(
        Noun(n["id"], read_text(n, "name"), read_text(n, "plural"), parse_refs(n["source"]))
        for n in raw.get("nouns", ())
    )


def read_evaluations(raw: Mapping[str, Any]) -> tuple[PlannedEvaluation, ...]:
    """Return the evaluations that the plan asks for, in the order of the file."""
    return tuple(
        PlannedEvaluation(
            kind=each["id"],
            name=read_text(each, "name"),
            year=read_integer(each["year"]),
            note=read_text(each, "note"),
            refs=parse_refs(each["source"]),
        )
        for each in raw.get("evaluation", ())
    )


def read_sections(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> tuple[Section, ...]:
    """Return headings of documents, each row with the id of its document where that is of another edition."""
    return tuple(Section(row["locator"], read_text(row, "title"), source) for source, row in rows)
