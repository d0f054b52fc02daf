"""What a page adds to the map: a mark for each site that it has something to say of."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from layout.comparison import words
from layout.pages import session_actuals
from layout.pages.editions import comparison_of
from layout.view.view import View

Marks = dict[str, dict[str, str]]


def _changes(view: View) -> Marks:
    found = comparison_of(view)
    return words.marks(found, view.lang) if found else {}


# By page: what its map shows beside the plan. Values are {"state": …, "text": …} by site id.
MAKERS: Mapping[str, Callable[[View], Marks]] = {
    "compare": _changes,
    "monitor": session_actuals.evaluation_marks,
}


def marks(view: View) -> Marks:
    """Return the marks of the page that a view shows."""
    maker = MAKERS.get(view.page)
    return maker(view) if maker else {}
