"""Ranks and distances of labels: the one table for the static map and for the map in the browser.

The browser gets it as `facts.rules.labels`, under the names of the fields below (see maps/map_payload.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from layout.plan.site_types import SITE_TYPES


@dataclass(frozen=True, slots=True)
class LabelRules:
    """Which labels come first where not all have room, and how far they keep from symbols.

    Distances are pixels. Pairs are (roomy window, narrow window); the static map is always roomy.

    - `rank`: by kind of label, the higher first; a kind that is not listed has 0.
    - `narrow_rank`: ranks that differ in a narrow window.
    - `selected_rank`: rank of the selected site's label, in any window.
    - `gap`: from the middle of a symbol to its label.
    - `steps`: what is added to the gap, from one round of candidate positions to the next.
    - `diagonal`: shares (x, y) of that distance for the candidates at the four corners of a symbol.
    - `padding`: (x, y) that is kept free around a label.
    - `edge`: from a label to the edge of the map.
    - `place_zoom`: zoom levels above that of the whole district from which places are named:
      (places with a role in the layout, other places).
    """

    rank: Mapping[str, int] = field(
        default_factory=lambda: {
            **{name: kind.label_rank for name, kind in SITE_TYPES.items()},
            "element": 80,
            "sea-label": 40,
            "road": 30,
            "neighbour": 20,
        }
    )
    narrow_rank: Mapping[str, int] = field(default_factory=lambda: {"element": 100})
    selected_rank: int = 200
    gap: tuple[float, float] = (13, 10)
    steps: tuple[float, ...] = (0, 10, 22)
    diagonal: tuple[float, float] = (0.8, 0.6)
    padding: tuple[float, float] = (2, 1)
    edge: float = 2
    place_zoom: tuple[float, float] = (0.2, 0.9)


LABELS = LabelRules()
