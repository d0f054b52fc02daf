"""Sites side by side: the same rows in the same order, what differs told, and what is missing said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from layout.promotion.profile import SECTIONS, SiteProfile
from layout.promotion.profile_line import ProfileLine
from layout.words.glossary import labelled, say

# Of two to so many sites a reader sees at a glance which has what.
MOST_COMPARED = 4
# Places of sources are those of the lines, and stand with them.
COMPARED = tuple(name for name in SECTIONS if name != "sources")
# What an edition of a plan would have to say; of everything else it is not known.
_OF_THE_PLAN = frozenset({"what", "fits"})
# Keys of lines that most sites have no need of: without one nothing is missing.
_NEEDLESS = frozenset({"names", "title", "exists", "scope", "within", "note", "moved", "beside"})
# Keys of lines whose labels name an industry or a chain: they share a row under words of its own, in which
# those of some keep their label.
_SHARED = frozenset({"makes", "aim", "whole", "chain"})
_NAMED = frozenset({"chain"})
# The key of a line, and its label where that parts rows.
_Kind = tuple[str, str]
# Its labels name industries and chains, of which most sites have none: what one alone has shares a row.
_FOLDED = frozenset({"fits"})


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """What one row says of one site: its lines; `blank` are the words where there are none."""

    lines: tuple[ProfileLine, ...]
    blank: str

    @property
    def texts(self) -> tuple[str, ...]:
        """Return what the cell says, each line once; the words for a blank where it says nothing."""
        return tuple(dict.fromkeys(line.value for line in self.lines)) or (self.blank,)


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One row: the id of its section, its label, a cell for each site, and whether these differ."""

    section: str
    label: str
    cells: tuple[ComparedCell, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Profiles in the order they were handed in, and the rows that compare them in that of the sections."""

    profiles: tuple[SiteProfile, ...]
    rows: tuple[ComparedRow, ...]

    def rows_of(self, section: str) -> tuple[ComparedRow, ...]:
        """Return the rows of a section by its id."""
        return tuple(row for row in self.rows if row.section == section)


def side_by_side(profiles: Sequence[SiteProfile]) -> SideBySide:
    """Compare profiles, which are in one language: a row for all that is of one kind in a section."""
    rows = [_row(section, kind, profiles) for section in COMPARED for kind in _kinds(section, profiles)]
    return SideBySide(tuple(profiles), tuple(rows))


def _kind(line: ProfileLine) -> _Kind:
    """Return what makes lines of several sites one row: key, and label where no words stand for it."""
    return line.key, "" if line.key in _SHARED else line.label


def _kinds(section: str, profiles: Sequence[SiteProfile]) -> list[_Kind]:
    """Return the kinds of lines of a section in the order of the first profile that has each.

    A kind that a later profile has between two known ones goes between them.
    """
    kinds: list[_Kind] = []
    for profile in profiles:
        at = 0
        for kind in dict.fromkeys(_kind(line) for line in _lines(profile, section)):
            if kind in kinds:
                at = kinds.index(kind) + 1
            else:
                kinds.insert(at, kind)
                at += 1
    return kinds


def _lines(profile: SiteProfile, section: str) -> tuple[ProfileLine, ...]:
    part = profile.section(section)
    return part.lines if part else ()


def _row(section: str, kind: _Kind, profiles: Sequence[SiteProfile]) -> ComparedRow:
    cells = tuple(_cell(section, kind, profile) for profile in profiles)
    # Known alike and unknown alike are no difference; in which order several lines stand is none either.
    differs = len({frozenset(cell.texts) for cell in cells}) > 1
    key, label = kind
    title = next(part.title for p in profiles if (part := p.section(section)))
    shared = say(f"side_by_side_row.{key}", profiles[0].lang) if key in _SHARED else ""
    return ComparedRow(section, shared or label or title, cells, differs)


def _cell(section: str, kind: _Kind, profile: SiteProfile) -> ComparedCell:
    lines = (line for line in _lines(profile, section) if _kind(line) == kind)
    blank = _blank(section, kind[0], profile.lang)
    return ComparedCell(tuple(map(partial(_named, lang=profile.lang), lines)), blank)


def _named(line: ProfileLine, lang: str) -> ProfileLine:
    """Return a line with its label in its value where that alone names what it is."""
    return replace(line, value=labelled(line.label, line.value, lang)) if line.key in _NAMED else line


def _blank(section: str, key: str, lang: str) -> str:
    # Where nothing is open nothing is missing.
    if section == "unknown" or key in _NEEDLESS:
        word = "nothing"
    else:
        word = "not-stated" if section in _OF_THE_PLAN else "not-known"
    return say(f"side_by_side.{word}", lang)
