"""Which sites pass the filters of a view."""

from __future__ import annotations

from collections.abc import Iterable

from layout.plan.model import Plan, Site
from layout.view.facets import GROUNDED, facets_of
from layout.view.view import View


def matches(view: View, site: Site, plan: Plan) -> bool:
    """Tell whether the site passes every active filter that applies to its type."""
    return passes(view, site, plan, view.filters())


def passes(view: View, site: Site, plan: Plan, keys: Iterable[str]) -> bool:
    """Tell whether the site passes those filters of a view that are among the keys."""
    site_values = facets_of(site, plan)
    # Values of one facet widen, facets narrow; a facet that the type lacks hides none of its sites.
    return all(
        any(_counts(key, basis, view) for value, basis in site_values[key].items() if value in chosen)
        for key, chosen in view.filters().items()
        if key in keys and key in site_values
    )


def _counts(key: str, basis: str, view: View) -> bool:
    """Tell whether a value of a site counts: with a filter by basis only those of that one."""
    return key not in GROUNDED or not view.basis or basis in view.basis


def matching_sites(view: View, plan: Plan, kind: str | None = None) -> tuple[Site, ...]:
    """Return the sites that pass the view's filters, optionally of one type of SITE_TYPES."""
    return tuple(s for s in plan.sites if kind in (None, s.type) and matches(view, s, plan))
