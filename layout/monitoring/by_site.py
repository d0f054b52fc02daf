"""How targets stand by place: the standing that a site is marked by, and counts by element."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from layout.monitoring.evaluation import Evaluation, Standing
from layout.monitoring.progress import STATES
from layout.plan.model import Plan, Site

# The worst first: of several targets of a site the map shows the one that needs attention.
_STATE_ORDER = ("missed", "behind", "on-track", "ahead", "achieved", "open", "unmeasured", "words")
_SUBJECT_ORDER = ("site", "segment", "cluster")


def site_standing(site: Site, plan: Plan, evaluation: Evaluation) -> tuple[str, Standing] | None:
    """Return the standing that a site is marked by: its own, else its segment's, else its cluster's.

    A target with a figure goes before one without, and one in words comes last of all; of several
    the worst state is shown. The first part of the pair is `site`, `segment` or `cluster`.
    """
    links = [("segment", k.segment) for k in site.links if k.segment]
    links += [("cluster", k.cluster) for k in site.links]
    candidates = [("site", s) for s in evaluation.standings_for(("site", site.id))]
    candidates += [(kind, s) for kind, key in links for s in evaluation.standings_for(("cluster", key))]
    candidates.sort(key=lambda c: (_SUBJECT_ORDER.index(c[0]), _STATE_ORDER.index(c[1].state)))
    # A target that is judged goes before one that is not, even where that is of a nearer subject.
    numeric = [c for c in candidates if c[1].state != "words"]
    measured = [c for c in numeric if c[1].state != "unmeasured"]
    return next(iter(measured or numeric or candidates), None)


@dataclass(frozen=True, slots=True)
class ElementTally:
    """The sites of one element (`""`: all, each once) for which targets are set, by state."""

    element: str
    sites: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]


def tallies_by_element(plan: Plan, evaluation: Evaluation) -> tuple[ElementTally, ...]:
    """Count the targets set for sites by element; the last row counts each site once over all."""
    there = (s for s in plan.sites if s.exists_in(evaluation.year))
    sites = [s for s in there if evaluation.standings_for(("site", s.id))]
    groups = [(e.id, [s for s in sites if e.id in s.member_of]) for e in plan.elements]
    return tuple(_tally(key, group, evaluation) for key, group in [*groups, ("", sites)] if group)


def _tally(element: str, sites: Iterable[Site], evaluation: Evaluation) -> ElementTally:
    ids = tuple(dict.fromkeys(s.id for s in sites))
    # Targets are counted, not sites: a site may have several.
    counts = Counter(s.state for key in ids for s in evaluation.standings_for(("site", key)))
    return ElementTally(element, ids, tuple((state, counts[state]) for state in STATES if counts[state]))
