"""Lines under headings in two columns of a slide: the largest type that has room, then fewer lines, counted.

Measures are points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what it is about, its words, and what stands behind them smaller; `quiet` ones are greyed."""

    lead: str
    words: str
    aside: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Entries under a heading; `left` counts those that had no room."""

    title: str
    entries: tuple[Entry, ...]
    left: int = 0


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


def _fitted(
    blocks: Sequence[Block], width: float, room: float, lang: str
) -> tuple[float, tuple[Sequence[Block], Sequence[Block]]]:
    for size in SIZES:
        columns = _split(blocks, size, width, lang)
        if _deepest(columns, size, width, lang) <= room:
            return size, columns
    while _deepest(columns, size, width, lang) > room and any(len(b.entries) > 1 or b.left for b in blocks):
        blocks = _shortened(blocks, size, width, lang)
        columns = _split(blocks, size, width, lang)
    while _deepest(columns, size, width, lang) > room and len(blocks) > 1:
        # The blocks are in the order of an investor's questions: the last of them goes first.
        blocks = blocks[:-1]
        columns = _split(blocks, size, width, lang)
    return size, columns


def _split(
    blocks: Sequence[Block], size: float, width: float, lang: str
) -> tuple[Sequence[Block], Sequence[Block]]:
    """Return the blocks in two columns of like height, their order unchanged."""
    splits = [(blocks[:n], blocks[n:]) for n in range(1, len(blocks) + 1)]
    return min(splits, key=lambda columns: _deepest(columns, size, width, lang))


def _deepest(columns: Sequence[Sequence[Block]], size: float, width: float, lang: str) -> float:
    return max(
        sum(_height(b, size, width, lang) for b in column) + max(len(column) - 1, 0) * _BETWEEN
        for column in columns
    )


def _shortened(blocks: Sequence[Block], size: float, width: float, lang: str) -> list[Block]:
    """Return the blocks without the last entry of the highest block that has several."""
    several = [b for b in blocks if len(b.entries) > 1] or [b for b in blocks if b.entries]
    highest = max(several, key=lambda b: _height(b, size, width, lang))
    less = replace(highest, entries=highest.entries[:-1], left=highest.left + 1)
    return [b for b in (less if block is highest else block for block in blocks) if b.entries]


def _height(block: Block, size: float, width: float, lang: str) -> float:
    lines = sum(len(lines_of(_whole(e, size, width, lang), size, width)) or 1 for e in block.entries)
    lines += bool(block.left)
    return (size + 1) * LINE + 3 + lines * size * LINE + len(block.entries) * _AFTER


def _whole(entry: Entry, size: float, width: float, lang: str) -> str:
    return "".join(_parts(entry, size, width, lang))


def _parts(entry: Entry, size: float, width: float, lang: str) -> tuple[str, str, str]:
    """Return the texts of an entry, its words shortened to what its lines hold."""
    colon = say("text.colon", lang)
    lead = single_line(entry.lead) + colon if entry.lead else ""
    aside = f"  {single_line(entry.aside)}" if entry.aside else ""
    whole = shorten(lead + single_line(entry.words) + aside, size, width, _MOST_LINES)
    if whole == lead + single_line(entry.words) + aside:
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
