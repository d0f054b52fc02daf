"""One HTML file of the whole viewer: opens from disk, asks no host, filters and links work."""

from __future__ import annotations

from layout.exports.document import Document, write
from layout.maps import frame
from layout.maps.payload import safe_json
from layout.model import Layout
from layout.shapes import Shapes
from layout.sheets import FIRST
from layout.text import say
from layout.view import View

_STAGE = """<main class="stage"><div id="{map_id}" class="lt-canvas"></div>
<div id="panel" class="lt-tree" data-sheet="overview"></div></main>
<div class="lt-tree" data-sheet="tables"></div>"""


def page(layout: Layout, shapes: Shapes, view: View) -> str:
    """Return the standalone page of a view. Two calls return equal text."""
    built = frame.build(layout, shapes, view.lang, FIRST)
    stage = _STAGE.replace("{map_id}", built.get_name())
    return write(Document(view.lang, stage, _script(layout, view, built)))


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
