"""How standings spread over the map: the one that speaks for a site, and counts by element."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from layout.monitoring.evaluation import Evaluation, Standing
from layout.monitoring.progress import STATES
from layout.plan.model import Plan, Site

# From what a map must show first to what it shows only where there is nothing else.
_FIRST = ("missed", "behind", "on-track", "ahead", "achieved", "open", "unmeasured", "words")
_KINDS = ("site", "segment", "cluster")


def site_standing(site: Site, plan: Plan, held: Evaluation) -> tuple[str, Standing] | None:
    """Return the standing that speaks for a site: its own, else its segment's, else its cluster's.

    One with a figure goes before one without, and one in words comes last of all; of several
    the one to worry about most is taken.
    """
    links = [("segment", k.segment) for k in site.links if k.segment]
    links += [("cluster", k.cluster) for k in site.links]
    near = [("site", s) for s in held.standings_for(("site", site.id))]
    near += [(kind, s) for kind, key in links for s in held.standings_for(("cluster", key))]
    near.sort(key=lambda one: (_KINDS.index(one[0]), _FIRST.index(one[1].state)))
    numeric = [one for one in near if one[1].state != "words"]
    figured = [one for one in numeric if one[1].state != "unmeasured"]
    return next(iter(figured or numeric or near), None)


@dataclass(frozen=True, slots=True)
class ElementTally:
    """The sites of one element (`""`: all, each once) with targets of their own, by state."""

    element: str
    sites: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]


def tallies_by_element(plan: Plan, held: Evaluation) -> tuple[ElementTally, ...]:
    """Count the sites' own targets by element; the last row counts each site once over all."""
    sites = [s for s in plan.sites if held.standings_for(("site", s.id))]
    groups = [(e.id, [s for s in sites if e.id in s.elements]) for e in plan.elements]
    return tuple(_tally(key, group, held) for key, group in [*groups, ("", sites)] if group)


def _tally(element: str, sites: Iterable[Site], held: Evaluation) -> ElementTally:
    ids = tuple(dict.fromkeys(s.id for s in sites))
    counts = Counter(one.state for key in ids for one in held.standings_for(("site", key)))
    return ElementTally(element, ids, tuple((state, counts[state]) for state in STATES if counts[state]))
