"""Scripts and styles of the page: Leaflet out of its package, the bridge out of `bridge/`."""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path

from xstatic.pkg import leaflet

BRIDGE = Path(__file__).parent
# What talks to the server, or edits what only the app keeps: a page that stands alone has none of it.
SERVED = (
    "upload.js",
    "ask.js",
    "picture.js",
    "draft.js",
    "desk.js",
    "desk-list.js",
    "desk-form.js",
    "desk-send.js",
)
SCRIPTS = (
    "dom.js",
    "view.js",
    "symbols.js",
    "labels.js",
    "marks.js",
    "chart.js",
    "controls.js",
    "cite.js",
    "map.js",
    "present.js",
    "present-words.js",
    "present-stage.js",
    "present-keys.js",
    "present-notes.js",
    "present-print.js",
    *SERVED,
    "page.js",
)
STYLES = (
    "map.css",
    "page.css",
    "sheets.css",
    "chart.css",
    "monitor.css",
    "desk.css",
    "picture.css",
    "present.css",
    "print.css",
)
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_IMAGE = re.compile(r"[^{}]*\{[^{}]*url\((?!#)[^{}]*\}")


@cache
def script(served: bool = False) -> str:
    """Return Leaflet and the bridge as one classic script that defines `LayoutSite`.

    `served` adds what a page needs that has a server behind it.
    """
    base = Path(leaflet.BASE_DIR)
    parts = [(base / "leaflet.js").read_text(encoding="utf-8")]
    own = [(BRIDGE / name).read_text(encoding="utf-8") for name in SCRIPTS if served or name not in SERVED]
    parts.append(f"const LayoutSite=(()=>{{'use strict';\n{''.join(own)}\nreturn LayoutSite;}})();")
    # A source map would be asked for by its name, a file that is not there.
    return re.sub(r"//# sourceMappingURL=\S+", "", "\n;".join(parts)) + "\n"


@cache
def style() -> str:
    """Return Leaflet's styles without its images, and our own."""
    css = (Path(leaflet.BASE_DIR) / "leaflet.css").read_text(encoding="utf-8")
    own = [(BRIDGE / name).read_text(encoding="utf-8") for name in STYLES]
    return "\n".join([_IMAGE.sub("", _COMMENT.sub("", css)), *own])


def as_data_url(kind: str, text: str) -> str:
    """Return text as a data URL, so that a page needs no second file."""
    return f"data:{kind};base64," + base64.b64encode(text.encode()).decode("ascii")
