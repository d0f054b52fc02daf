"""Which sites pass the filters of a view."""

from __future__ import annotations

from layout.plan.model import Plan, Site
from layout.view.facets import facets_of
from layout.view.view import View


def matches(view: View, site: Site) -> bool:
    """Tell whether the site passes every active filter that applies to its type."""
    site_values = facets_of(site)
    # Values of one facet widen, facets narrow; a facet that the type lacks hides none of its sites.
    return all(not set(site_values[k]).isdisjoint(v) for k, v in view.filters().items() if k in site_values)


def matching_sites(view: View, plan: Plan, kind: str | None = None) -> tuple[Site, ...]:
    """Return the sites that pass the view's filters, optionally of one type of SITE_TYPES."""
    return tuple(s for s in plan.sites if kind in (None, s.type) and matches(view, s))
