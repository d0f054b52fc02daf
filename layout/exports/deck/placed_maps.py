"""A map of parks on a slide, with the small one of the district in the corner that hides the least."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from layout.drawing.picture import Label, Part, Picture
from layout.drawing.scene import Dot
from layout.exports.deck.page_draft import PlacedMap
from layout.exports.park_map import ParkMap
from layout.exports.rectangle import Rect
from layout.plan.model import Plan
from layout.words.glossary import say

_INSET, _EDGE = 0.8, 14.0  # points to a pixel of the small map; its distance from the edges
_RIM = 3.0


def placed_maps(chosen: ParkMap, rect: Rect, name: str, plan: Plan, lang: str) -> tuple[PlacedMap, ...]:
    """Return a map, and its small one where it has one, at their places on a slide.

    A label that the small map would cover in part is left out.
    """
    if chosen.inset is None:
        return (PlacedMap(chosen.picture, rect, say("deck.map", lang), chosen.alt),)
    scale = rect.width / chosen.picture.width
    corner = min(_corners(chosen.inset, rect), key=lambda place: _hidden(chosen.picture, rect, place, scale))
    picture = _without_labels(chosen.picture, rect, corner, scale)
    alt = say("park_slides.inset-of", lang, name=name, district=plan.district.name(lang))
    return (
        PlacedMap(picture, rect, say("deck.map", lang), chosen.alt),
        PlacedMap(chosen.inset, corner, say("park_slides.inset", lang), alt),
    )


def _corners(inset: Picture, rect: Rect) -> Iterator[Rect]:
    """Yield the corners that neither the scale bar nor the north arrow stands in."""
    width, height = inset.width * _INSET, inset.height * _INSET
    yield Rect(rect.x + _EDGE, rect.y + _EDGE, width, height)
    yield Rect(rect.right - _EDGE - width, rect.bottom - _EDGE - height, width, height)


def _hidden(picture: Picture, rect: Rect, place: Rect, scale: float) -> int:
    shapes = (s for layer in picture.layers for part in layer.parts for s in part.shapes)
    return sum(isinstance(s, Label | Dot) and _meets(s, rect, place, scale) for s in shapes)


def _meets(shape: Label | Dot, rect: Rect, place: Rect, scale: float) -> bool:
    half = (shape.width / 2, shape.height / 2) if isinstance(shape, Label) else (shape.radius, shape.radius)
    x, y = rect.x + shape.x * scale, rect.y + shape.y * scale
    aside, above = half[0] * scale + _RIM, half[1] * scale + _RIM
    return place.x - aside < x < place.right + aside and place.y - above < y < place.bottom + above


def _without_labels(picture: Picture, rect: Rect, place: Rect, scale: float) -> Picture:
    def stays(part: Part) -> bool:
        return not any(isinstance(s, Label) and _meets(s, rect, place, scale) for s in part.shapes)

    layers = (replace(layer, parts=tuple(filter(stays, layer.parts))) for layer in picture.layers)
    return replace(picture, layers=tuple(layer for layer in layers if layer.parts))
