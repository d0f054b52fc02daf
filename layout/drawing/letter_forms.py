"""Forms that every drawing of a picture shares, whatever library draws it."""

from __future__ import annotations

BOLD = 0.028  # of the font size: the outline that makes a letter bold
HALO = 3.2  # pixels: the width of the line around letters
HATCH_THICK = 1.2  # pixels: lines of a hatch
SHIELD = 3.0  # pixels: radius of the corners of a shield
DROP = 0.36  # of the font size, from the middle of a line to its baseline
