"""The static map: a view of a layout as a picture, with no browser and no folium.

It is made from the same record as the living map, in the same colours and by the same rules of
dimming, fanning out and naming. It differs in what a static_map of paper asks for: symbols that the
frame would cut are left out with their names, words are measured in the packaged font, and a
legend stands in the place of the controls.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Literal

from layout.drawing.picture import Layer, Part, Picture
from layout.maps.canvas import PANES, Canvas, record_map
from layout.maps.layers import LAYERS
from layout.maps.static import label_placement, symbol_placement
from layout.maps.static.furniture import attribution_height, furnish, hidden_area, legend_width
from layout.maps.static.paths import StaticMap, path_parts
from layout.maps.static.projection import Sides, fit_frame
from layout.maps.static.styles import BACKGROUND
from layout.plan.model import Plan
from layout.plan.shapes import Shapes, bounds_by_id
from layout.view.extent import Bounds
from layout.view.extent import extent as extent_of
from layout.view.view import View
from layout.words.glossary import say

Furniture = Literal["full", "brief", "plain", "none"]
# What the living map's controls keep free, see `padding` in bridge/map.js: left, top, right, bottom.
CONTROLS: Sides = (24, 72, 24, 40)
_MARGIN, _LEAST = 0.035, 12.0
_HIDDEN = 0.001  # of the picture: what furniture may hide of what the view is about
_LEADERS, _SYMBOLS = "leaders", "signs"
_PARTS = {"lt-halo": "halo", _LEADERS: "leader"}


def map_picture(
    plan: Plan,
    shapes: Shapes,
    view: View,
    size: tuple[float, float] = (1920, 1080),
    extent: Bounds | None = None,
    furniture: Furniture = "full",
) -> Picture:
    """Return the map of a view in pixels of the screen (96 to the inch), filled to its edges.

    `extent` is the ground that must be seen, else the view's own; `furniture` is `full` with a
    legend, `brief` for slides (scale, north arrow, stamp and credit), `plain` without the list of
    what has no position, or `none`.
    """
    canvas = record_map(plan, shapes, view.lang, LAYERS)
    for static_map in _candidate_maps(canvas, view, size, extent, furniture):
        held = symbol_placement.place_symbols(static_map)
        stood, blocks = furnish(static_map, furniture, held)
        if hidden_area(static_map, blocks, held) <= _HIDDEN * size[0] * size[1]:
            break
    whole = fit_frame(bounds_by_id(plan, shapes)[plan.district.id], size, CONTROLS).zoom
    placed = label_placement.place_labels(static_map, held, blocks, static_map.frame.zoom - whole)
    made = [
        *_layers(static_map, held),
        Layer("labels", say("static_map.labels", view.lang), label_placement.label_parts(placed)),
        Layer("furniture", say("static_map.furniture", view.lang), stood),
    ]
    return Picture(size[0], size[1], BACKGROUND, tuple(one for one in made if one.parts))


def _candidate_maps(
    canvas: Canvas, view: View, size: tuple[float, float], extent: Bounds | None, furniture: Furniture
) -> Iterator[StaticMap]:
    """Yield the static_map with the map in its middle, and one with the map beside the legend.

    A view's own centre and zoom stay.
    """
    plan, low = canvas.plan, 0.0 if furniture == "none" else attribution_height(canvas, size[0])
    if extent is None and view.zoom is not None:
        yield StaticMap(canvas, view, fit_frame(extent_of(view, plan, {}), size, (0, 0, 0, 0)))
        return
    pad = max(_LEAST, _MARGIN * min(size))
    shown = extent or extent_of(view, plan, bounds_by_id(plan, canvas.shapes))
    plain = StaticMap(canvas, view, fit_frame(shown, size, (pad, pad, pad, max(pad, low + _LEAST))))
    yield plain
    side = legend_width(plain) if furniture == "full" else 0.0
    if side:
        yield StaticMap(canvas, view, fit_frame(shown, size, (pad + side, pad, pad, max(pad, low + _LEAST))))


def _layers(static_map: StaticMap, held: tuple[symbol_placement.PlacedSymbol, ...]) -> Iterator[Layer]:
    """Yield the layers from the ground up; one that lies in several panes is parted, by `id/pane`."""
    drawn = [*path_parts(static_map)]
    drawn += [(_LEADERS, layer, part) for layer, part in symbol_placement.leader_parts(held, static_map)]
    drawn += [(_SYMBOLS, layer, part) for layer, part in symbol_placement.symbol_parts(held, static_map)]
    heights = {**PANES, _LEADERS: 600, _SYMBOLS: 601}
    order = {one["id"]: n for n, one in enumerate(static_map.canvas.layers)}
    drawn.sort(key=lambda d: (heights[d[0]], order[d[1]]))
    # The plain name is that of a layer's symbols, else of its lowest pane.
    main = {layer: pane for pane, layer, _ in reversed(drawn)}
    main |= {layer: pane for pane, layer, _ in drawn if pane == _SYMBOLS}
    for (pane, layer), group in groupby(drawn, key=lambda d: (d[0], d[1])):
        parts = tuple(part for _, _, part in group)
        yield _layer(layer, "" if main[layer] == pane else pane, parts, static_map)


def _layer(layer: str, pane: str, parts: tuple[Part, ...], static_map: StaticMap) -> Layer:
    name = next(str(one["name"]) for one in static_map.canvas.layers if one["id"] == layer)
    if not pane:
        return Layer(layer, name, parts)
    kind = _PARTS.get(pane, "line")
    words = say("text.dot", static_map.lang).join((name, say(f"static_map.{kind}", static_map.lang)))
    return Layer(f"{layer}/{kind}", words, parts)
