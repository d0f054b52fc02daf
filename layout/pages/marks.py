"""What a page adds to the map: a mark for each site that it has something to say of."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from layout.pages import loaded
from layout.view import View

Marks = dict[str, dict[str, str]]

# By page: what its map shows beside the plan. Values are {"state": …, "text": …} by site id.
MAKERS: Mapping[str, Callable[[View], Marks]] = {"monitor": loaded.marks}


def marks(view: View) -> Marks:
    """Return the marks of the page that a view shows."""
    maker = MAKERS.get(view.page)
    return maker(view) if maker else {}
