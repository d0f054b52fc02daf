"""One HTML file of the whole viewer: opens from disk, asks no host, filters and links work."""

from __future__ import annotations

import base64
import hashlib

from layout.maps import assets, frame
from layout.maps.payload import safe_json
from layout.model import Layout
from layout.shapes import Shapes
from layout.sheets import FIRST
from layout.text import say
from layout.view import View

_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title></title>
<style>{style}</style>
</head>
<body class="standalone">
<header id="head" class="lt-tree"></header>
<main class="stage"><div id="{map_id}" class="lt-canvas"></div>
<div id="panel" class="lt-tree" data-sheet="overview"></div></main>
<div class="lt-tree" data-sheet="tables"></div>
<script>{library}</script>
<script>{script}</script>
</body>
</html>
"""


def page(layout: Layout, shapes: Shapes, view: View) -> str:
    """Return the standalone page of a view. Two calls return equal text."""
    built = frame.build(layout, shapes, view.lang, FIRST)
    library, style = assets.script(), assets.style()
    script = _script(layout, view, built)
    parts = {
        "lang": "zh-CN" if view.lang == "zh" else "en",
        "policy": _policy(library, script),
        "style": style,
        "map_id": built.get_name(),
        "library": library,
        "script": script,
    }
    out = _PAGE
    for name in ("lang", "policy", "map_id", "style", "script", "library"):
        head, _, tail = out.partition("{" + name + "}")
        out = head + parts[name] + tail
    return out


def _script(layout: Layout, view: View, built: frame.LayoutMap) -> str:
    """Return the page's script; all words of the data stand in it as escaped JSON."""
    title = _title(layout, view.lang)
    lang = view.lang
    return (
        f"if(!location.hash)history.replaceState(null,'','#'+{safe_json(view.query())});"
        f"LayoutSite.standalone({safe_json(_head(layout, lang))},{safe_json(title)});{frame.script(built)}"
    )


def _title(layout: Layout, lang: str) -> str:
    return say("app.title", lang, district=layout.district.name(lang))


def _head(layout: Layout, lang: str) -> list[object]:
    small = ["small", {}, layout.edition.name(lang)]
    skip = ["a", {"class": "skip", "href": "#tables"}, say("app.skip", lang)]
    return ["div", {"class": "head"}, skip, ["span", {"class": "title"}, _title(layout, lang), small]]


def _policy(library: str, script: str) -> str:
    """Return a content-security policy that lets run what stands in the page and no more."""
    sums = [_sum(part) for part in (library, script)]
    rules = [
        "default-src 'none'",
        f"script-src {' '.join(sums)}",
        # Leaflet positions everything by style attributes.
        "style-src 'unsafe-inline'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(rules)


def _sum(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
