"""How standings spread over the map: the one that speaks for a site, and counts by element."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from layout.model import Layout, Site
from layout.monitor import Evaluation, Standing
from layout.progress import STATES


def nearest(site: Site, layout: Layout, held: Evaluation) -> tuple[str, Standing] | None:
    """Return the standing that speaks for a site: its own, else its segment's, else its cluster's.

    One that is measured goes before one that is not; of several the least favourable is taken.
    """
    links = [("segment", k.segment) for k in site.links if k.segment]
    links += [("cluster", k.cluster) for k in site.links]
    near = [("own", s) for s in held.of(("site", site.id))]
    near += [(kind, s) for kind, key in links for s in held.of(("cluster", key))]
    ranked = [("own", "segment", "cluster").index(kind) for kind, _ in near]
    judged = [(r, -STATES.index(s.state), i) for i, (r, (_, s)) in enumerate(zip(ranked, near, strict=True))]
    measured = [one for one in judged if near[one[2]][1].state not in ("unmeasured", "words")]
    return near[min(measured or judged)[2]] if judged else None


@dataclass(frozen=True, slots=True)
class Tally:
    """The sites of one element (`""`: all, each once) with targets of their own, by state."""

    element: str
    sites: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]


def by_element(layout: Layout, held: Evaluation) -> tuple[Tally, ...]:
    """Count the sites' own targets by element; the last row counts each site once over all."""
    sites = [s for s in layout.sites if held.of(("site", s.id))]
    groups = [(e.id, [s for s in sites if e.id in s.elements]) for e in layout.elements]
    return tuple(_tally(key, group, held) for key, group in [*groups, ("", sites)] if group)


def _tally(element: str, sites: Iterable[Site], held: Evaluation) -> Tally:
    ids = tuple(dict.fromkeys(s.id for s in sites))
    counts = Counter(one.state for key in ids for one in held.of(("site", key)))
    return Tally(element, ids, tuple((state, counts[state]) for state in STATES if counts[state]))
