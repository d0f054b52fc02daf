"""Lines under headings in two columns of a slide: the largest type that has room, then fewer lines, counted.

Measures are points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from layout.drawing.text_metrics import single_line
from layout.exports.deck.deck_theme import DeckTheme
from layout.exports.deck.drawingml import Para, Run
from layout.exports.deck.slide_shapes import TextBox
from layout.exports.deck.text_fitting import LINE, lines_of, shorten
from layout.exports.rectangle import Rect
from layout.words.glossary import say

SIZES = (13.0, 12.0, 11.5, 11.0, 10.5, 10.0)
GUTTER = 24.0
_BETWEEN, _AFTER = 10.0, 2.5
_MOST_LINES = 4
_Columns = tuple[Sequence["Block"], Sequence["Block"]]


@dataclass(frozen=True, slots=True)
class BlockEntry:
    """One line: what it is about, its words, and what stands behind them smaller; `quiet` ones are greyed."""

    lead: str
    words: str
    aside: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Entries under a heading; `left` counts those that had no room.

    Where room is short, one of twice the `weight` has twice as much of it.
    """

    title: str
    entries: tuple[BlockEntry, ...]
    left: int = 0
    weight: float = 1.0


def block_shapes(blocks: Sequence[Block], area: Rect, colour: str, theme: DeckTheme) -> Iterator[TextBox]:
    """Yield a text box for each block, in two columns in their order, within an area."""
    shown = [b for b in blocks if b.entries]
    if not shown:
        return
    width = (area.width - GUTTER) / 2
    size, columns = _fitted(shown, width, area.height, theme.lang)
    for n, column in enumerate(columns):
        y = area.y
        for block in column:
            height = _height(block, size, width, theme.lang)
            rect = Rect(area.x + n * (width + GUTTER), y, width, height)
            yield TextBox(block.title, rect, _paras(block, size, width, colour, theme))
            y += height + _BETWEEN


def _fitted(blocks: Sequence[Block], width: float, room: float, lang: str) -> tuple[float, _Columns]:
    """Return the largest type in which all has room, and the columns; of the smallest the fullest ones."""
    for size in SIZES:
        heights = [_height(b, size, width, lang) for b in blocks]
        fitting = [c for c in _choices(len(blocks)) if _deepest(heights, c) <= room]
        if fitting:
            best = min(fitting, key=lambda choice: (not _in_order(choice), _deepest(heights, choice)))
            return size, _columns(blocks, best)
    trimmed = [
        tuple(_trimmed(part, size, width, room, lang) for part in _columns(blocks, choice))
        for choice in _choices(len(blocks))
    ]
    # The least left out, by weight; of equals the first, which keeps the order of the blocks.
    left, right = max(trimmed, key=lambda columns: sum(map(_worth, columns)))
    return size, (left, right)


def _choices(count: int) -> Iterator[tuple[bool, ...]]:
    """Yield which blocks stand in the right column, those that keep all of their order first.

    The first block stands on the left, and in each column they keep it.
    """
    every = [(False, *rest) for rest in product((False, True), repeat=count - 1)]
    yield from sorted(every, key=lambda choice: not _in_order(choice))


def _in_order(choice: Sequence[bool]) -> bool:
    return list(choice) == sorted(choice)


def _columns(blocks: Sequence[Block], choice: Sequence[bool]) -> _Columns:
    left = [b for b, right in zip(blocks, choice, strict=True) if not right]
    return left, [b for b, right in zip(blocks, choice, strict=True) if right]


def _deepest(heights: Sequence[float], choice: Sequence[bool]) -> float:
    """Return the height of the higher column."""
    columns = [
        [h for h, right in zip(heights, choice, strict=True) if right is side] for side in (False, True)
    ]
    return max(sum(c) + max(len(c) - 1, 0) * _BETWEEN for c in columns)


def _worth(blocks: Sequence[Block]) -> float:
    return sum(len(b.entries) * b.weight for b in blocks)


def _trimmed(column: Sequence[Block], size: float, width: float, room: float, lang: str) -> Sequence[Block]:
    """Return a column that fits: the block that is too high for its weight loses its end, or goes."""
    while column and _deepest([_height(b, size, width, lang) for b in column], [False] * len(column)) > room:
        highest = max(column, key=lambda b: _height(b, size, width, lang) / b.weight)
        less = replace(highest, entries=highest.entries[:-1], left=highest.left + 1)
        shortened = [less if block is highest else block for block in column]
        column = [block for block in shortened if block.entries]
    return column


def _height(block: Block, size: float, width: float, lang: str) -> float:
    lines = sum(_entry_lines(e, size, width, lang) for e in block.entries)
    lines += bool(block.left)
    return (size + 1) * LINE + 3 + lines * size * LINE + len(block.entries) * _AFTER


# Many choices of columns measure the same entries.
@lru_cache(maxsize=20_000)
def _entry_lines(entry: BlockEntry, size: float, width: float, lang: str) -> int:
    return len(lines_of("".join(_parts(entry, size, width, lang)), size, width)) or 1


def _parts(entry: BlockEntry, size: float, width: float, lang: str) -> tuple[str, str, str]:
    """Return the texts of an entry, its words shortened to what its lines hold."""
    colon = say("text.colon", lang)
    lead = single_line(entry.lead) + colon if entry.lead else ""
    aside = f"  {single_line(entry.aside)}" if entry.aside else ""
    whole = lead + single_line(entry.words) + aside
    if len(lines_of(whole, size, width)) <= _MOST_LINES:
        return lead, single_line(entry.words), aside
    # Who answers for a fact goes before the end of a long text of it.
    return lead, shorten(lead + single_line(entry.words), size, width, _MOST_LINES)[len(lead) :], ""


def _paras(block: Block, size: float, width: float, colour: str, theme: DeckTheme) -> tuple[Para, ...]:
    title = Run(block.title, size + 1, True, theme.text_colour(colour))
    paras = [Para((title,), (size + 1) * LINE, after=3)]
    for entry in block.entries:
        lead, words, aside = _parts(entry, size, width, theme.lang)
        runs = [Run(lead, size, colour="muted")] if lead else []
        runs.append(Run(words, size, colour="muted" if entry.quiet else "ink"))
        runs += [Run(aside, max(size - 1, SIZES[-1]), colour="muted")] if aside else []
        paras.append(Para(tuple(runs), size * LINE, after=_AFTER))
    if block.left:
        more = Run(say("park_slides.more", theme.lang, n=block.left), size, colour="muted")
        paras.append(Para((more,), size * LINE))
    return tuple(paras)
