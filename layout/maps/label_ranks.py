"""Ranks and distances of labels: the one table for the static map and for the map in the browser.

The browser gets it as `facts.rules.labels`, under the names of the fields below (see maps/map_payload.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from layout.plan.site_types import SITE_TYPES

ROLE_PLACE = "role-place"
BLOCK = "block"


@dataclass(frozen=True, slots=True)
class LabelRules:
    """Which labels come first where not all have room, and how far they keep from symbols.

    Distances are pixels. Pairs are (roomy window, narrow window); the static map is always roomy but for
    `leader_reach`.

    - `rank`: by kind of label, the higher first; a kind that is not listed has 0. The name of an element of
      the layout yields to no other; `role-place` is a place with a role in the layout, which is always named;
      `block` is a further block of a site, which repeats its name.
    - `narrow_rank`: ranks that differ in a narrow window.
    - `selected_rank`: rank of the selected site's label, in any window.
    - `gap`: from the middle of a symbol to its label.
    - `steps`: what is added to the gap, from one round of candidate positions to the next.
    - `diagonals`: shares (x, y) of that distance for the candidates at the four corners of a symbol.
    - `padding`: (x, y) that is kept free around a label.
    - `edge`: from a label to the edge of the map.
    - `leader_steps`, `leader_diagonals`: the same for a label that finds no place by its symbol, and stands
      off with a line; `leader_reach`: the last of the steps that is tried.
    - `leader_clear`: from that line to any other symbol.
    - `leader_from`: a line keeps off other names from so many times that clearance from the middle of its
      symbol, but at most from the second number's share of the line.
    - `leader_parts`: in how many boxes names that come after a line keep off it.
    - `narrow_width`: a map up to so many pixels wide is narrow.
    - `margin`: how much nearer to its own symbol than to any other a label has to stand, to be read there.
    - `place_zoom`: zoom levels above that of the whole district from which places without a role are named.
      Below it they have `spare_rank`, and are named only where they find room by their symbol, in a roomy
      window.
    - `beside`: from a line, or the edge of a band or point, to the name beside it.
    - `over`: a name stands in a band, too, that is narrower than it takes by up to so many times.
    - `block_apart`: a block is named that lies so far or farther from the symbol of its site.
    """

    rank: Mapping[str, int] = field(
        default_factory=lambda: {
            **{name: kind.label_rank for name, kind in SITE_TYPES.items()},
            "element": 100,
            ROLE_PLACE: 95,
            BLOCK: 55,
            "sea-label": 40,
            "road": 30,
            "neighbour": 20,
        }
    )
    narrow_rank: Mapping[str, int] = field(default_factory=lambda: {ROLE_PLACE: 85})
    selected_rank: int = 200
    gap: tuple[float, float] = (13, 10)
    steps: tuple[float, ...] = (0, 10, 22)
    leader_steps: tuple[float, ...] = (34, 48, 64, 84, 108, 136, 168)
    leader_reach: tuple[float, float] = (168, 64)
    leader_clear: float = 9
    leader_from: tuple[float, float] = (2, 0.4)
    leader_parts: int = 8
    narrow_width: float = 720
    diagonals: tuple[tuple[float, float], ...] = ((0.8, 0.6),)
    leader_diagonals: tuple[tuple[float, float], ...] = ((0.8, 0.6), (0.95, 0.3), (0.3, 0.95))
    padding: tuple[float, float] = (2, 1)
    edge: float = 2
    margin: float = 3
    place_zoom: float = 0.9
    spare_rank: int = 10
    beside: float = 5
    over: float = 1.6
    block_apart: float = 44


LABELS = LabelRules()
