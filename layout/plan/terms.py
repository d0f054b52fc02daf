"""Bilingual texts, sources and terms: the small frozen values that every record is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geodata.languages import Text
from geodata.references import Ref

__all__ = [
    "Alias", "Note", "Noun", "PlannedEvaluation", "Ref", "Section", "Source", "Term", "Text", "TextList",
]  # fmt: skip


_NO_TEXT = Text()


class TextList(tuple[Text, ...]):
    """Names that the plan lists; `unfinished` where its list goes on."""

    unfinished: bool

    def __new__(cls, names: Iterable[Text] = (), unfinished: bool = False) -> TextList:
        """Take the names in their order."""
        listed = super().__new__(cls, names)
        listed.unfinished = unfinished
        return listed


@dataclass(frozen=True, slots=True)
class Source:
    """A document or data set that facts were taken from; `kind` is a value that geodata/schema.toml lists.

    `date_basis` is inferred where the document itself prints no date.
    """

    id: str
    title: Text
    kind: str
    publisher: Text
    url: str
    date: str
    date_basis: str
    licence: str
    as_of: str
    note: Text


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of the same site, in use from `since` (included) to `until` (not included).

    `kind` is short, official, former or english, or later: the present name of a site that had another one
    on the day of the edition. A date is a year, year-month or year-month-day; empty for
    no limit.
    """

    name: str
    kind: str
    since: str
    until: str
    name_en: str = ""

    @property
    def text(self) -> Text:
        """Return the name in each language that the data give."""
        return Text(self.name, self.name_en)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the district's or the edition's vocabulary (level, kind, rank, theme, measure).

    `weight` is the strength of a rank (0 to 1) or the weight of a level's ring (1 to 3). `value` is the form
    of a measure (level, total, rate, share, change, count or ratio), of a level how the data write it.
    `better` is, of a measure, whether a `higher` or a `lower` figure is the better one. `within` is the id of
    the element that a theme belongs to. `symbol` is the form of the symbol of a kind of places, empty where
    it follows from the place; `noun` is what a site of a level is called, where that is not level and noun.
    `is_firm` tells of a kind of places that they are firms, where nobody else settles.
    """

    id: str
    name: Text
    order: int
    weight: float = 1.0
    value: str = ""
    better: str = "higher"
    within: str = ""
    symbol: str = ""
    noun: Text = _NO_TEXT
    is_firm: bool = False


@dataclass(frozen=True, slots=True)
class Noun:
    """What an edition calls parks, towns, chains and the like: one, and many where that differs."""

    id: str
    name: Text
    plural: Text
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class PlannedEvaluation:
    """An evaluation that the plan asks for; `kind` is yearly, mid or final, `year` may be None."""

    kind: str
    name: Text
    year: int | None
    note: Text
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on the district that every map and export shows, with its sources."""

    id: str
    text: Text
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the plan's document: its place, written as a locator without a sentence, and its title.

    `source` is the id of the document where it is that of another edition.
    """

    locator: str
    title: Text
    source: str = ""
