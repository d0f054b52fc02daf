"""How large a map's file is: pixels, and how many of them make an inch."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

SIDE_PIXELS = (200, 12_000)  # least and most pixels of a side
MAX_PIXELS = 100_000_000  # pixels in all
MAX_PIXELS_SERVED = 40_000_000  # of what a page asks of a server, which draws two at once: some 350 MB each
DPI_RANGE = (36, 1200)
# Sizes to choose from, by the key of their word: width, height, dots per inch (None: see Size.resolution).
PRESETS: Mapping[str, tuple[int, int, int | None]] = {
    "slide": (3840, 2160, None),
    "screen": (1920, 1080, None),
    "a4": (3508, 2480, 300),
    "a4-tall": (2480, 3508, 300),
    "a3": (4961, 3508, 300),
}
MIN_SCREEN_SIDE = 160  # pixels of a screen that a side must have room for
_INCH = 96  # a screen's pixels
_SCREEN = 1600 * 900


class SizeError(Exception):
    """A size that no file may have. `values` fill the word of the glossary."""

    def __init__(self, word: str, **values: str) -> None:
        super().__init__(word)
        self.word, self.values = word, values


@dataclass(frozen=True, slots=True)
class Size:
    """Pixels of a file, and its resolution; `dpi` 0 leaves that to the size.

    A map is laid out in pixels of a screen, 96 to the inch, so the resolution says how large its
    letters and symbols are: at 300 dpi a name is printed 3.4 mm high. Left open, they are as large
    as on a screen of 1600 × 900 pixels: fit to fill a slide.
    """

    width: int = 3840
    height: int = 2160
    dpi: float = 0.0

    @property
    def resolution(self) -> float:
        """Return the pixels of the file to an inch of its map."""
        # Never below that of a screen: in a small file letters would be too small to read.
        return self.dpi or _INCH * max(1.0, math.sqrt(self.width * self.height / _SCREEN))

    @property
    def screen(self) -> tuple[float, float]:
        """Return the width and height in pixels of a screen."""
        scale = _INCH / self.resolution
        return round(self.width * scale, 2), round(self.height * scale, 2)


def read_size(text: str | None = None, dpi: float | None = None, limit: int = MAX_PIXELS) -> Size:
    """Read a size such as `3840x2160`, of at most `limit` pixels in all.

    Raises SizeError where it is none, too small or too large.
    """
    match = re.fullmatch(r"\s*(\d{1,6})\s*[x×*]\s*(\d{1,6})\s*", text or "3840x2160", re.I)
    if match is None:
        raise SizeError("static_map_fault.size", value=str(text))
    parsed = Size(int(match[1]), int(match[2]), dpi or 0.0)
    low, high = SIDE_PIXELS
    if (
        not all(low <= side <= high for side in (parsed.width, parsed.height))
        or parsed.width * parsed.height > limit
    ):
        most = f"{limit // 1_000_000}"
        raise SizeError(
            "static_map_fault.range", value=str(text), low=f"{low:,}", high=f"{high:,}", most=most
        )
    if dpi is not None and not DPI_RANGE[0] <= dpi <= DPI_RANGE[1]:
        raise SizeError(
            "static_map_fault.dpi", value=f"{dpi:g}", low=f"{DPI_RANGE[0]:,}", high=f"{DPI_RANGE[1]:,}"
        )
    # A high resolution makes letters large, and leaves too few pixels of a screen for a map.
    if min(parsed.screen) < MIN_SCREEN_SIDE:
        # The highest resolution that leaves room, for the words of the fault.
        fits = math.floor(min(parsed.width, parsed.height) * _INCH / MIN_SCREEN_SIDE)
        raise SizeError("static_map_fault.letters", dpi=f"{parsed.resolution:.0f}", fits=f"{fits:,}")
    return parsed
