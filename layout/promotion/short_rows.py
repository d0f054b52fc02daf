"""The rows of a comparison that a short pack has room for: what an investor decides by goes first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from layout.promotion.side_by_side import ComparedCell, ComparedRow, SideBySide
from layout.words.glossary import say

# Sections of a profile by what they weigh: what is on offer and what fits go before where it is.
_WEIGHT = ("offer", "fits", "size", "where", "targets", "what")
# Keys of lines that a short pack shows in another way: as a card, or as arrows.
_ELSEWHERE = frozenset({"names", "chain", "services", "kind"})
_TEXTS = 3  # of a cell


def short_rows(compared: SideBySide) -> Iterator[tuple[int, ComparedRow]]:
    """Yield the rows in their own order, each with its rank by weight (0 the weightiest).

    A cell says as much as is read at a glance, and how much more there is.
    """
    rows = [row for row in compared.rows if row.section in _WEIGHT and not _stands_elsewhere(row)]
    ranked = sorted(rows, key=lambda row: (_WEIGHT.index(row.section), _blanks(row)))
    rank = {id(row): n for n, row in enumerate(ranked)}
    lang = compared.profiles[0].lang
    for row in rows:
        yield rank[id(row)], replace(row, cells=tuple(_cut(cell, lang) for cell in row.cells))


def _stands_elsewhere(row: ComparedRow) -> bool:
    keys = {line.key for cell in row.cells for line in cell.lines}
    return bool(keys) and keys <= _ELSEWHERE


def _blanks(row: ComparedRow) -> int:
    return sum(not cell.lines for cell in row.cells)


def _cut(cell: ComparedCell, lang: str) -> ComparedCell:
    more = len(cell.texts) - _TEXTS
    if more <= 0:
        return cell
    # One more line takes no more room than to say that it is left out.
    values = dict.fromkeys(line.value for line in cell.lines)
    kept_lines = [next(x for x in cell.lines if x.value == value) for value in [*values][:_TEXTS]]
    last = replace(kept_lines[-1], value=f"{kept_lines[-1].value} {say('sheet.more', lang, n=more)}")
    return replace(cell, lines=(*kept_lines[:-1], last))
