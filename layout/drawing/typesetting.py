"""Typesetting of printed pages: text broken at a width into blocks, which fill columns.

All measures are points; the shapes of a block are measured from its upper left corner, y downwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from layout.drawing.palette import LIGHT_THEME
from layout.drawing.picture import PictureShape, scale_and_move
from layout.drawing.scene import Dot, FilledRectangle, StraightLine, TextLine
from layout.drawing.text_metrics import break_lines, legible, text_width

LEADING = 1.42  # of the font size, from one baseline of running text to the next
_RUNT = 2.6  # letters: a last line that is shorter is a runt
_NARROWER = (0.97, 0.94, 0.9, 0.85)
_ASCENT = 1.02  # of the font size, from the top of a line to its baseline


@dataclass(frozen=True, slots=True)
class PageBlock:
    """An unbreakable block: a line of text, a row of a table, a drawing.

    `gap` is the space above it unless it comes first in a column. A block with `keep_with_next` is never
    the last of a column. `repeated_head` is put above it where it comes first in a later column.
    """

    height: float
    shapes: tuple[PictureShape, ...] = ()
    gap: float = 0.0
    keep_with_next: bool = False
    repeated_head: tuple[PageBlock, ...] = ()


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Size in points, weight, colour and leading (parts of the size) of running text."""

    size: float
    bold: bool = False
    colour: str = "ink"
    leading: float = LEADING


def paragraph(
    text: str, style: TextStyle, width: float, gap: float = 0.0, keep_with_next: bool = False
) -> list[PageBlock]:
    """Return a paragraph as one block for each line, without widows and orphans."""
    lines = _even(printable_text(text), style, width)
    last = len(lines) - 1
    return [
        PageBlock(
            style.size * style.leading,
            (text_line(line, 0, 0, style),),
            gap if n == 0 else 0.0,
            # The first line stays with the second, the last but one with the last.
            keep_with_next or (last > 0 and n in (0, last - 1)),
        )
        for n, line in enumerate(lines)
    ]


def _even(text: str, style: TextStyle, width: float) -> list[str]:
    """Break text so that the last line is no runt, where that takes no further line."""
    lines = break_lines(text, style.size, width, style.bold)
    for share in _NARROWER if len(lines) > 1 else ():
        if text_width(lines[-1], style.size) >= _RUNT * style.size:
            break
        narrower = break_lines(text, style.size, width * share, style.bold)
        lines = narrower if len(narrower) == len(lines) else lines
    return lines


# Quotation marks of the packaged font are full-width: text without Chinese has straight ones.
_STRAIGHT = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]")


def printable_text(text: str) -> str:
    """Return text on one line, every character with a glyph, quotation marks straight in Latin text."""
    text = legible(text)
    return text if _CHINESE.search(text) else text.translate(_STRAIGHT)


def text_line(text: str, x: float, y: float, style: TextStyle, anchor: str = "start") -> TextLine:
    """Return a line of text whose upper edge is at `y`."""
    base = y + style.size * (_ASCENT + (style.leading - LEADING) / 2)
    return TextLine(x, base, text, style.size, style.bold, style.colour, anchor)


def blocks_height(blocks: Iterable[PageBlock]) -> float:
    """Return the height of blocks in one column."""
    return sum(p.height + (p.gap if n else 0.0) for n, p in enumerate(blocks))


def fill_column(blocks: Sequence[PageBlock], height: float) -> tuple[list[PageBlock], list[PageBlock]]:
    """Fill a column of a height; return its blocks and the remaining ones.

    The first block goes in even if it is higher, so that filling columns comes to an end.
    """
    column: list[PageBlock] = []
    filled = 0.0
    for n, block in enumerate(blocks):
        gap = block.gap if column else 0.0
        # Heights are sums of floats: a hair too much must not end a column.
        if column and filled + gap + block.height > height + 0.01:
            end = _end(blocks, n)
            left = blocks[end:]
            return column[: len(column) - (n - end)], [*left[0].repeated_head, *left]
        column.append(block)
        filled += gap + block.height
    return column, []


def _end(blocks: Sequence[PageBlock], at: int) -> int:
    """Return the last index, up to `at`, before which a column may end."""
    end = at
    while end and blocks[end - 1].keep_with_next:
        end -= 1
    # Where all is to be kept together, the column ends where it is full.
    return end or at


def stack_blocks(blocks: Iterable[PageBlock], x: float, y: float) -> list[PictureShape]:
    """Return the shapes of blocks set one below the other from (`x`, `y`) on the page."""
    shapes: list[PictureShape] = []
    for n, block in enumerate(blocks):
        y += block.gap if n else 0.0
        shapes += [place_on_page(s, x, y) for s in block.shapes]
        y += block.height
    return shapes


def place_on_page(shape: PictureShape, x: float, y: float, scale: float = 1.0) -> PictureShape:
    """Return a shape scaled and then moved, its colours those of the theme on paper."""
    moved_shape = scale_and_move(shape, x, y, scale)
    if isinstance(moved_shape, TextLine | StraightLine):
        return replace(moved_shape, colour=_paint(moved_shape.colour))
    if isinstance(moved_shape, FilledRectangle | Dot):
        return replace(moved_shape, fill=_paint(moved_shape.fill), edge=_paint(moved_shape.edge))
    return moved_shape


# Paper is white: the tint of the theme is for the screen.
_PAINT = {**LIGHT_THEME, "paper": "#ffffff"}


def _paint(colour: str) -> str:
    return _PAINT.get(colour, colour)
