"""The characters that turn the direction of the text around them."""

from __future__ import annotations

# Marks, embeddings and overrides, isolates (Unicode, UAX #9), to stand between the brackets of a pattern;
# the browser's own list is in layout/web/core/text.js.
BIDI_CONTROLS = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
