"""The office's copy of a plan by its places: sections, their sentences, rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from geodata.places import NUMERALS, ROW, last_step, read_place

from .limits import MAX_PASSAGE_CHARACTERS
from .lines import read_lines
from .named_copy import DocumentError
from .outline import RawSection, fold, outline, tidy

# A closing quotation mark or bracket belongs to the sentence before it; a semicolon ends none.
_SENTENCE_END = re.compile(r"(?<=[。！？])(?![。！？”’」』）)])|(?<=[。！？][”’」』）)])")
_POINT = re.compile(rf"([{NUMERALS}]+是)")


@dataclass(frozen=True, slots=True)
class CopySection:
    """A section of the copy: its heading, its own sentences, its rows where it is a table."""

    heading: str
    sentences: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanCopy:
    """The office's copy, read: the name of its file and its sections by locator."""

    name: str
    sections: Mapping[str, CopySection]

    def passage(self, locator: str) -> str:
        """Return the sentence or row at a place, or the beginning of the section that is the place.

        Raises DocumentError where the copy has no such place.
        """
        place = read_place(locator)
        if not place.section:
            raise DocumentError("place_missing", self.name, value=locator)
        section = self.sections.get("".join(place.section.split())) or self.sections.get(place.section)
        if section is None:
            raise DocumentError("place_missing", self.name, value=place.section)
        if not place.unit:
            return _beginning(section)
        parts = section.rows if place.unit == ROW else section.sentences
        if not 0 < place.number <= len(parts) or not parts[place.number - 1]:
            code = "place_no_row" if place.unit == ROW else "place_no_sentence"
            raise DocumentError(code, self.name, value=place.section, n=place.number, most=len(parts))
        return parts[place.number - 1]


def read_copy(file: Path, titles: Mapping[str, str]) -> PlanCopy:
    """Read a copy; `titles` are the sections that the data cite or name, by locator, without a title empty.

    Points (一是) and titles of items open a section where they are among these. Raises DocumentError.
    """
    sections: dict[str, CopySection] = {}
    for key, raw in outline(read_lines(file), titles).items():
        if raw.is_table:
            sections[key] = CopySection(raw.heading, rows=_rows(raw.lines))
        else:
            sections |= _with_items(key, raw, titles)
    if not any(key and (s.sentences or s.rows) for key, s in sections.items()):
        raise DocumentError("document_no_sections", file.name)
    return PlanCopy(file.name, sections)


def _beginning(section: CopySection) -> str:
    text = "".join(section.sentences) or section.heading
    return text if len(text) <= MAX_PASSAGE_CHARACTERS else text[: MAX_PASSAGE_CHARACTERS - 1] + "…"


def _with_items(key: str, raw: RawSection, titles: Mapping[str, str]) -> dict[str, CopySection]:
    """Return a section and those of its items and points that the data know."""
    items = {fold(tidy(step)): item for item, step in _items(key, titles)}
    headings = {key: raw.heading}
    sentences: dict[str, list[str]] = {key: []}
    at = key
    for sentence in split_sentences("\n".join(raw.lines)):
        words = fold(sentence).strip("—。:")
        point = _POINT.match(words)
        if words in items:
            at = "".join(items[words].split())
            headings[at] = sentence.strip("—。：:")
            sentences[at] = []
            continue
        if point and point[1] in items:
            at = items[point[1]]
            headings[at], sentences[at] = "", []
        sentences[at].append(sentence)
    return {name: CopySection(headings[name], tuple(parts)) for name, parts in sentences.items()}


def _items(key: str, titles: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    for locator in titles:
        around = read_place(locator).sections
        if len(around) > 1 and around[-2] == key:
            yield locator, last_step(locator)


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text: each ends in a full stop, question or exclamation mark."""
    return [part.strip() for part in _SENTENCE_END.split(tidy(text)) if part.strip()]


def _rows(lines: list[str]) -> tuple[str, ...]:
    """Return the rows of a table by their printed numbers; the rows of a table of bars where it has none."""
    cells = [" ".join(part.strip() for part in line.split("|") if part.strip(" -:|")) for line in lines]
    cells = [line for line in cells if line]
    rows: list[list[str]] = []
    head: set[str] = set()
    for line in cells:
        begins = re.match(rf"(?:[^\d\s]{{1,12}}\s+)?({len(rows) + 1})(?![\d.,%％])\s*(.*)", fold(line))
        if begins:
            rows.append([line[begins.start(1) :]])
        elif rows and line not in head:
            rows[-1].append(line)
        elif not rows:
            head.add(line)
    if rows:
        return tuple(_row_text(parts) for parts in rows)
    barred = [line for line, raw in zip(cells, filter(str.strip, lines), strict=False) if "|" in raw]
    return tuple(barred[1:])


def _row_text(parts: list[str]) -> str:
    # Digits in neighbouring cells are no one number: blanks between them stay.
    return re.sub(r"\s+", " ", re.sub(r"(?<=[^\x00-\x7f])\n(?=[^\x00-\x7f])", "", "\n".join(parts)))
