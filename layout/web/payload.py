"""The choke point: every word of the data enters a page as JSON or as text made here."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any

from geodata.bidi import BIDI_CONTROLS

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
# Characters that HTML, script, template literals or Jinja could read as their own, and those
# that would turn the direction of the text around them.
_UNSAFE = re.compile(rf"[<>&{{}}'`\u2028\u2029{BIDI_CONTROLS}]")

_HIDDEN = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{BIDI_CONTROLS}]")

_REFERENCES = {ord(c): f"&#{ord(c)};" for c in "{}`\u2028\u2029"}


def safe_text(text: str) -> str:
    """Return plain text as HTML, for an element or a quoted attribute; what would hide in it is U+FFFD."""
    return safe_markup(escape(_HIDDEN.sub("\ufffd", text)))


def safe_markup(markup: str) -> str:
    """Return markup, whose text is escaped, without characters that templates could read as their own."""
    return markup.translate(_REFERENCES)


def safe_json(value: Any) -> str:
    r"""Return compact JSON in which strings hold none of ``< > & { } ' ` ``.

    Those and U+2028/9 stand as ``\uXXXX``, so the text can be put into HTML, a script or
    a template that is compiled again, and means the same JSON everywhere. Raises ValueError for NaN
    and infinity.
    """
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # Only within strings: the braces of JSON itself must stay.
    return _STRING.sub(lambda m: _UNSAFE.sub(lambda c: f"\\u{ord(c[0]):04x}", m[0]), plain)
