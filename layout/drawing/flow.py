"""Pieces of a printed page: made at a width, poured into columns, never cut and never lost.

All measures are points; a piece's shapes are measured from its own upper left corner.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from layout.drawing.lettering import legible, lines, width
from layout.drawing.paper import LIGHT
from layout.drawing.picture import Drawn, moved
from layout.drawing.scene import Box, Dot, Stroke, Words

LEADING = 1.42  # of a letter's size, from one line of running text to the next
_LONE = 2.6  # letters: a last line shorter than that looks lost
_NARROWER = (0.97, 0.94, 0.9, 0.85)
_ASCENT = 1.02  # of a letter's size, from the top of a line to its base


@dataclass(frozen=True, slots=True)
class Piece:
    """What is not parted: a line of text, a row, a drawing.

    `gap` is left free above it unless it comes first in a column. A piece that says `keep` is
    never the last of a column. `head` is put above it where it comes first in a later column.
    """

    high: float
    shapes: tuple[Drawn, ...] = ()
    gap: float = 0.0
    keep: bool = False
    head: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Face:
    """How running text looks."""

    size: float
    bold: bool = False
    colour: str = "ink"
    leading: float = LEADING


def paragraph(words: str, face: Face, wide: float, gap: float = 0.0, keep: bool = False) -> list[Piece]:
    """Return a paragraph as one piece for each line; no line is left alone before a break."""
    held = _even(typed(words), face, wide)
    last = len(held) - 1
    return [
        Piece(
            face.size * face.leading,
            (written(line, 0, 0, face),),
            gap if n == 0 else 0.0,
            keep or (last > 0 and n in (0, last - 1)),
        )
        for n, line in enumerate(held)
    ]


def _even(words: str, face: Face, wide: float) -> list[str]:
    """Break text so that the last line is more than a letter or two, where that takes no further line."""
    held = lines(words, face.size, wide, face.bold)
    for part in _NARROWER if len(held) > 1 else ():
        if width(held[-1], face.size) >= _LONE * face.size:
            break
        tried = lines(words, face.size, wide * part, face.bold)
        held = tried if len(tried) == len(held) else held
    return held


# Quotation marks of the packaged font are as wide as a Chinese letter: where there is none, these fit.
_STRAIGHT = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]")


def typed(words: str) -> str:
    """Return text as it is printed: on one line, all of it to be drawn, its quotation marks fitting."""
    words = legible(words)
    return words if _CHINESE.search(words) else words.translate(_STRAIGHT)


def written(words: str, x: float, y: float, face: Face, anchor: str = "start") -> Words:
    """Return a line of text whose upper edge stands at `y`."""
    base = y + face.size * (_ASCENT + (face.leading - LEADING) / 2)
    return Words(x, base, words, face.size, face.bold, face.colour, anchor)


def height(pieces: Iterable[Piece]) -> float:
    """Return how high pieces stand in one column."""
    return sum(p.high + (p.gap if n else 0.0) for n, p in enumerate(pieces))


def pour(pieces: Sequence[Piece], high: float) -> tuple[list[Piece], list[Piece]]:
    """Fill a column of a height; return what it holds and what is left.

    The first piece is always taken, so that pouring comes to an end.
    """
    column: list[Piece] = []
    full = 0.0
    for n, piece in enumerate(pieces):
        gap = piece.gap if column else 0.0
        if column and full + gap + piece.high > high + 0.01:
            end = _end(pieces, n)
            left = pieces[end:]
            return column[: len(column) - (n - end)], [*left[0].head, *left]
        column.append(piece)
        full += gap + piece.high
    return column, []


def _end(pieces: Sequence[Piece], at: int) -> int:
    """Return where to break at the latest before a piece, keeping together what belongs so."""
    end = at
    while end and pieces[end - 1].keep:
        end -= 1
    return end or at


def stacked(pieces: Iterable[Piece], x: float, y: float) -> list[Drawn]:
    """Return the shapes of pieces set one below the other from a place on the page."""
    found: list[Drawn] = []
    for n, piece in enumerate(pieces):
        y += piece.gap if n else 0.0
        found += [printed(s, x, y) for s in piece.shapes]
        y += piece.high
    return found


def printed(shape: Drawn, x: float, y: float, scale: float = 1.0) -> Drawn:
    """Return a shape scaled and then moved, its colours those of paper."""
    made = moved(shape, x, y, scale)
    if isinstance(made, Words | Stroke):
        return replace(made, colour=_paint(made.colour))
    if isinstance(made, Box | Dot):
        return replace(made, fill=_paint(made.fill), edge=_paint(made.edge))
    return made


# The page itself is white: paper has its own tint.
_PAINT = {**LIGHT, "paper": "#ffffff"}


def _paint(colour: str) -> str:
    return _PAINT.get(colour, colour)
