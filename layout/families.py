"""The targets of an edition, each once: a family of statements that say the same of one thing.

A target stands with what else says the same: the plan's figure again elsewhere, and the dated
versions that others published of it. A family goes by the id of its first statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from geodata.refs import name_key
from layout.model import Figure, Layout, Statement, Term, Text

# What the thing is that a target is set for: its kind (district, cluster or site) and id.
Subject = tuple[str, str]
DISTRICT: Subject = ("district", "")


@dataclass(frozen=True)
class Family:
    """A target of the plan under all its names: its first statement, and its other versions."""

    first: Statement
    others: tuple[Statement, ...]
    subject: Subject

    @property
    def all(self) -> tuple[Statement, ...]:
        """Return every version, the plan's own first."""
        return (self.first, *self.others)


def families(layout: Layout) -> tuple[Family, ...]:
    """Return the targets of an edition, each once, in the order of the plan's own files."""
    targets = sorted((s for s in layout.statements if s.figure.role == "target"), key=_rank)
    first = {s.id: s.id for s in targets}
    known: dict[tuple[Subject, str, str], str] = {}
    for statement in targets:
        for name in own_names(statement):
            key = (subject(statement), statement.figure.measure, name_key(name))
            first[statement.id] = known.setdefault(key, first[statement.id])
    first |= {s.id: first[s.beside] for s in targets if s.beside in first}
    held: dict[str, list[Statement]] = {}
    for statement in targets:
        held.setdefault(_root(statement.id, first), []).append(statement)
    return tuple(Family(own, tuple(others), subject(own)) for own, *others in held.values())


def _rank(statement: Statement) -> tuple[bool, bool]:
    """Order the plan's own before others', its indicators before what it says elsewhere."""
    return bool(statement.beside), statement.kind != "indicator"


def _root(key: str, first: Mapping[str, str]) -> str:
    seen: set[str] = set()
    while first[key] != key and key not in seen:
        seen.add(key)
        key = first[key]
    return key


def subject(statement: Statement) -> Subject:
    """Return what a statement speaks of."""
    if statement.site:
        return "site", statement.site
    return ("cluster", statement.cluster) if statement.cluster else DISTRICT


def subject_name(of: Subject, layout: Layout) -> Text:
    """Return the name of what a target is set for."""
    kind, key = of
    if kind == "district":
        return layout.district.name
    if kind == "site":
        return layout.site[key].name
    return layout.cluster[key].name if key in layout.cluster else layout.segment[key].name


def measured(figure: Figure, layout: Layout) -> Term:
    """Return the measure of a figure, whose value is its form; an unknown one has no form."""
    return layout.term.get(f"measure:{figure.measure}", Term(figure.measure, Text("", ""), 0))


def both(name: Text) -> tuple[str, ...]:
    """Return a name in both languages."""
    return tuple(dict.fromkeys((name.zh, name.en)))


def own_names(statement: Statement) -> tuple[str, ...]:
    """Return the names of what a statement measures."""
    return (*both(statement.name), *statement.aliases)


def distinct(family: Family) -> tuple[str, ...]:
    """Return what names a target and no other of its object: ids, numbers, names and aliases."""
    found: list[str] = []
    for one in family.all:
        found += [one.id, *own_names(one)]
        found += [str(one.number)] if one.number is not None else []
    return tuple(found)


def keys(names: Iterable[str]) -> set[str]:
    """Return names folded, so that width, case and blanks make no difference."""
    return {name_key(n) for n in names if n}
