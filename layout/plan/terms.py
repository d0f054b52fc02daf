"""Bilingual texts, sources and terms: the small frozen values that every record is made of."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.languages import Text
from geodata.references import Ref

__all__ = ["Alias", "Note", "Ref", "Source", "Term", "Text"]


@dataclass(frozen=True, slots=True)
class Source:
    """A document or data set that facts were taken from."""

    id: str
    title: Text
    publisher: Text
    url: str
    date: str
    licence: str
    as_of: str
    note: Text


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of the same site, with the dates between which it was in use."""

    name: str
    kind: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the district's or the edition's vocabulary (level, kind, rank, theme, measure).

    `better` is, of a measure, whether a `higher` or a `lower` figure is the better one.
    """

    id: str
    name: Text
    order: int
    weight: float = 1.0
    value: str = ""
    better: str = "higher"


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on the district that every map and export shows, with its sources."""

    id: str
    text: Text
    refs: tuple[Ref, ...]
