"""What the map of a site bears beside the map: an inset of the district, and a note on what is not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import shapely

from layout.drawing.picture import Layer, Part, Path, Picture, PictureShape, scale_and_move
from layout.drawing.scene import TextLine
from layout.drawing.text_metrics import break_lines, text_width
from layout.maps.canvas import Canvas
from layout.maps.map_credit import attribution, review_note
from layout.maps.static.label_leaders import boxes_overlap
from layout.maps.static.legend import rectangle_corners
from layout.maps.static.projection import Frame, PixelBox, fit_frame
from layout.maps.static.styles import BACKGROUND, CARD, HAIR, MUTED, PAPER, STYLES, TEXT, TOWN
from layout.maps.static.symbol_placement import PlacedSymbol
from layout.plan.model import Site
from layout.view.extent import Bounds
from layout.words.glossary import say
from layout.words.symbols import site_colours

_INSET = (150.0, 112.0)  # pixels: width and height of the district beside the map
_INSET_PADDING = 6.0
_WIDE = 0.75  # of the district's width: a map that shows more of it needs no inset
_INSET_SHARE, _INSET_MOST = 0.2, 0.8  # of the width and the height of the map that bears it
_GAP = 7.0  # pixels between what a map bears and its edge
_LETTERS, _LINE, _PAD = 11.5, 16.0, 7.0  # of the note, in pixels
_NOTE_SHARE = 0.72  # of the map's width


@dataclass(frozen=True)
class MapBase:
    """What the maps of a plan share in one language: recorded once, drawn as often as is needed."""

    canvas: Canvas
    boxes: Mapping[str, Bounds]

    @property
    def credit(self) -> str:
        """Return whom the map is owed to, for the foot of a page: the maps here bear no line of their own."""
        return attribution(self.canvas)

    @property
    def review(self) -> str:
        """Return that the map is schematic, or its review number."""
        return review_note(self.canvas.plan, self.canvas.lang)

    @cached_property
    def inset_frame(self) -> Frame:
        """Return the frame of the district in an inset."""
        return fit_frame(self.boxes[self.canvas.plan.district.id], _INSET, (_INSET_PADDING,) * 4)

    @cached_property
    def inset_ground(self) -> tuple[Path, ...]:
        """Return the ground of every inset: sea, towns, edge of the district. It is drawn once."""
        shapes, around = self.canvas.shapes, self.inset_frame
        sea = [_area(around, c.geometry, STYLES["sea"].fill, "") for c in shapes.context if c.kind == "sea"]
        towns = [_area(around, t, TOWN, HAIR) for t in shapes.towns.values()]
        lines = around.clipped_lines(around.to_pixels(shapes.district))
        edge = Path(lines, False, edge=MUTED, line_width=1.1)
        return tuple(p for p in (*sea, *towns, edge) if p.rings)


@dataclass(frozen=True)
class ParkMap:
    """A map of a site, or of several: `note` is what to know of it, empty where there is nothing to know.

    `inset` shows the district with the frame of the map, None where the map shows much of it or bears it
    already. `alt` are words for a reader who does not see the map.
    """

    picture: Picture
    inset: Picture | None
    alt: str
    note: str


@dataclass
class MapExtras:
    """An inset and a note for the map of some sites, `size` in pixels: placed with it, then put on it."""

    base: MapBase
    sites: tuple[Site, ...]
    note: str
    size: tuple[float, float]
    at: list[PixelBox] = field(default_factory=list)

    def reserve(
        self, frame: Frame, symbols: tuple[PlacedSymbol, ...], occupied: tuple[PixelBox, ...]
    ) -> tuple[PixelBox, ...]:
        """Return the boxes of note and inset, in pixels: the inset in the corner with the fewest symbols."""
        boxes = (self._note_box(),) if self.note else ()
        if self.inset(frame) is None:
            return boxes
        places = [b for b in self._corners() if not any(boxes_overlap(b, o) for o in (*occupied, *boxes))]

        def hidden(box: PixelBox) -> int:
            return sum(1 + 9 * s.selected for s in symbols if boxes_overlap(box, _around(s)))

        self.at = [min(places, key=hidden)] if places else []
        return (*boxes, *self.at)

    def finish(self, picture: Picture, frame: Frame, alt: str, whole: bool) -> ParkMap:
        """Return the map with what it bears, or with that beside it."""
        inset = self.inset(frame)
        if not whole:
            return ParkMap(picture, inset, alt, self.note)
        name = self.base.canvas.plan.district.name(self.base.canvas.lang)
        parts = [Part("inset", name, tuple(self._placed(inset)))] if inset and self.at else []
        parts += [Part("note", self.note, tuple(self._note_shapes()))] if self.note else []
        layers = (*picture.layers, Layer("extras", name, tuple(parts))) if parts else picture.layers
        alt = say("text.stop", self.base.canvas.lang).join(w for w in (alt, self.note) if w)
        return ParkMap(replace(picture, layers=layers), None, alt, self.note)

    def inset(self, frame: Frame) -> Picture | None:
        """Return the district with the frame of a map in it; None where the map shows much of it."""
        plan, around = self.base.canvas.plan, self.base.inset_frame
        left, top, right, bottom = _window(frame, around)
        if self.base.canvas.shapes.district.is_empty or right - left > _WIDE * _INSET[0]:
            return None
        colour = site_colours(self.sites[0], plan)[0].lower() if self.sites else MUTED
        # Of a frame that reaches beyond the district the part in the inset is shown.
        left, top = max(left, 0.8), max(top, 0.8)
        right, bottom = min(right, _INSET[0] - 0.8), min(bottom, _INSET[1] - 0.8)
        corners = rectangle_corners(left, top, right - left, bottom - top)
        frame_edge = Path((corners,), True, fill=colour, opacity=0.16, edge=colour, line_width=1.6)
        name = plan.district.name(self.base.canvas.lang)
        layers = (
            Layer("district", name, (Part("district", name, self.base.inset_ground),)),
            Layer("window", name, (Part("window", name, (frame_edge,)),)),
        )
        return Picture(*_INSET, BACKGROUND, layers)

    def _corners(self) -> Iterator[PixelBox]:
        width, height = self.size
        scale = self._scale()
        wide, high = _INSET[0] * scale, _INSET[1] * scale
        right, lower = width - _GAP - wide, height - _GAP - high
        for x, y in ((right, lower), (_GAP, _GAP), (_GAP, lower), (right, _GAP)):
            yield x, y, x + wide, y + high

    def _scale(self) -> float:
        width, height = self.size
        return min(1.0, _INSET_SHARE * width / _INSET[0], _INSET_MOST * height / _INSET[1])

    def _placed(self, inset: Picture) -> Iterator[PictureShape]:
        left, top, right, bottom = self.at[0]
        corners = rectangle_corners(left, top, right - left, bottom - top)
        yield Path((corners,), True, fill=inset.background)
        for layer in inset.layers:
            for part in layer.parts:
                yield from (scale_and_move(shape, left, top, self._scale()) for shape in part.shapes)
        yield Path((corners,), True, edge=MUTED, line_width=0.9)

    def _note_lines(self) -> list[str]:
        return break_lines(self.note, _LETTERS, _NOTE_SHARE * self.size[0])

    def _note_box(self) -> PixelBox:
        lines = self._note_lines()
        wide = max(text_width(line, _LETTERS) for line in lines)
        return 0.0, 0.0, round(wide + 2 * _PAD, 2), len(lines) * _LINE + 2 * _PAD - 4

    def _note_shapes(self) -> Iterator[PictureShape]:
        box = self._note_box()
        yield Path((rectangle_corners(*box),), True, fill=CARD, opacity=0.92)
        for n, line in enumerate(self._note_lines()):
            yield TextLine(_PAD, _PAD + 10 + n * _LINE, line, _LETTERS, colour=TEXT)


def _around(symbol: PlacedSymbol) -> PixelBox:
    (x, y), half = symbol.shown_at, symbol.reach
    return x - half, y - half, x + half, y + half


def _area(frame: Frame, geometry: shapely.Geometry, fill: str, edge: str) -> Path:
    rings = frame.clipped_rings(frame.to_pixels(geometry)) if geometry.geom_type.endswith("Polygon") else ()
    return Path(rings, True, fill=fill or PAPER, edge=edge, line_width=0.6)


def _window(frame: Frame, around: Frame) -> PixelBox:
    """Return the box of a frame within another one, in pixels of that."""
    ratio = around.scale / frame.scale
    left, top = frame.x * ratio - around.x, frame.y * ratio - around.y
    return left, top, left + frame.width * ratio, top + frame.height * ratio
