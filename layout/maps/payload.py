"""The choke point: every word of the data enters a page as JSON made here."""

from __future__ import annotations

import json
import re
from typing import Any

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
# Characters that HTML, script, template literals or Jinja could read as their own.
_UNSAFE = re.compile(r"[<>&{}'`\u2028\u2029]")


def safe_json(value: Any) -> str:
    r"""Return compact JSON in which strings hold none of ``< > & { } ' ` ``.

    Those and U+2028/9 stand as ``\uXXXX``, so the text can be put into HTML, a script or
    a template that is compiled again, and means the same JSON everywhere.
    """
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _STRING.sub(lambda m: _UNSAFE.sub(lambda c: f"\\u{ord(c[0]):04x}", m[0]), plain)
