"""The static map: a view of a plan as a picture, made without a browser and without folium.

It is made from the same record as the interactive map, in the same colours and by the same
rules for dimming, fanning out and labelling. It differs where paper does: symbols that the frame would
cut are left out with their labels, text is measured in the packaged font, and a legend replaces the
controls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from layout.drawing.picture import Layer, Part, Picture
from layout.maps.canvas import PANES, Canvas, record_map
from layout.maps.layers import LAYERS
from layout.maps.static import label_placement, symbol_placement
from layout.maps.static.furniture import attribution_height, furnish, hidden_area, legend_width
from layout.maps.static.paths import path_parts
from layout.maps.static.projection import Frame, Padding, PixelBox, fit_frame
from layout.maps.static.static_map import StaticMap
from layout.maps.static.styles import BACKGROUND
from layout.plan.model import Plan
from layout.plan.shapes import Shapes, bounds_by_id
from layout.view.extent import Bounds
from layout.view.extent import extent as extent_of
from layout.view.view import View
from layout.words.glossary import say

Furniture = Literal["full", "brief", "scale", "plain", "none"]
# Pixels that the controls of the interactive map keep free, as its script has them: left, top, right,
# bottom. Zooms are counted from the fit within them, so that both maps label places at the same zoom.
CONTROLS: Padding = (24, 72, 24, 40)
_PADDING_SHARE, _LEAST_PADDING = 0.035, 12.0  # of the shorter side; pixels
_HIDDEN_SHARE = 0.001  # of the picture's area that furniture may hide of the view's subject
_LEADERS, _SYMBOLS = "leaders", "symbols"
_PARTS = {"lt-halo": "halo", _LEADERS: "leader"}


@dataclass(frozen=True)
class DrawnMap:
    """A map that was drawn: its picture, the frame that it fills and the symbols in it, in pixels."""

    picture: Picture
    frame: Frame
    symbols: tuple[symbol_placement.PlacedSymbol, ...]


def map_picture(
    plan: Plan,
    shapes: Shapes,
    view: View,
    size: tuple[float, float] = (1920, 1080),
    extent: Bounds | None = None,
    furniture: Furniture = "full",
) -> Picture:
    """Return the map of a view, `size` (width, height) in CSS pixels (96 to the inch), filled to its edges.

    `extent` is what must be visible, as west, south, east, north in WGS-84 degrees; the view's own
    extent where it is None. `furniture` is `full` with a legend, `brief` for slides (scale bar, north
    arrow, review note and attribution), `scale` for pages that credit it elsewhere (scale bar and north
    arrow), `plain` without the list of unlocated sites, or `none`.
    The map is in Web Mercator; parts are in pixels from the upper left corner, y down.
    """
    return draw_map(record_map(plan, shapes, view.lang, LAYERS), view, size, extent, furniture).picture


# Returns boxes that labels keep off, by the frame, the symbols and the boxes of the furniture.
Reserve = Callable[
    [Frame, tuple[symbol_placement.PlacedSymbol, ...], tuple[PixelBox, ...]], tuple[PixelBox, ...]
]


def draw_map(
    canvas: Canvas,
    view: View,
    size: tuple[float, float],
    extent: Bounds | None = None,
    furniture: Furniture = "full",
    reserve: Reserve | None = None,
) -> DrawnMap:
    """Draw a recorded map in the state of a view: see :func:`map_picture`. Several may share a record.

    What `reserve` returns is kept free of labels, for what the caller draws upon the map.
    """
    # Symbols before furniture, which keeps clear of them. Where no map is good enough, the last one stays.
    for static_map in _candidate_maps(canvas, view, size, extent, furniture):
        placed_symbols = symbol_placement.place_symbols(static_map)
        furniture_parts, blocks = furnish(static_map, furniture, placed_symbols)
        if hidden_area(static_map, blocks, placed_symbols) <= _HIDDEN_SHARE * size[0] * size[1]:
            break
    if reserve is not None:
        blocks = (*blocks, *reserve(static_map.frame, placed_symbols, blocks))
    # As the other boxes are: see bounds_by_id.
    west, south, east, north = (round(v, 5) for v in canvas.shapes.frame)
    whole = fit_frame((west, south, east, north), size, CONTROLS).zoom
    placed_labels = label_placement.place_labels(
        static_map, placed_symbols, blocks, static_map.frame.zoom - whole
    )
    layers = [
        *_layers(static_map, placed_symbols),
        Layer("labels", say("static_map.labels", view.lang), label_placement.label_parts(placed_labels)),
        Layer("furniture", say("static_map.furniture", view.lang), furniture_parts),
    ]
    picture = Picture(size[0], size[1], BACKGROUND, tuple(layer for layer in layers if layer.parts))
    return DrawnMap(picture, static_map.frame, placed_symbols)


def _candidate_maps(
    canvas: Canvas, view: View, size: tuple[float, float], extent: Bounds | None, furniture: Furniture
) -> Iterator[StaticMap]:
    """Yield the map in the middle of the picture, then one that leaves its left side to the legend.

    A view with a zoom of its own has one candidate, at that centre and zoom.
    """
    # The credit takes the foot of the picture, so the map's ground stays above it.
    plan = canvas.plan
    attribution = 0.0 if furniture in ("none", "scale") else attribution_height(canvas, size[0])
    grained = furniture in ("full", "plain")
    if extent is None and view.zoom is not None:
        yield StaticMap(canvas, view, fit_frame(extent_of(view, plan, {}), size, (0, 0, 0, 0)), grained)
        return
    padding = max(_LEAST_PADDING, _PADDING_SHARE * min(size))
    bounds = extent or extent_of(view, plan, bounds_by_id(plan, canvas.shapes))
    centred = StaticMap(
        canvas,
        view,
        fit_frame(bounds, size, (padding, padding, padding, max(padding, attribution + _LEAST_PADDING))),
        grained,
    )
    yield centred
    legend = legend_width(centred) if furniture == "full" else 0.0
    if legend:
        yield StaticMap(
            canvas,
            view,
            fit_frame(
                bounds, size, (padding + legend, padding, padding, max(padding, attribution + _LEAST_PADDING))
            ),
            grained,
        )


def _layers(
    static_map: StaticMap, placed_symbols: tuple[symbol_placement.PlacedSymbol, ...]
) -> Iterator[Layer]:
    """Yield the layers from the lowest up; one that lies in several panes is split, named `id/pane`."""
    parts = [*path_parts(static_map)]
    parts += [
        (_LEADERS, layer, part) for layer, part in symbol_placement.leader_parts(placed_symbols, static_map)
    ]
    parts += [
        (_SYMBOLS, layer, part) for layer, part in symbol_placement.symbol_parts(placed_symbols, static_map)
    ]
    # Leaflet's pane of markers has 600; symbols lie on their leaders.
    heights = {**PANES, _LEADERS: 600, _SYMBOLS: 601}
    order = {layer["id"]: n for n, layer in enumerate(static_map.canvas.layers)}
    # groupby below needs the parts of one layer and pane side by side; the sort keeps their order.
    parts.sort(key=lambda d: (heights[d[0]], order[d[1]]))
    # A layer's symbols keep its plain id, else its lowest pane does: editors of the file look for it.
    main = {layer: pane for pane, layer, _ in reversed(parts)}
    main |= {layer: pane for pane, layer, _ in parts if pane == _SYMBOLS}
    for (pane, layer), group in groupby(parts, key=lambda d: (d[0], d[1])):
        members = tuple(part for _, _, part in group)
        yield _layer(layer, "" if main[layer] == pane else pane, members, static_map)


def _layer(layer: str, pane: str, parts: tuple[Part, ...], static_map: StaticMap) -> Layer:
    name = next(str(record["name"]) for record in static_map.canvas.layers if record["id"] == layer)
    if not pane:
        return Layer(layer, name, parts)
    kind = _PARTS.get(pane, "line")
    words = say("text.dot", static_map.lang).join((name, say(f"static_map.{kind}", static_map.lang)))
    return Layer(f"{layer}/{kind}", words, parts)
