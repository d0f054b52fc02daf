"""Regions of a slide for map, column and title: in our design, or within a template's layout. In points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from layout.exports.deck.slide_size import EMU, HIGH, WIDE
from layout.exports.rectangle import Rect

if TYPE_CHECKING:
    from layout.briefing.story_model import Slide

COMMON = 0.46  # the map's share of the width of most slides
# The map's share of the width, and whether text goes below it: on slides of text, of a chart or a table.
# The first with room for everything is used; text below the map comes last, as readers look for it aside.
_BESIDE_WORDS = ((0.50, False), (0.46, False), (0.46, True))
_BESIDE_MORE = (
    *((share, False) for share in (COMMON, 0.43, 0.40, 0.36, 0.34)),
    *((share, True) for share in (COMMON, 0.40, 0.34)),
)
_IN, _OUT, _TOP, _FOOT = 30.0, 30.0, 36.0, 18.0
_GAP = 12.0
_LEAST_MAP = 0.5  # of its height, where text goes below it
_MOST_TITLE = 0.3  # of the slide's height: a title that ends lower is not at the top
_GROUND = 0.4  # of the slide's area: a larger picture is its background
_FURNITURE = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE)


@dataclass(frozen=True, slots=True)
class SlideRegions:
    """Rectangles of the map and the column; of title and text below the map where they have their own."""

    map: Rect
    column: Rect
    title: Rect | None = None
    below_map: Rect | None = None


def arrangements(slide: Slide) -> tuple[tuple[float, bool], ...]:
    """Return what to try for a slide, best first: the map's share of the width, and text below it or not."""
    return _BESIDE_WORDS if slide.visual is None else _BESIDE_MORE


def default_regions(share: float) -> SlideRegions:
    """Return the regions of our design: the map reaches to three edges of the slide."""
    left = Rect(0, 0, WIDE * share, HIGH)
    x = left.right + _IN
    return SlideRegions(left, Rect(x, _TOP, WIDE - x - _OUT, HIGH - _TOP - _FOOT))


def text_below_map(regions: SlideRegions, height: float, inset: float) -> SlideRegions:
    """Return regions with text of a height below the map, for a chart that needs all of the column."""
    map_rect = regions.map
    # Without an inset the map ends above the footer already.
    gap = _GAP + (_FOOT if inset else 0.0)
    map_height = max(map_rect.height - height - gap, map_rect.height * _LEAST_MAP)
    left = Rect(map_rect.x, map_rect.y, map_rect.width, map_height)
    below_map = Rect(
        map_rect.x + inset,
        left.bottom + _GAP,
        map_rect.width - inset - _GAP,
        map_rect.height - map_height - gap,
    )
    return replace(regions, map=left, below_map=below_map)


def template_regions(share: float, slide_layout: Any, width: float, height: float) -> SlideRegions:
    """Return the regions of a template's layout: below its title, above its footer.

    `share` is the map's part of the width; `wide` and `high` are the slide's size in points.
    """
    title = _title(slide_layout, width, height)
    fixed = list(_fixed_shapes(slide_layout, width, height))
    top = max([title.bottom, *(r.bottom for r in fixed if r.bottom < 0.25 * height)]) + _GAP
    floor = min([height - 18.0, *(r.y - 6 for r in fixed if r.y > 0.75 * height)])
    left = Rect(title.x, top, title.width * (share - 0.04), floor - top)
    x = left.right + 24
    return SlideRegions(left, Rect(x, top, title.right - x, floor - top), title)


def _title(slide_layout: Any, width: float, height: float) -> Rect:
    """Return the title's rectangle where it is at the top, else one there."""
    title = next(s for s in slide_layout.placeholders if is_title(s))
    rect = _rect(title)
    if rect is not None and rect.y >= 0 and rect.bottom <= _MOST_TITLE * height and rect.width >= width / 2:
        inner = max(rect.x, 24.0)
        return Rect(inner, max(rect.y, 6.0), min(rect.right, width - 24) - inner, rect.height)
    return Rect(0.05 * width, 0.04 * height, 0.9 * width, 0.13 * height)


def is_title(shape: Any) -> bool:
    """Tell whether a placeholder is that of the title."""
    return shape.placeholder_format.type in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)


def _fixed_shapes(slide_layout: Any, width: float, height: float) -> Iterator[Rect]:
    """Yield the rectangles of pictures, footers, dates and numbers that a template shows on every slide."""
    pages = (slide_layout, slide_layout.slide_master)
    # A layout may hide the shapes of its master; the value is an XML boolean.
    shown = pages if slide_layout._element.get("showMasterSp", "1") in ("1", "true") else pages[:1]
    for shape in (s for page in shown for s in page.shapes):
        rect = _rect(shape)
        if rect is None or rect.width * rect.height > _GROUND * width * height:
            continue
        furniture = shape.is_placeholder and shape.placeholder_format.type in _FURNITURE
        if furniture or not shape.is_placeholder:
            yield rect


def _rect(shape: Any) -> Rect | None:
    bounds = (shape.left, shape.top, shape.width, shape.height)
    if any(v is None for v in bounds):
        return None
    return Rect(*(v / EMU for v in bounds))


def title_size(slide_layout: Any) -> float:
    """Return the type size of a template's titles in points."""
    title = next(s for s in slide_layout.placeholders if is_title(s))._element
    master = slide_layout.slide_master._element
    styles = master.find(qn("p:txStyles"))
    # From the layout's own style to the master's: the first that states a size counts.
    definitions = [title.find(f".//{qn('a:lvl1pPr')}/{qn('a:defRPr')}")]
    definitions += [title.find(f".//{qn('a:rPr')}")]
    if styles is not None:
        definitions.append(styles.find(f"{qn('p:titleStyle')}/{qn('a:lvl1pPr')}/{qn('a:defRPr')}"))
    sizes = [int(s.get("sz")) / 100 for s in definitions if s is not None and (s.get("sz") or "").isdigit()]
    return sizes[0] if sizes else 32.0
