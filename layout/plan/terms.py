"""Bilingual texts, sources and terms: the small frozen values that every record is made of."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.references import Ref


@dataclass(frozen=True, slots=True)
class Text:
    """A name or note in Chinese and English."""

    zh: str
    en: str

    def __call__(self, lang: str) -> str:
        """Return the text in `lang`, or in the other language where that one is empty."""
        return (self.en or self.zh) if lang == "en" else (self.zh or self.en)

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)


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
