"""The plan held beside the office's own copy of its document: what stands at each cited place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

from geodata.document.copy import PlanCopy, read_copy
from geodata.document.named_copy import DocumentError, named_copy
from geodata.document.printed import find_printed
from geodata.faults import Fault, make_fault
from geodata.places import read_place
from layout.plan.model import Plan, Ref, Statement


@dataclass(frozen=True, slots=True)
class CopyReport:
    """How a copy answers the plan's sources: cited places in all, and what is wrong with which."""

    name: str
    places: int
    figures: int
    unresolved: tuple[Fault, ...]
    without_figure: tuple[Fault, ...]


def plan_copy(root: Path, plan: Plan) -> PlanCopy | None:
    """Read the office's copy of a plan, None where none is named. Raises DocumentError."""
    file = named_copy(root, plan.district.id, plan.edition.id)
    return None if file is None else read_copy(file, section_titles(plan))


def section_titles(plan: Plan) -> Mapping[str, str]:
    """Return the sections that a plan cites or names, by locator, with their titles where they are known."""
    cited = {section: "" for locator in cited_places(plan) for section in read_place(locator).sections}
    return cited | {s.locator: s.title.original for s in plan.sections}


def cited_places(plan: Plan) -> tuple[str, ...]:
    """Return every place in the plan's own document that its records cite, each once."""
    documents = {ref.source for ref in plan.edition.refs}
    refs = (ref for ref in _refs(plan) if ref.source in documents and ref.locator)
    # The copy is read by its sections; a page alone names none.
    return tuple(dict.fromkeys(ref.locator for ref in refs if read_place(ref.locator).sections))


def _refs(value: Any) -> Iterator[Ref]:
    if isinstance(value, Ref):
        yield value
    elif is_dataclass(value):
        for part in fields(value):
            yield from _refs(getattr(value, part.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _refs(each)


def hold_beside(plan: Plan, copy: PlanCopy) -> CopyReport:
    """Look up each cited place in a copy, and each figure of the plan in the sentence that it cites."""
    places = cited_places(plan)
    unresolved = []
    for place in places:
        try:
            copy.passage(place)
        except DocumentError as error:
            unresolved.append(error.fault)
    documents = {ref.source for ref in plan.edition.refs}
    cited = [s for s in plan.statements if any(r.source in documents and r.locator for r in s.refs)]
    lacking = [fault for s in cited for fault in _lacking(s, copy, documents)]
    return CopyReport(copy.name, len(places), len(cited), tuple(unresolved), tuple(lacking))


def _lacking(statement: Statement, copy: PlanCopy, documents: Iterable[str]) -> Iterator[Fault]:
    places = [r.locator for r in statement.refs if r.source in documents and r.locator]
    passages = []
    for place in places:
        try:
            passages.append(copy.passage(place))
        except DocumentError:
            return  # unresolved already
    if not any(printed_span(text, statement) for text in passages):
        value = statement.figure.words.original if statement.figure.value is None else statement.figure.value
        yield make_fault(
            copy.name, "", statement.id, "place_without_figure", value=value, place="; ".join(places)
        )


def printed_span(text: str, statement: Statement) -> tuple[int, int] | None:
    """Return where a statement's figure is printed in a text, start and end, None where it is not."""
    figure = statement.figure
    return find_printed(text, figure.value, (figure.words.original, statement.written.original))
