"""Sheets of a user's file as rows of cells, whatever format the file has, and what of them is hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .cell_values import Cell


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet: its place in words of a fault (`row 4`), its cells, and whether it is hidden."""

    where: str
    cells: tuple[Cell, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its filled rows; of a hidden sheet and of one without headings only the first are here.

    `hidden_columns` are the indexes of columns that the sheet does not show, `merged` how many merged areas
    there are below the headings. The one sheet of a text file has no title.
    """

    title: str
    rows: tuple[SheetRow, ...]
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()


Sheets = Iterator[Sheet]
# How many kinds of known headings the cells of a row are.
HeadCounter = Callable[[Sequence[Cell]], int]
