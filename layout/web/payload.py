"""The choke point: every word of the data enters a page as JSON made here."""

from __future__ import annotations

import json
import re
from typing import Any

from geodata.bidi import BIDI_CONTROLS

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
# Characters that HTML, script, template literals or Jinja could read as their own, and those
# that would turn the direction of the text around them.
_UNSAFE = re.compile(rf"[<>&{{}}'`\u2028\u2029{BIDI_CONTROLS}]")


def safe_json(value: Any) -> str:
    r"""Return compact JSON in which strings hold none of ``< > & { } ' ` ``.

    Those and U+2028/9 stand as ``\uXXXX``, so the text can be put into HTML, a script or
    a template that is compiled again, and means the same JSON everywhere. Raises ValueError for NaN
    and infinity.
    """
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # Only within strings: the braces of JSON itself must stay.
    return _STRING.sub(lambda m: _UNSAFE.sub(lambda c: f"\\u{ord(c[0]):04x}", m[0]), plain)
