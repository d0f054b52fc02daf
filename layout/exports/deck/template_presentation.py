"""What a deck takes of a user's template: masters, layouts, theme; slides and outside references are dropped.

Hyperlinks, tags, custom data, comments, the masters of notes and the settings of views are left out.
What cannot be left out without harm (embedded objects, controls, media, linked files) is refused by name.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.exc import PythonPptxError
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

from geodata.guard.errors import is_out_of_memory
from layout.exports.deck.slide_regions import is_title, template_regions, title_size
from layout.exports.deck.slide_size import EMU, EMU_PER_CM, EMU_RANGE
from layout.exports.deck.template_package import TemplateError, open_package

_KEPT_PARTS = (
    "slideMaster", "slideLayout", "theme", "themeOverride", "image", "hdphoto", "tableStyles", "font",
)  # fmt: skip
_DROPPED_PARTS = (
    "slide", "notesMaster", "handoutMaster", "presProps", "viewProps", "printerSettings", "customXml",
    "tags", "commentAuthors", "authors", "hyperlink", "revisionInfo", "changesInfo", "smartTags",
)  # fmt: skip
# Elements of a presentation that refer to slides, to people or to dropped parts.
_DROPPED_ELEMENTS = (
    "p:notesMasterIdLst", "p:handoutMasterIdLst", "p:custShowLst", "p:custDataLst", "p:smartTags",
    "p:photoAlbum", "p:modifyVerifier", "p:extLst",
)  # fmt: skip
# python-pptx raises what a damaged part happens to cause; errors of lxml are a SyntaxError.
_DAMAGE_ERRORS = (
    AssertionError, KeyError, ValueError, AttributeError, TypeError, IndexError, SyntaxError, OSError,
    ArithmeticError, RecursionError, PythonPptxError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TemplateParts:
    """A presentation without slides, the layout to use, and whether its theme names East Asian fonts.

    `east` is of the theme's fonts of headings and of the body.
    """

    deck: Any
    slide_layout: Any
    east: tuple[bool, bool]


def check_template(data: bytes) -> bytes:
    """Return the package of a template from which a deck can be made, written anew.

    `data` are the bytes of a .pptx or .potx. Raises TemplateError for one that is damaged, unsafe or has no
    layout with a title.
    """
    plain = open_package(data)
    try:
        _try_out(read_presentation(plain))
    except TemplateError:
        raise
    except _DAMAGE_ERRORS as error:
        if is_out_of_memory(error):
            raise MemoryError from error
        raise TemplateError("damaged", part=_short(error)) from error
    return plain


def read_presentation(plain: bytes) -> TemplateParts:
    """Return what a deck takes of a package that `check_template` has returned. Raises TemplateError."""
    deck = Presentation(io.BytesIO(plain))
    _drop_slides(deck)
    for part in list(_parts(deck.part)):
        _drop_outside_parts(part)
    return TemplateParts(deck, _layout(deck), _east_fonts(deck.slide_masters[0].part))


def _try_out(template: TemplateParts) -> None:
    """Add a slide and save once, so that a damaged template fails before the deck is made."""
    deck, slide_layout = template.deck, template.slide_layout
    template_regions(0.5, slide_layout, deck.slide_width / EMU, deck.slide_height / EMU)
    title_size(slide_layout)
    page = deck.slides.add_slide(slide_layout)
    deck.core_properties.title = page.shapes.title.text_frame.text
    deck.save(io.BytesIO())


def _short(error: Exception) -> str:
    return f"{type(error).__name__} {error}".strip()[:120]


def _drop_slides(deck: Any) -> None:
    """Remove the slides and all elements that refer to them."""
    root = deck.part._element
    slide_ids = root.find(qn("p:sldIdLst"))
    # python-pptx has no call for this; the slides' relationships go below.
    for slide_id in list(slide_ids) if slide_ids is not None else ():
        slide_ids.remove(slide_id)
    for tag in _DROPPED_ELEMENTS:
        for old in root.findall(qn(tag)):
            root.remove(old)
    for rel in list(deck.part.rels.values()):
        if _kind(rel) in _DROPPED_PARTS:
            deck.part.rels.pop(rel.rId)
    if len(deck.slide_masters) == 0 or deck.slide_width is None:
        raise TemplateError("no-layout")
    least, most = EMU_RANGE
    if not (least <= deck.slide_width <= most and least <= deck.slide_height <= most):
        sizes = [f"{size / EMU_PER_CM:.1f}" for size in (deck.slide_width, deck.slide_height, least, most)]
        raise TemplateError(
            "slide-size", **dict(zip(("width", "height", "least", "most"), sizes, strict=True))
        )


def _kind(rel: Any) -> str:
    return str(rel.reltype.rpartition("/")[2])


def _parts(start: Any) -> Iterator[Any]:
    """Yield a part and all parts that it is related to, directly or not."""
    # Parts refer to each other in circles (a layout to its master and back).
    visited, queue = {id(start)}, [start]
    while queue:
        part = queue.pop()
        yield part
        for rel in part.rels.values():
            if (
                not rel.is_external
                and id(rel.target_part) not in visited
                and _kind(rel) not in _DROPPED_PARTS
            ):
                visited.add(id(rel.target_part))
                queue.append(rel.target_part)


def _drop_outside_parts(part: Any) -> None:
    """Drop a part's harmless outside references; raise TemplateError for others."""
    name = str(part.partname).lstrip("/")[:80]
    for rel in list(part.rels.values()):
        kind = _kind(rel)
        if kind in _DROPPED_PARTS:
            _drop_references(part, rel.rId)
            part.rels.pop(rel.rId)
        elif rel.is_external:
            raise TemplateError("outside", part=name)
        elif kind not in _KEPT_PARTS:
            raise TemplateError("foreign", part=name, kind=kind[:40])
    if not hasattr(part, "_element") and str(part.partname).endswith(".xml"):
        # python-pptx copies such a part unread: it must at least be well-formed.
        parse_xml(part.blob)


