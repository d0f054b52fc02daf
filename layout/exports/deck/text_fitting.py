"""How text breaks into lines in a text box, measured before anything is written. Measures are points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from layout.drawing.text_metrics import fit_lines, single_line, text_width

# Part of a width that lines may fill. The font measured with has wider Latin letters than the deck's.
SLACK = 0.99
LINE = 1.3
_ALONE = 2.2  # of a letter's size: a last line narrower than that is a widow
# PowerPoint and LibreOffice add space between a Chinese character and a Latin letter or digit.
_SEAM = re.compile(
    r"(?<=[\u2e80-\uffef]) ?(?=[\w≈≥≤<>~±])(?=[!-\u2e7f])|(?<=[\w%)])(?<=[!-\u2e7f]) ?(?=[\u2e80-\uffef])"
)
_AIR = "\u2005"  # four-per-em space


# Layouts are tried in many sizes and widths, and most measure the same lines again.
@lru_cache(maxsize=50_000)
def lines_of(text: str, size: float, room: float, bold: bool = False) -> tuple[str, ...]:
    """Break text as a text box of a width in points breaks it, or a little earlier."""
    return tuple(fit_lines(_aired(text), size, room * SLACK, 99, bold))


def line_room(text: str, size: float) -> float:
    """Return the width in points of a text box that holds a text on one line."""
    return text_width(_aired(text), size) / SLACK


def _aired(text: str) -> str:
    return _SEAM.sub(lambda m: m[0] + _AIR, single_line(text))


def ends_lonely(lines: Sequence[str], size: float, least: float = 0.0) -> bool:
    """Tell whether the last line is a typographic widow: a letter or two, or less than `least` points."""
    return len(lines) > 1 and text_width(lines[-1], size) < max(_ALONE * size, least)


def shorten(text: str, size: float, room: float, most: int, bold: bool = False) -> str:
    """Return text shortened with an ellipsis to what `most` lines hold; text that fits is unchanged."""
    whole = single_line(text)
    if len(lines_of(whole, size, room, bold)) <= most:
        return whole
    # Bisection: the longest beginning that fits with the ellipsis.
    low, high = 0, len(whole)
    while high - low > 1:
        middle = (low + high) // 2
        fits = len(lines_of(f"{whole[:middle].rstrip()}…", size, room, bold)) <= most
        low, high = (middle, high) if fits else (low, middle)
    return f"{whole[:low].rstrip()}…"
