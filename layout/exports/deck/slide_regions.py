"""Where map, column and title stand on a slide: ours edge to edge, a template's within its frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from layout.briefing.story_model import Slide
from layout.exports.deck.blank_presentation import HIGH, WIDE
from layout.exports.deck.drawingml import EMU
from layout.exports.rectangle import Rect

COMMON = 0.46  # the map's share of most slides
# Of the width, for the map: beside words, beside a chart or a table; and whether lines stand below it.
# The first that has room for all is taken: words are sought in the column, below the map at the last.
_BESIDE_WORDS = ((0.50, False), (0.46, False), (0.46, True))
_BESIDE_MORE = (
    *((share, False) for share in (COMMON, 0.43, 0.40, 0.36, 0.34)),
    *((share, True) for share in (COMMON, 0.40, 0.34)),
)
_IN, _OUT, _TOP, _FOOT = 30.0, 30.0, 36.0, 18.0
_GAP = 12.0
_LEAST_MAP = 0.5  # of its height, where lines stand below it
_MOST_TITLE = 0.3  # of the height, down to which a title may stand at the top
_GROUND = 0.4  # of the slide; a picture larger than that is its ground
_FURNITURE = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE)


@dataclass(frozen=True, slots=True)
class SlideRegions:
    """The room of the map and of the column; the title's and the lines' own, where they are apart."""

    map: Rect
    column: Rect
    title: Rect | None = None
    below_map: Rect | None = None


def arrangements(slide: Slide) -> tuple[tuple[float, bool], ...]:
    """Return what to try for a slide: the map's share of the width, and whether lines stand below it."""
    return _BESIDE_WORDS if slide.visual is None else _BESIDE_MORE


def default_regions(share: float) -> SlideRegions:
    """Return the places on our own ground: the map to three edges."""
    left = Rect(0, 0, WIDE * share, HIGH)
    x = left.right + _IN
    return SlideRegions(left, Rect(x, _TOP, WIDE - x - _OUT, HIGH - _TOP - _FOOT))


def text_below_map(place: SlideRegions, high: float, inset: float) -> SlideRegions:
    """Move the lines below the map, where a chart needs all of the column."""
    old = place.map
    edge = _GAP + (_FOOT if inset else 0.0)
    tall = max(old.high - high - edge, old.high * _LEAST_MAP)
    left = Rect(old.x, old.y, old.wide, tall)
    aside = Rect(old.x + inset, left.bottom + _GAP, old.wide - inset - _GAP, old.high - tall - edge)
    return replace(place, map=left, below_map=aside)


def template_regions(share: float, chosen: Any, wide: float, high: float) -> SlideRegions:
    """Return the places on a template's layout: below its title, above what stands at its foot."""
    title = _title(chosen, wide, high)
    held = list(_fixed_shapes(chosen, wide, high))
    top = max([title.bottom, *(r.bottom for r in held if r.bottom < 0.25 * high)]) + _GAP
    floor = min([high - 18.0, *(r.y - 6 for r in held if r.y > 0.75 * high)])
    left = Rect(title.x, top, title.wide * (share - 0.04), floor - top)
    x = left.right + 24
    return SlideRegions(left, Rect(x, top, title.right - x, floor - top), title)


def _title(chosen: Any, wide: float, high: float) -> Rect:
    """Return the title's place where it stands at the top, else a place there."""
    found = next(s for s in chosen.placeholders if is_title(s))
    rect = _rect(found)
    if rect is not None and rect.y >= 0 and rect.bottom <= _MOST_TITLE * high and rect.wide >= wide / 2:
        inner = max(rect.x, 24.0)
        return Rect(inner, max(rect.y, 6.0), min(rect.right, wide - 24) - inner, rect.high)
    return Rect(0.05 * wide, 0.04 * high, 0.9 * wide, 0.13 * high)


def is_title(shape: Any) -> bool:
    """Tell whether a placeholder is a title's."""
    return shape.placeholder_format.type in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)


def _fixed_shapes(chosen: Any, wide: float, high: float) -> Iterator[Rect]:
    """Yield the places of pictures and furniture that a template shows on every slide."""
    pages = (chosen, chosen.slide_master)
    shown = pages if chosen._element.get("showMasterSp", "1") in ("1", "true") else pages[:1]
    for shape in (s for page in shown for s in page.shapes):
        rect = _rect(shape)
        if rect is None or rect.wide * rect.high > _GROUND * wide * high:
            continue
        furniture = shape.is_placeholder and shape.placeholder_format.type in _FURNITURE
        if furniture or not shape.is_placeholder:
            yield rect


def _rect(shape: Any) -> Rect | None:
    found = (shape.left, shape.top, shape.width, shape.height)
    if any(v is None for v in found):
        return None
    return Rect(*(v / EMU for v in found))


def title_size(chosen: Any) -> float:
    """Return the size in points of a template's titles."""
    found = next(s for s in chosen.placeholders if is_title(s))._element
    master = chosen.slide_master._element
    styles = master.find(qn("p:txStyles"))
    spots = [found.find(f".//{qn('a:lvl1pPr')}/{qn('a:defRPr')}")]
    spots += [found.find(f".//{qn('a:rPr')}")]
    if styles is not None:
        spots.append(styles.find(f"{qn('p:titleStyle')}/{qn('a:lvl1pPr')}/{qn('a:defRPr')}"))
    sizes = [int(s.get("sz")) / 100 for s in spots if s is not None and (s.get("sz") or "").isdigit()]
    return sizes[0] if sizes else 32.0
