"""The presentation that a deck starts from without a template: python-pptx's empty one with our theme."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import quoteattr

from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

from layout.drawing.palette import LIGHT_THEME
from layout.drawing.text_metrics import single_line
from layout.exports.deck.deck_theme import FONT, LATIN
from layout.exports.deck.drawingml import parse_fragment, xfrm
from layout.exports.deck.slide_size import EMU, HIGH, WIDE
from layout.exports.rectangle import Rect
from layout.maps.static.styles import BACKGROUND
from layout.plan.model import Plan
from layout.words.glossary import say

_TITLE_ONLY = 5  # index of the layout with a title alone
_ACCENTS = 6
_KEPT_RELATIONSHIPS = ("slideMaster", "theme", "tableStyles", "slide", "notesMaster")


def blank_presentation(plan: Plan, lang: str) -> tuple[Any, Any]:
    """Return an empty 16:9 presentation with our theme, and the slide layout to use."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = round(WIDE * EMU), round(HIGH * EMU)
    # The empty presentation says that it is 4:3, whatever its width and height.
    deck.part._element.find(qn("p:sldSz")).attrib.pop("type", None)
    master = deck.slide_masters[0]
    slide_layout = deck.slide_layouts[_TITLE_ONLY]
    for unused in [o for o in deck.slide_layouts if o is not slide_layout]:
        deck.slide_layouts.remove(unused)
    slide_layout._element.find(qn("p:cSld")).set("name", say("deck.layout", lang))
    for rel in [
        r for r in deck.part.rels.values() if r.reltype.rpartition("/")[2] not in _KEPT_RELATIONSHIPS
    ]:
        # Settings of a printer and of views come with python-pptx's empty presentation.
        deck.part.rels.pop(rel.rId)
    _dress(master, slide_layout, lang)
    replace_theme(master.part, theme_xml(plan, lang))
    return deck, slide_layout


def _dress(master: Any, slide_layout: Any, lang: str) -> None:
    """Set the master's title position and font; remove its other placeholders, which no slide has."""
    for owner in (master, slide_layout):
        for shape in list(owner.placeholders):
            if shape.placeholder_format.type not in (None,) and "Title" not in shape.name:
                shape._element.getparent().remove(shape._element)
    title = master.placeholders[0]
    for old in title._element.spPr.findall(qn("a:xfrm")):
        title._element.spPr.remove(old)
    # The schema wants the position first.
    title._element.spPr.insert(0, parse_fragment(xfrm(Rect(622, 64, 302, 82))))
    for owner in (title, slide_layout.placeholders[0]):
        owner.text_frame.text = say("deck.click-title", lang)
    frame = title._element.txBody.find(qn("a:bodyPr"))
    for name in ("lIns", "tIns", "rIns", "bIns"):
        frame.set(name, "0")
    frame.set("anchor", "t")
    for level in master._element.find(qn("p:txStyles")).find(qn("p:titleStyle")).findall(qn("a:lvl1pPr")):
        level.set("algn", "l")
        level.find(qn("a:defRPr")).attrib.update({"sz": "3200", "b": "1"})


def replace_theme(part: Any, xml: bytes) -> None:
    """Replace the theme of a master."""
    for rel in part.rels.values():
        if rel.reltype.endswith("/theme"):
            # python-pptx has the theme of notes as an element tree, that of slides as bytes.
            theme_part = rel.target_part
            if hasattr(theme_part, "_element"):
                theme_part._element = parse_xml(xml)
            else:
                theme_part._blob = xml


def theme_notes(deck: Any) -> None:
    """Give the notes master the theme of the slides: python-pptx's default has no East Asian font."""
    themes = [r.target_part for r in deck.slide_masters[0].part.rels.values() if r.reltype.endswith("/theme")]
    replace_theme(deck.notes_master.part, themes[0].blob)
    # python-pptx adds the notes master without listing it in the presentation.
    rel = next(r.rId for r in deck.part.rels.values() if r.reltype.endswith("/notesMaster"))
    notes_masters = parse_fragment(
        f'<p:notesMasterIdLst><p:notesMasterId r:id="{rel}"/></p:notesMasterIdLst>'
    )
    deck.part._element.find(qn("p:sldMasterIdLst")).addnext(notes_masters)


def theme_xml(plan: Plan, lang: str) -> bytes:
    """Return our theme as XML: colours of the plan's elements and clusters, one font for all scripts."""
    named = [(e.name(lang), e.colour) for e in plan.elements]
    named += [(c.name(lang), c.colour) for c in plan.clusters]
    accents = _accents(plan)
    # The twelve colours of a scheme in the order of the schema.
    pairs = [
        *zip(
            ("dk1", "lt1", "dk2", "lt2"),
            (LIGHT_THEME["ink"], LIGHT_THEME["paper"], LIGHT_THEME["muted"], BACKGROUND),
            strict=True,
        ),
        *((f"accent{n}", c) for n, c in enumerate(accents, 1)),
        ("hlink", accents[0]),
        ("folHlink", LIGHT_THEME["muted"]),
    ]
    colours = "".join(f"<a:{k}>{_rgb(c)}</a:{k}>" for k, c in pairs)
    custom = "".join(
        f"<a:custClr name={quoteattr(single_line(n)[:60])}>{_rgb(c)}</a:custClr>" for n, c in named
    )
    font = f'<a:latin typeface="{LATIN}"/><a:ea typeface="{FONT}"/><a:cs typeface="{FONT}"/>'
    font += f'<a:font script="Hans" typeface="{FONT}"/>'
    # A theme needs three fills, lines, effects and backgrounds (ISO/IEC 29500), here all alike.
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    line = f'<a:ln w="9525">{fill}</a:ln>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<a:theme {nsdecls("a")} name="layout"><a:themeElements>'
        f'<a:clrScheme name="layout">{colours}</a:clrScheme><a:fontScheme name="layout">'
        f"<a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="layout"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>"
        f"<a:objectDefaults/><a:extraClrSchemeLst/><a:custClrLst>{custom}</a:custClrLst></a:theme>"
    ).encode()


def _accents(plan: Plan) -> list[str]:
    areas = [e.colour for e in plan.elements if not e.is_network]
    clusters = [c.colour for c in plan.clusters if c.kind == "cluster"]
    others = [e.colour for e in plan.elements if e.is_network]
    colours = list(dict.fromkeys(c for c in (*areas, *clusters, *others) if c))[:_ACCENTS]
    return colours + [LIGHT_THEME["accent"]] * (_ACCENTS - len(colours))


def _rgb(colour: str) -> str:
    return f'<a:srgbClr val="{colour[1:].upper()}"/>'
