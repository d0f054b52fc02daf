"""Words of the reader's own in a link: untrusted text as a field of one line holds it."""

from __future__ import annotations

import re

# Control characters, those that turn text, halves of characters: what a field of one line cannot hold.
_UNWRITABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]+"
)


def tidy_words(text: str, most: int) -> str:
    """Return a text as one line of at most so many characters; as in layout/web/core/link_words.js."""
    return " ".join(_UNWRITABLE.sub(" ", text).split())[:most].rstrip()
