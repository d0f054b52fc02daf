"""The two editions that a view compares."""

from __future__ import annotations

from layout.comparison.changes import Comparison, compare, counterpart
from layout.plan.model import Edition
from layout.server import state
from layout.view.view import View


def compared(view: View) -> Comparison | None:
    """Compare a view's edition with the one it names, else with the one before it or after.

    None where the district has one edition only.
    """
    held = state.store.current()
    known = held.known[view.district]
    against = view.against if view.against in known else counterpart(known, view.edition)
    if not against:
        return None
    return compare(held.plans[view.district, against], held.plans[view.district, view.edition])


def others(view: View) -> tuple[Edition, ...]:
    """Return the district's other editions."""
    held = state.store.current()
    known = (e for e in held.known[view.district] if e != view.edition)
    return tuple(held.plans[view.district, e].edition for e in known)
