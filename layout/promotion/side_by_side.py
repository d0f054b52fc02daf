"""Sites side by side: the same rows in the same order, what differs told, and what is missing said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from layout.promotion.profile import SECTIONS, ProfileLine, SiteProfile
from layout.words.glossary import say

# Of two to so many sites a reader sees at a glance which has what.
MOST_COMPARED = 4
# Places of sources are those of the lines, and stand with them.
COMPARED = tuple(name for name in SECTIONS if name != "sources")
# What an edition of a plan would have to say; of everything else it is not known.
_OF_THE_PLAN = frozenset({"fits", "targets"})


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
    """Compare profiles, which are in one language: a row for each label that any of them has in a section."""
    rows = [_row(section, label, profiles) for section in COMPARED for label in _labels(section, profiles)]
    return SideBySide(tuple(profiles), tuple(rows))


def _labels(section: str, profiles: Sequence[SiteProfile]) -> list[str]:
    """Return the labels of a section in the order of the first profile that has each.

    A label that a later profile has between two known ones goes between them.
    """
    labels: list[str] = []
    for profile in profiles:
        at = 0
        for label in dict.fromkeys(line.label for line in _lines(profile, section)):
            if label in labels:
                at = labels.index(label) + 1
            else:
                labels.insert(at, label)
                at += 1
    return labels


def _lines(profile: SiteProfile, section: str) -> tuple[ProfileLine, ...]:
    part = profile.section(section)
    return part.lines if part else ()


def _row(section: str, label: str, profiles: Sequence[SiteProfile]) -> ComparedRow:
    cells = tuple(_cell(section, label, profile) for profile in profiles)
    # Known alike and unknown alike are no difference; in which order several lines stand is none either.
    differs = len({frozenset(cell.texts) for cell in cells}) > 1
    return ComparedRow(section, label or _title(section, profiles), cells, differs)


def _title(section: str, profiles: Sequence[SiteProfile]) -> str:
    return next(part.title for p in profiles if (part := p.section(section)))


def _cell(section: str, label: str, profile: SiteProfile) -> ComparedCell:
    lines = tuple(line for line in _lines(profile, section) if line.label == label)
    key = "side_by_side.not-stated" if section in _OF_THE_PLAN else "side_by_side.not-known"
    # Where nothing is open nothing is missing.
    blank = say("side_by_side.nothing", profile.lang) if section == "unknown" else say(key, profile.lang)
    return ComparedCell(lines, blank)
