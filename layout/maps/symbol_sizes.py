"""Sizes and distances of symbols: the one table for the static map and for the map in the browser.

The browser gets it as `facts.rules.symbols`, under the names of the fields below (see maps/map_payload.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ParkSymbol:
    """A ring around a core. The radius is `radius` and `step` for each level's ring, at most `rings`.

    Pairs are (one ring, more than one): `edge` is the width of the ring's line, `core` the core's radius.
    """

    radius: float = 7
    step: float = 1.5
    rings: int = 3
    edge: tuple[float, float] = (2, 3.2)
    core: tuple[float, float] = (3.6, 5)


Corners = tuple[tuple[float, float], ...]

# Forms of a cluster's dot and of the core of its parks, so that grey print and eyes that see few colours tell
# them apart: corners in radii of the disc whose place each takes. The first is the disc itself.
CORE_FORMS: tuple[Corners, ...] = (
    (),
    ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    ((0, -1.25), (1.15, 0.8), (-1.15, 0.8)),
    ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    ((-0.42, -1.2), (0.42, -1.2), (0.42, -0.42), (1.2, -0.42), (1.2, 0.42), (0.42, 0.42),
     (0.42, 1.2), (-0.42, 1.2), (-0.42, 0.42), (-1.2, 0.42), (-1.2, -0.42), (-0.42, -0.42)),
    ((-1.15, -0.8), (1.15, -0.8), (0, 1.25)),
    ((-1.25, -0.55), (1.25, -0.55), (1.25, 0.55), (-1.25, 0.55)),
    ((-0.55, -1.25), (0.55, -1.25), (0.55, 1.25), (-0.55, 1.25)),
)  # fmt: skip


def core_forms(colours: Iterable[str]) -> dict[str, Corners]:
    """Return the form of the core for each colour, in the order of the clusters; after the last the first."""
    distinct = dict.fromkeys(colour.lower() for colour in colours)
    return {colour: CORE_FORMS[n % len(CORE_FORMS)] for n, colour in enumerate(distinct)}


@dataclass(frozen=True, slots=True)
class MisplacedSymbol:
    """How a symbol differs that is not at the site.

    `core` is the radius of the dot and `dash` that of the edge on a point of a zone or town; `cross` is
    half of the side and `width` that of the lines of the cross on a former site.
    """

    core: float = 2.2
    dash: tuple[float, float] = (3, 2.5)
    cross: float = 3.2
    width: float = 1.8


# Outlines of places: the kinds of district.toml name one of them as their symbol.
PLACE_OUTLINES: Mapping[str, tuple[Corners, float]] = {
    "zone": (((0, -8), (8, 0), (0, 8), (-8, 0)), 2),
    "landmark": (((-4, -4), (4, -4), (4, 4), (-4, 4)), 1.6),
    "core": (
        (
            (0, -9.5),
            (2.5, -3.4),
            (9, -2.9),
            (4, 1.3),
            (5.6, 7.7),
            (0, 4.2),
            (-5.6, 7.7),
            (-4, 1.3),
            (-9, -2.9),
            (-2.5, -3.4),
        ),
        1.8,
    ),
    "gateway": (((0, -8), (8, 6), (-8, 6)), 2),
}


@dataclass(frozen=True, slots=True)
class SymbolSizes:
    """How large symbols are and how far they keep apart, in pixels.

    Pairs are (roomy window, narrow window); the static map is always roomy.

    - `gap`: between the middles of two symbols, which fan out where they would stand closer.
    - `clear`: half of the square around a symbol that labels keep off.
    - `half`: half of a symbol's own square.
    - `least_shift`: a symbol is not moved for less.
    - `rounds`: how often the fanning out is repeated at the most.
    - `leader`: radius of the dot at the true position of a symbol that was moved.
    - `misplaced`: how a symbol differs that is not at the site.
    - `park`; `dot` (radius); `outlines` of places: corners, and the width of the line.
    """

    gap: tuple[float, float] = (27, 21)
    clear: tuple[float, float] = (11, 8)
    half: float = 14
    least_shift: float = 3
    rounds: int = 80
    leader: float = 1.8
    misplaced: MisplacedSymbol = MisplacedSymbol()
    park: ParkSymbol = ParkSymbol()
    dot: float = 7
    outlines: Mapping[str, tuple[Corners, float]] = field(default_factory=lambda: PLACE_OUTLINES)


SYMBOLS = SymbolSizes()
