"""Words on a slide: measured first, then written as frames that do not grow. All measures are points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from layout.drawing.text_metrics import fit_lines, single_line, text_width
from layout.exports.deck.deck_theme import TAGS, DeckTheme
from layout.exports.rectangle import Rect

EMU = 12_700
SPACES = nsdecls("a", "p", "r", "c")
# Latin letters are measured in a wider font than the deck's own, Chinese ones are square in all.
SLACK = 0.99
LINE = 1.3
_ALONE = 2.2  # letters


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one size and colour."""

    text: str
    size: float
    bold: bool = False
    colour: str = "ink"
    heading: bool = False
    spacing: float = 0.0
    halo: str = ""


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph; `line` is the distance of its lines, `after` the space below it."""

    runs: tuple[Run, ...]
    line: float
    align: str = "l"
    after: float = 0.0


# Where a program puts air of its own between a Chinese letter and a Latin one, or a figure.
_SEAM = re.compile(
    r"(?<=[\u2e80-\uffef]) ?(?=[\w≈≥≤<>~±])(?=[!-\u2e7f])|(?<=[\w%)])(?<=[!-\u2e7f]) ?(?=[\u2e80-\uffef])"
)
_AIR = "\u2005"


@lru_cache(maxsize=50_000)
def lines_of(text: str, size: float, room: float, bold: bool = False) -> tuple[str, ...]:
    """Break text as a frame of a width breaks it, or a little earlier."""
    aired = _SEAM.sub(lambda m: m[0] + _AIR, single_line(text))
    return tuple(fit_lines(aired, size, room * SLACK, 99, bold))


def ends_lonely(lines: Sequence[str], size: float, least: float = 0.0) -> bool:
    """Tell whether a letter or two stand alone on the last line, which looks like a mistake."""
    return len(lines) > 1 and text_width(lines[-1], size) < max(_ALONE * size, least)


def shorten(text: str, size: float, room: float, most: int, bold: bool = False) -> str:
    """Shorten text to what `most` lines hold; what fits stays as it is."""
    whole = single_line(text)
    if len(lines_of(whole, size, room, bold)) <= most:
        return whole
    low, high = 0, len(whole)
    while high - low > 1:
        middle = (low + high) // 2
        fits = len(lines_of(f"{whole[:middle].rstrip()}…", size, room, bold)) <= most
        low, high = (middle, high) if fits else (low, middle)
    return f"{whole[:low].rstrip()}…"


def xfrm(rect: Rect, tag: str = "a:xfrm") -> str:
    """Return the XML of a place on the slide."""
    x, y, wide, high = (round(v * EMU) for v in (rect.x, rect.y, rect.wide, rect.high))
    return f'<{tag}><a:off x="{x}" y="{y}"/><a:ext cx="{max(wide, 0)}" cy="{max(high, 0)}"/></{tag}>'


def parse_fragment(xml: str) -> Any:
    """Return an element of XML whose outermost tag does not yet name the schemas."""
    return parse_xml(re.sub(r"^<[\w:]+", lambda m: f"{m[0]} {SPACES}", xml, count=1))


def shape_name(number: int, name: str, about: str = "") -> str:
    """Return the XML of a shape's number, name and description."""
    descr = f" descr={quoteattr(single_line(about))}" if about else ""
    return f'<p:cNvPr id="{number}" name={quoteattr(single_line(name)[:250])}{descr}/>'


def run_properties(run: Run, look: DeckTheme, tag: str = "a:rPr") -> str:
    """Return the XML of a run's properties, in the order that the schema asks for."""
    lang, other = TAGS[look.lang]
    glow = (
        f'<a:effectLst><a:glow rad="25400">{look.colour(run.halo, 0.9)}</a:glow></a:effectLst>'
        if run.halo
        else ""
    )
    spacing = f' spc="{round(run.spacing * 100)}"' if run.spacing else ""
    return (
        f'<{tag} lang="{lang}" altLang="{other}" sz="{round(run.size * 10) * 10}" b="{int(run.bold)}"'
        f'{spacing} dirty="0">{look.fill(run.colour)}{glow}{look.fonts(run.heading)}</{tag}>'
    )


def text_body(paras: tuple[Para, ...], look: DeckTheme, props: str = "", tag: str = "p:txBody") -> str:
    """Return the XML of text with no space of its own around it."""
    inner = props or body_properties()
    return f"<{tag}>{inner}<a:lstStyle/>{''.join(_para(p, look) for p in paras)}</{tag}>"


def body_properties(anchor: str = "t", wrap: bool = True) -> str:
    """Return the XML of a frame's properties: no insets, no fitting."""
    kind = "square" if wrap else "none"
    return (
        f'<a:bodyPr wrap="{kind}" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="{anchor}">'
        "<a:noAutofit/></a:bodyPr>"
    )


def _para(para: Para, look: DeckTheme) -> str:
    after = f'<a:spcAft><a:spcPts val="{round(para.after * 100)}"/></a:spcAft>'
    runs = "".join(
        f"<a:r>{run_properties(r, look)}<a:t>{escape(clean_text(r.text))}</a:t></a:r>" for r in para.runs
    )
    # An indent of nought and no bullet, whatever a template's master says.
    return (
        f'<a:p><a:pPr marL="0" indent="0" algn="{para.align}">'
        f'<a:lnSpc><a:spcPts val="{round(para.line * 100)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="0"/></a:spcBef>{after}<a:buNone/></a:pPr>{runs}</a:p>'
    )


def clean_text(text: str) -> str:
    """Clean text, but keep the space it begins or ends with: runs of one line meet there."""
    inner = single_line(text)
    if not inner:
        return ""
    ahead, behind = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
    return " " * ahead + inner + " " * behind


def text_box(number: int, name: str, rect: Rect, paras: tuple[Para, ...], look: DeckTheme, **how: Any) -> Any:
    """Return a text frame. `how`: anchor (`t`, `ctr`, `b`), wrap."""
    return parse_fragment(
        f'<p:sp><p:nvSpPr>{shape_name(number, name)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{xfrm(rect)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        f"{text_body(paras, look, body_properties(**how))}</p:sp>"
    )


def filled_rectangle(number: int, name: str, rect: Rect, colour: str, look: DeckTheme) -> Any:
    """Return a filled rectangle without a line: a colour's mark, or a hairline."""
    return parse_fragment(
        f"<p:sp><p:nvSpPr>{shape_name(number, name)}<p:cNvSpPr/><p:nvPr>"
        f'</p:nvPr></p:nvSpPr><p:spPr>{xfrm(rect)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"{look.fill(colour)}<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )
