"""Tables for a slide: cut to what can be read from afar, with the places in the sources that they cite."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geodata.languages import language
from layout.briefing.slide_sources import citation_line
from layout.briefing.story_model import Grid
from layout.charts.chart_data import Cell
from layout.plan.model import Plan, Ref, TextList
from layout.words.glossary import end_list, say
from layout.words.nouns import say_of
from layout.words.widths import terminal_columns

MAX_ROWS = 9
# How wide the words of one cell may be, in halves of a Chinese character: two lines or so.
CELL_WIDTH = {"Hani": 60, "Latn": 96}
_TOLERANCE = 1.4  # a list up to this many times that width is not cut
_CLAUSES = 0.9  # the share of it that clauses are held to: a card has a cell beside each of its headings
_STOPS = "，,；;。.：:、 "
_CLAUSE_END = re.compile(r"[；。，]|[;,.] ")


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row, the colour that marks it, and where its facts stand."""

    cells: tuple[Cell, ...]
    refs: tuple[Ref, ...] = ()
    colour: str = ""


@dataclass(frozen=True, slots=True)
class CitedGrid:
    """A table and the places in the sources that it cites."""

    grid: Grid
    refs: tuple[Ref, ...]


def make_grid(
    name: str,
    head: Sequence[str],
    rows: Iterable[GridRow],
    numeric: tuple[int, ...],
    plan: Plan,
    lang: str,
) -> CitedGrid | None:
    """Return a table of the first MAX_ROWS rows, without columns that are empty; None without rows.

    `numeric` are the indices in `head` of columns of numbers.
    """
    all_rows = list(rows)
    if not all_rows:
        return None
    first_rows = all_rows[:MAX_ROWS]
    # Judged by all rows, so that the columns do not depend on where the table is cut.
    filled = {n for row in all_rows for n, cell in enumerate(row.cells) if cell not in (None, "")}
    columns = [n for n in range(len(head)) if not n or n in filled]
    # Only what is shown is cited.
    refs = tuple(dict.fromkeys(r for row in first_rows for r in row.refs))
    colours = tuple(row.colour for row in first_rows)
    grid = Grid(
        name=name,
        title=say_of(plan, f"grid.{name}", lang),
        head=tuple(head[n] for n in columns),
        rows=tuple(tuple(row.cells[n] for n in columns) for row in first_rows),
        numeric=tuple(i for i, n in enumerate(columns) if n in numeric),
        colours=colours if any(colours) else (),
        left=len(all_rows) - len(first_rows),
        source=citation_line(refs, plan, lang),
    )
    return CitedGrid(grid, refs)


def abridged_list(names: Iterable[str], lang: str, share: float = 1.0, unfinished: bool = False) -> str:
    """Return the names that go into a share of a cell, at least one; of more how many there are.

    Of a list that goes on in the plan it says so, and not how many there are.
    """
    distinct = list(dict.fromkeys(n for n in names if n))
    comma = say("text.comma", lang)
    whole = end_list(comma.join(distinct), unfinished, lang)
    if fits_a_cell(whole, lang, share):
        return whole
    fitting = comma.join(_first_that_fit(distinct, lang, share))
    if unfinished or len(distinct) == 1:
        return end_list(fitting, unfinished, lang)
    return say("briefing.more", lang, names=fitting, n=len(distinct))


def fits_a_cell(words: str, lang: str, share: float = 1.0) -> bool:
    """Tell whether words go into a share of one cell uncut."""
    return terminal_columns(words) <= CELL_WIDTH[language(lang).script] * share * _TOLERANCE


def first_clauses(words: str, lang: str) -> str:
    """Return the clauses that go into a cell, an ellipsis in place of the others."""
    if fits_a_cell(words, lang, _CLAUSES):
        return words
    most = CELL_WIDTH[language(lang).script]
    # Of one long clause the first letters.
    ends = [m.end() for m in _CLAUSE_END.finditer(words) if terminal_columns(words[: m.end()]) < most]
    end = (
        ends[-1] if ends else next(n for n in range(len(words), 0, -1) if terminal_columns(words[:n]) < most)
    )
    return words[:end].rstrip(_STOPS) + "…"


def abridged_names(names: TextList, lang: str) -> str:
    """Return the names of a list that go into a cell, and whether the plan's list goes on."""
    return abridged_list((t(lang) for t in names), lang, unfinished=names.unfinished)


def names_that_fit(names: Sequence[str], lang: str, share: float = 1.0) -> list[str]:
    """Return as many of the names as go into a share of a cell, at least one."""
    whole = say("text.comma", lang).join(names)
    return list(names) if fits_a_cell(whole, lang, share) else _first_that_fit(names, lang, share)


def _first_that_fit(names: Sequence[str], lang: str, share: float) -> list[str]:
    """Return the first of the names, but not all of several, that go into a share of a cell."""
    comma, width = say("text.comma", lang), CELL_WIDTH[language(lang).script] * share
    fits = [n for n in range(1, len(names)) if terminal_columns(comma.join(names[:n])) <= width]
    return list(names[: max(fits, default=1)])