def _drop_references(part: Any, rel: str) -> None:
    """Remove the elements that refer to a relationship."""
    root = getattr(part, "_element", None)
    if root is None:
        raise TemplateError("foreign", part=str(part.partname).lstrip("/")[:80], kind="hyperlink")
    names = [qn("r:id"), qn("r:link"), qn("r:embed")]
    for element in [e for e in root.iter() if any(e.get(n) == rel for n in names)]:
        parent = element.getparent()
        parent.remove(element)
        # The schema forbids an empty list.
        if parent.tag in (qn("p:custDataLst"),) and len(parent) == 0:
            parent.getparent().remove(parent)


def _layout(deck: Any) -> Any:
    """Return the slide layout with a title and the fewest other placeholders."""
    titled = [
        slide_layout
        for master in deck.slide_masters
        for slide_layout in master.slide_layouts
        if any(is_title(s) for s in slide_layout.placeholders)
    ]
    if not titled:
        raise TemplateError("no-layout")
    title_only = [slide_layout for slide_layout in titled if slide_layout._element.get("type") == "titleOnly"]
    return min(title_only or titled, key=lambda slide_layout: len(slide_layout.placeholders))


def _east_fonts(master: Any) -> tuple[bool, bool]:
    """Tell whether the theme names East Asian fonts of heading and body."""
    themes = [r.target_part for r in master.rels.values() if _kind(r) == "theme"]
    if not themes:
        raise TemplateError("damaged", part="theme")
    root = parse_xml(themes[0].blob)
    fonts = [root.find(f".//{qn(f'a:{kind}Font')}/{qn('a:ea')}") for kind in ("major", "minor")]
    heading, body = (bool(east is not None and east.get("typeface")) for east in fonts)
    return heading, body
