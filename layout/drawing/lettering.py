"""How wide words are, and where they break: measured with the system's Chinese font."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from matplotlib import font_manager
from matplotlib.ft2font import FT2Font, LoadFlags

# In the order of preference; the page's own styles name the same.
FAMILIES = (
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "SimHei",
)
# The reader's font may be a little wider than the one measured here.
_SLACK = 1.04
_BOLD = 700
# A word of letters, up to its hyphen, or a wide character with the closing marks after it: those
# must not start a line.
_TOKEN = re.compile(
    r"[^\s\u1100-\uffef-]+-*|-+|[\u1100-\uffef][\u3001\u3002\uff0c\uff09\uff1b\uff1a\u201d\u300b]*|\s+"
)
# What no XML can hold, and what would turn or hide the text around it.
_BARE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


@cache
def families() -> tuple[str, ...]:
    """Return the fonts to draw with: the first Chinese one that the system has, then the fallback."""
    held = {f.name for f in font_manager.fontManager.ttflist}
    return (*[f for f in FAMILIES if f in held][:1], "DejaVu Sans")


@cache
def _faces(bold: bool) -> tuple[FT2Font, ...]:
    weight = _BOLD if bold else 400
    paths = [font_manager.findfont(font_manager.FontProperties(family=f, weight=weight)) for f in families()]
    return tuple(font_manager.get_font(p) for p in paths)


@cache
def _advance(character: str, bold: bool) -> float:
    """Return a character's width in parts of the font's size."""
    for face in _faces(bold):
        if face.get_char_index(ord(character)):
            face.set_size(1000, 72)
            glyph = face.load_char(ord(character), LoadFlags.NO_HINTING)
            return float(glyph.linearHoriAdvance) / 65536 / 1000
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.6


def width(words: str, size: float, bold: bool = False) -> float:
    """Return how wide a line of text is at a font size, in the unit of that size."""
    return sum(_advance(c, bold) for c in words) * size * _SLACK


def plain(words: str) -> str:
    """Return text on one line that any XML holds; what it cannot hold becomes U+FFFD."""
    return _BARE.sub("\ufffd", " ".join(words.split()))


def wrap(words: str, size: float, room: float, bold: bool = False) -> list[str] | None:
    """Break text into lines of at most `room`; None where a single word is wider than that."""
    lines: list[str] = []
    line = ""
    for token in _TOKEN.findall(words):
        if width(token.strip(), size, bold) > room:
            return None
        if line and width((line + token).rstrip(), size, bold) > room:
            lines.append(line.rstrip())
            line = ""
        line += token if line else token.lstrip()
    return [*lines, line.rstrip()] if line.strip() else lines


def lines(words: str, size: float, room: float, bold: bool = False) -> list[str]:
    """Break text into as many lines as it needs; a single word wider than the room is broken too."""
    found: list[str] = []
    line = ""
    for token in _TOKEN.findall(words):
        if line and width((line + token).rstrip(), size, bold) > room:
            found.append(line.rstrip())
            line = ""
        line += token if line else token.lstrip()
        if width(line.rstrip(), size, bold) > room:
            *full, line = _chopped(line, size, room, bold)
            found += full
    return [*found, line.rstrip()] if line.strip() else found


def fit(words: str, size: float, room: float, most: int, bold: bool = False) -> list[str]:
    """Break text into at most `most` lines; the last ends in an ellipsis where words are left out."""
    lines = wrap(words, size, room, bold) or _chopped(words, size, room, bold)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width(f"{last}…", size, bold) > room:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip()}…"]


def _chopped(words: str, size: float, room: float, bold: bool) -> list[str]:
    """Break text anywhere, for words too long for any line."""
    lines = [""]
    for character in words:
        if width(lines[-1] + character, size, bold) > room and lines[-1]:
            lines.append("")
        lines[-1] += character
    return lines
