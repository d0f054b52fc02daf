"""The two editions that a view compares."""

from __future__ import annotations

from layout.comparison.changes import Comparison, compare, counterpart
from layout.plan.model import Edition
from layout.server import state
from layout.view.view import View


def comparison_of(view: View) -> Comparison | None:
    """Compare a view's edition with the one it names, else with the one before it or after.

    None where the district has one edition only.
    """
    build = state.store.current()
    edition_ids = build.edition_ids[view.district]
    against = view.against if view.against in edition_ids else counterpart(edition_ids, view.edition)
    if not against:
        return None
    return compare(build.plans[view.district, against], build.plans[view.district, view.edition])


def other_editions(view: View) -> tuple[Edition, ...]:
    """Return the district's other editions."""
    build = state.store.current()
    ids = (e for e in build.edition_ids[view.district] if e != view.edition)
    return tuple(build.plans[view.district, e].edition for e in ids)
