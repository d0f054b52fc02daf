"""Text boxes, fills and positions as DrawingML, the XML that PowerPoint keeps shapes in (ISO/IEC 29500).

Measures are points; the XML has EMU, 12 700 to the point, and hundredths of a point for text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from layout.drawing.text_metrics import single_line
from layout.exports.deck.deck_theme import TAGS, DeckTheme
from layout.exports.deck.slide_size import EMU
from layout.exports.rectangle import Rect

SPACES = nsdecls("a", "p", "r", "c")


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one size (points) and colour. `halo` is the colour of a glow around them.

    `lang` is the id of their language where that is not the deck's.
    """

    text: str
    size: float
    bold: bool = False
    colour: str = "ink"
    heading: bool = False
    spacing: float = 0.0
    halo: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph; `line` is the line spacing, `after` the space below it, in points."""

    runs: tuple[Run, ...]
    line: float
    align: str = "l"
    after: float = 0.0


def xfrm(rect: Rect, tag: str = "a:xfrm") -> str:
    """Return the XML of a position and size on the slide, in EMU."""
    x, y, width, height = (round(v * EMU) for v in (rect.x, rect.y, rect.width, rect.height))
    return f'<{tag}><a:off x="{x}" y="{y}"/><a:ext cx="{max(width, 0)}" cy="{max(height, 0)}"/></{tag}>'


def parse_fragment(xml: str) -> Any:
    """Parse XML whose outermost tag does not declare the namespaces."""
    # Only the first tag: all within it inherits its namespaces.
    return parse_xml(re.sub(r"^<[\w:]+", lambda m: f"{m[0]} {SPACES}", xml, count=1))


def shape_name(number: int, name: str, description: str = "") -> str:
    """Return the XML of a shape's id, name and alternative text (`p:cNvPr`)."""
    descr = f" descr={quoteattr(single_line(description))}" if description else ""
    return f'<p:cNvPr id="{number}" name={quoteattr(single_line(name)[:250])}{descr}/>'


def run_properties(run: Run, theme: DeckTheme, tag: str = "a:rPr") -> str:
    """Return the XML of a run's properties, in the order that the schema requires."""
    lang, other = TAGS[run.lang or theme.lang]
    glow = (
        f'<a:effectLst><a:glow rad="25400">{theme.colour(run.halo, 0.9)}</a:glow></a:effectLst>'
        if run.halo
        else ""
    )
    spacing = f' spc="{round(run.spacing * 100)}"' if run.spacing else ""
    return (
        # `sz` is in hundredths of a point, here in whole tenths.
        f'<{tag} lang="{lang}" altLang="{other}" sz="{round(run.size * 10) * 10}" b="{int(run.bold)}"'
        f'{spacing} dirty="0">{theme.fill(run.colour)}{glow}{theme.fonts(run.heading)}</{tag}>'
    )


def text_body(paras: tuple[Para, ...], theme: DeckTheme, props: str = "", tag: str = "p:txBody") -> str:
    """Return the XML of paragraphs in a text body without insets."""
    inner = props or body_properties()
    return f"<{tag}>{inner}<a:lstStyle/>{''.join(_para(p, theme) for p in paras)}</{tag}>"


def body_properties(anchor: str = "t", wrap: bool = True) -> str:
    """Return the XML of a text box's properties, without insets.

    All text has room as measured. Where a program lacks the fonts and puts wider ones in their place, lines
    that wrap shrink instead of running into what stands below; a label, which does not wrap, keeps its size.
    """
    kind, fit = ("square", "norm") if wrap else ("none", "no")
    return (
        f'<a:bodyPr wrap="{kind}" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="{anchor}">'
        f"<a:{fit}Autofit/></a:bodyPr>"
    )


def _para(para: Para, theme: DeckTheme) -> str:
    after = f'<a:spcAft><a:spcPts val="{round(para.after * 100)}"/></a:spcAft>'
    # The size of a paragraph without letters stands at its end: of an empty run LibreOffice takes none.
    runs = "".join(
        f"<a:r>{run_properties(r, theme)}<a:t>{escape(clean_text(r.text))}</a:t></a:r>"
        if r.text
        else run_properties(r, theme, "a:endParaRPr")
        for r in para.runs
    )
    # Indent 0 and no bullet, whatever a template's master sets.
    return (
        f'<a:p><a:pPr marL="0" indent="0" algn="{para.align}">'
        f'<a:lnSpc><a:spcPts val="{round(para.line * 100)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="0"/></a:spcBef>{after}<a:buNone/></a:pPr>{runs}</a:p>'
    )


def clean_text(text: str) -> str:
    """Clean text, but keep leading and trailing spaces, which separate the runs of a line."""
    inner = single_line(text)
    if not inner:
        return ""
    ahead, behind = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
    return " " * ahead + inner + " " * behind


def text_box(
    number: int, name: str, rect: Rect, paras: tuple[Para, ...], theme: DeckTheme, **how: Any
) -> Any:
    """Return a text box. `how`: anchor (`t`, `ctr`, `b`), wrap."""
    return parse_fragment(
        f'<p:sp><p:nvSpPr>{shape_name(number, name)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{xfrm(rect)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        f"{text_body(paras, theme, body_properties(**how))}</p:sp>"
    )


def filled_rectangle(number: int, name: str, rect: Rect, colour: str, theme: DeckTheme) -> Any:
    """Return a filled rectangle without an outline, for bars of colour and hairlines."""
    return parse_fragment(
        f"<p:sp><p:nvSpPr>{shape_name(number, name)}<p:cNvSpPr/><p:nvPr>"
        f'</p:nvPr></p:nvSpPr><p:spPr>{xfrm(rect)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"{theme.fill(colour)}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )
