"""Widths of text and line breaks, measured with the packaged Chinese font.

All files are drawn with that font and all text is measured with it, whatever fonts a machine has: equal
input gives equal drawings everywhere. Widths are in the unit of the font size (pixels or points). The
font comes with the package `zhplot`, which is looked up and never imported, for importing it changes
matplotlib's settings.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from matplotlib import font_manager
from matplotlib.ft2font import FT2Font, LoadFlags

from geodata.bidi import BIDI_CONTROLS

FAMILY = "Layout Sans"  # the family name that the packaged font is registered by in matplotlib
SPARE = "DejaVu Sans"  # for characters that it lacks; comes with matplotlib
MISSING = "\ufffd"  # stands for a character that neither has
# The font has one weight. Bold letters are drawn with an outline, which does not change their width;
# bold letters of another font are wider, unless they are full-width.
_BOLDER = 1.05
# The font of a browser may be a little wider than the one measured here.
_SLACK = 1.04
# A word of letters, up to its hyphen, or a wide character, with the closing marks after it, which
# must not start a line, and the opening ones before it, which must not end one. A number stays with
# the sign after it, and after the sign of its bound, behind which a blank stands that does not break.
_OPEN, _CLOSE = (
    "\u201c\u2018\uff08\u300a\u3008\u300c\u3010",
    "\u3001\u3002\uff0c\uff09\uff1b\uff1a\u201d\u2019\u300b\u3009\u300d\u3011\uff01\uff1f",
)
_BOUND = "(?:[<>\u2248\u2264\u2265]\u00a0)*"
_TOKEN = re.compile(
    rf"[{_OPEN}]*(?:{_BOUND}(?:[\d.,]+ %[{_CLOSE}]*|[^\s\u1100-\uffef-]+-*[{_CLOSE}]*)"
    rf"|-+|[\u1100-\uffef][{_CLOSE}]*)|\s+"
)
_BLANKS = re.compile(r"[^\S\u00a0]+")
# Characters that XML forbids, and those that reverse or hide the text around them.
_BARE = re.compile(rf"[\x00-\x1f\x7f-\x9f\u2028\u2029{BIDI_CONTROLS}\ud800-\udfff\ufffe\uffff]")


@cache
def font_file() -> Path:
    """Return the file of the packaged font. Raises RuntimeError where the package is not installed."""
    spec = find_spec("zhplot")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the package zhplot, which holds the Chinese font, is not installed")
    return Path(spec.submodule_search_locations[0]) / "fonts" / "NotoSansSC-Regular.ttf"


@cache
def font_families() -> tuple[str, ...]:
    """Return the font families to draw with, the packaged one first, after registering it in matplotlib."""
    entry = font_manager.FontEntry(fname=str(font_file()), name=FAMILY, weight=400, size="scalable")
    font_manager.fontManager.ttflist.append(entry)
    return (FAMILY, SPARE)


@cache
def font_folders() -> tuple[Path, ...]:
    """Return the folders of the packaged font and of the spare one, for programs that look fonts up there."""
    font_families()
    spare = font_manager.findfont(font_manager.FontProperties(family=SPARE))
    return font_file().parent, Path(spare).parent


@cache
def _faces() -> tuple[FT2Font, ...]:
    paths = [font_manager.findfont(font_manager.FontProperties(family=family)) for family in font_families()]
    return tuple(font_manager.get_font(p) for p in paths)


@cache
def _advance(character: str) -> float:
    """Return the advance width of a character in parts of the font size."""
    for face in _faces():
        if face.get_char_index(ord(character)):
            # At 72 dpi a point is a pixel; hinting would round widths to whole ones.
            face.set_size(1000, 72)
            glyph = face.load_char(ord(character), LoadFlags.NO_HINTING)
            return float(glyph.linearHoriAdvance) / 65536 / 1000
    return 1.0 if _wide(character) else 0.6


def _wide(character: str) -> bool:
    # Ambiguous characters (A), such as curly quotation marks, are full-width in a Chinese font.
    return unicodedata.east_asian_width(character) in "WFA"


def legible(text: str) -> str:
    """Return text as :func:`single_line` does; a character without a glyph becomes U+FFFD as well."""
    has_glyph = (any(f.get_char_index(ord(c)) for f in _faces()) for c in single_line(text))
    return "".join(c if ok else MISSING for c, ok in zip(single_line(text), has_glyph, strict=True))


def advance_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of a line in the packaged font, in the unit of `size`.

    `bold` gives the width in a font with a bold weight, which the packaged one has not.
    """
    return sum(_advance(c) * (_BOLDER if bold and not _wide(c) else 1) for c in text) * size


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width to reserve for a line, in the unit of `size`: enough for another font as well."""
    return advance_width(text, size, bold) * _SLACK


def single_line(text: str) -> str:
    """Return text on one line; characters that XML forbids or that reorder text become U+FFFD."""
    return _BARE.sub("\ufffd", _BLANKS.sub(" ", text).strip())


def unbroken_words(text: str) -> list[str]:
    """Return the parts of a text between which a line may break at a blank."""
    return _BLANKS.sub(" ", text).split(" ")


def wrap_words(text: str, size: float, max_width: float, bold: bool = False) -> list[str] | None:
    """Break text into lines of at most `max_width`; None where a single word is wider."""
    if any(text_width(token.strip(), size, bold) > max_width for token in _TOKEN.findall(text)):
        return None
    return break_lines(text, size, max_width, bold)


def break_lines(text: str, size: float, max_width: float, bold: bool = False) -> list[str]:
    """Break text into lines of at most `max_width`; a single word that is wider is broken too."""
    return list(_lines(text, size, max_width, bold))


# Layouts of a page are tried one after another with the same words: each is broken once.
@lru_cache(maxsize=4096)
def _lines(text: str, size: float, max_width: float, bold: bool) -> tuple[str, ...]:
    broken: list[str] = []
    line, line_width = "", 0.0
    for token in _TOKEN.findall(text):
        token_width = text_width(token, size, bold)
        if token.isspace():
            line, line_width = (line + token, line_width + token_width) if line else ("", 0.0)
            continue
        if line and line_width + token_width > max_width:
            broken.append(line.rstrip())
            line, line_width = "", 0.0
        line, line_width = line + token, line_width + token_width
        if token_width > max_width:
            *full, line = _chopped(line, size, max_width, bold)
            broken += full
            line_width = text_width(line, size, bold)
    return (*broken, line.rstrip()) if line.strip() else tuple(broken)


def fit_lines(text: str, size: float, max_width: float, max_lines: int, bold: bool = False) -> list[str]:
    """Break text into at most `max_lines`; the last ends in an ellipsis where text is left out.

    `max_width` is in the unit of `size`. Text with a word wider than that is broken anywhere.
    """
    lines = wrap_words(text, size, max_width, bold) or _chopped(text, size, max_width, bold)
    if len(lines) <= max_lines:
        return lines
    last = lines[max_lines - 1]
    while last and text_width(f"{last}…", size, bold) > max_width:
        last = last[:-1]
    return [*lines[: max_lines - 1], f"{last.rstrip()}…"]


def _chopped(text: str, size: float, max_width: float, bold: bool) -> list[str]:
    """Break text anywhere, for words too long for any line."""
    lines = [""]
    for character in text:
        # A line has at least one character, however narrow it is.
        if text_width(lines[-1] + character, size, bold) > max_width and lines[-1]:
            lines.append("")
        lines[-1] += character
    return lines
