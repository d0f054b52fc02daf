"""Styles of the static map: the light theme of layout/web/maps/map.css; a test compares the two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from layout.drawing.palette import LIGHT_THEME

FEATURE_COLOUR = "feature"  # stands for the colour of the feature's cluster or element

PAPER, TEXT, MUTED, HAIR, LINE = (LIGHT_THEME[role] for role in ("paper", "ink", "muted", "hair", "line"))
BACKGROUND, TOWN, ROAD, CARD, NORTH = "#efede6", "#fdfcfa", "#c9b48a", "#ffffff", "#45423a"

SCHEMATIC = (5.0, 4.0)  # dashes of what has no published outline
DIMMED, DIMMED_SYMBOL = 0.14, 0.22  # opacity of features that a filter excludes
HIDDEN_WHEN_DIMMED = frozenset({"halo", "ray", "coupling"})  # excluded ones are not drawn at all


@dataclass(frozen=True, slots=True)
class Style:
    """Fill and line of a kind of shape. Opacities run from 0 to 1, widths and dashes are pixels.

    A fill's opacity grows by `opacity_by_strength` times the feature's `strength` (0 to 1).
    """

    fill: str = ""
    opacity: float = 1.0
    opacity_by_strength: float = 0.0
    stroke: str = ""
    stroke_opacity: float = 1.0
    width: float = 1.0
    dash: tuple[float, ...] = ()


STYLES: Mapping[str, Style] = {
    "sea": Style("#d5e2e8", stroke="#a9bfca"),
    "town": Style(TOWN, stroke="#bdb8ab"),
    "district": Style(stroke=LINE, width=1.8),
    "member": Style(FEATURE_COLOUR, 0.10, 0.26, FEATURE_COLOUR, 0.45, 0.8),
    "hatch": Style(FEATURE_COLOUR, 0.62),
    "outline": Style(stroke=FEATURE_COLOUR, stroke_opacity=0.9, width=2.4),
    "band": Style(FEATURE_COLOUR, 0.22, 0.0, FEATURE_COLOUR, 0.8, 1.6),
    "hub": Style(FEATURE_COLOUR, 0.22, 0.0, FEATURE_COLOUR, 0.8, 1.6),
    "axis": Style(stroke=FEATURE_COLOUR, stroke_opacity=0.8, width=4),
    "zone": Style(),
    "park-ground": Style(FEATURE_COLOUR, 0.16),
    "zone-edge": Style(stroke=FEATURE_COLOUR, stroke_opacity=0.9, width=1.4),
    "road-case": Style(stroke=PAPER, stroke_opacity=0.9, width=4.2),
    "road": Style(stroke=ROAD, width=1.8),
    "ray": Style(stroke=FEATURE_COLOUR, stroke_opacity=0.42),
    "coupling": Style(stroke=FEATURE_COLOUR, stroke_opacity=0.85, width=1.5, dash=(1, 5)),
    "halo": Style(FEATURE_COLOUR, 0.04, 0.0, FEATURE_COLOUR, 0.38, 0.8, (1.5, 3)),
}
# For a layer whose style is not in the table.
DEFAULT_STYLE = Style(stroke=LINE)

# Fields of the style that differ where an edge is schematic: it is drawn softer than a border, or not at all.
SCHEMATIC_EDGES: Mapping[str, Mapping[str, object]] = {
    "member": {"stroke": ""},
    "outline": {"width": 1.4, "stroke_opacity": 0.6},
    "zone-edge": {"width": 1.2, "stroke_opacity": 0.6},
}

# Fields that differ where we infer that a site is a member: fainter, with a dashed edge.
INFERRED: Mapping[str, Mapping[str, object]] = {
    "member": {"opacity": 0.04, "opacity_by_strength": 0.13, "stroke": FEATURE_COLOUR, "dash": (2.0, 3.0)},
    "outline": {"width": 1.4, "dash": (2.0, 3.0)},
    "band": {"opacity": 0.12, "dash": (2.0, 3.0)},
    "hub": {"opacity": 0.12, "dash": (2.0, 3.0)},
}

# Fields of the style that differ for the selected feature.
SELECTED: Mapping[str, Mapping[str, object]] = {
    "town": {"fill": "#f6efdf"},
    "member": {"width": 2.2, "stroke_opacity": 1.0},
    "zone-edge": {"width": 2.2, "stroke_opacity": 1.0},
    "halo": {"opacity": 0.14, "stroke_opacity": 0.9},
}
SELECTED_SCALE, SELECTED_RING, SELECTED_OPACITY = 1.25, 3.0, 0.35


@dataclass(frozen=True, slots=True)
class Lettering:
    """How labels of a kind are set. `size` is in pixels; `spacing` (after each letter) and `lead` (before
    the first) are in parts of it; `darken` is the share of black. `box` puts the label in a road shield.
    """

    size: float
    colour: str = TEXT
    bold: bool = False
    spacing: float = 0.0
    darken: float = 0.0
    halo: bool = True
    lead: float = 0.0
    box: bool = False


LETTERING: Mapping[str, Lettering] = {
    "park": Lettering(13, bold=True),
    "place": Lettering(12, "#4d5b66", bold=True),
    "block": Lettering(11, "#57534a"),
    "town": Lettering(13, "#57534a"),
    "element": Lettering(19, FEATURE_COLOUR, bold=True, spacing=0.32, darken=0.18, lead=0.32),
    "neighbour": Lettering(13, "#8f8a7d", spacing=0.2, halo=False),
    "sea-label": Lettering(17, "#6d8ea0", spacing=0.5, halo=False),
    "road": Lettering(10.5, "#8a6f35", bold=True, halo=False, box=True),
}
# For labels of a kind that is not in the table.
DEFAULT_LETTERING = Lettering(12)
# Fields that differ for Latin letters, which are set closer.
LATIN: Mapping[str, Mapping[str, object]] = {
    "element": {"size": 17, "spacing": 0.05},
    "neighbour": {"spacing": 0.06},
    "sea-label": {"spacing": 0.06},
}
LINE_HEIGHT = 1.25
SHIELD_PAD, SHIELD_EDGE = 5.0, 1.0


def blend(colour: str, other: str, share: float) -> str:
    """Return the mixture of two `#rrggbb` colours: `share` (0 to 1) of the first, the rest of the other."""
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _parts(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red, green, blue
