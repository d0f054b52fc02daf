"""A pack as one HTML file: opens from disk on what was sent, asks no host, has the whole map with it."""

from __future__ import annotations

from collections.abc import Callable

from layout.exports.html_document import HtmlDocument, html_text
from layout.exports.sheet_options import SheetOptions
from layout.exports.still_map import still_map
from layout.maps.live import folium_map
from layout.panels.pack import pack_panel
from layout.panels.registry import FIRST
from layout.plan.model import Plan
from layout.plan.shapes import Shapes
from layout.view.link_words import tidy_words
from layout.view.shortlist import MOST_CHARACTERS, MOST_SITES
from layout.view.view import View, ask_words
from layout.web.payload import safe_json
from layout.words.glossary import say
from layout.words.nodes import Node, h

_PANEL = "pack"
_STAGE = """<main class="stage is-pack"><div id="{map_id}" class="lt-canvas"></div>
<div id="panel" class="lt-tree" data-panel="pack"></div></main>
<div class="lt-tree" data-panel="tables"></div>"""


def pack(
    plan: Plan, shapes: Shapes, lang: str, options: SheetOptions, progress: Callable[[int, int], None]
) -> bytes:
    """Return the page of a pack as UTF-8. Two calls return equal bytes."""
    record = options.record(plan, lang)
    panel = pack_panel(record)
    count = len(options.parks)
    progress(count // 2, count)
    built = folium_map.build_map(plan, shapes, lang, FIRST, {_PANEL: panel})
    view = _view(plan, lang, options)
    stage = _STAGE.replace("{map_id}", built.get_name())
    script = (
        f"if(!location.hash)history.replaceState(null,'','#'+{safe_json(view.query())});"
        f"LayoutSite.standalone({safe_json(_head(plan, lang))},{safe_json(record.title)});"
        f"{folium_map.map_script(built)}"
    )
    picture = still_map(plan, shapes, view)
    text = html_text(HtmlDocument(lang, record.title, record.title, stage, script, picture, pack=True))
    progress(count, count)
    return text.encode("utf-8")


def _view(plan: Plan, lang: str, options: SheetOptions) -> View:
    """Return the view that the file opens on: what was sent, in its order."""
    sites = options.parks[:MOST_SITES]
    words = tuple(tidy_words(options.comments.get(site, ""), MOST_CHARACTERS) for site in sites)
    ask = ask_words(options.request)
    ids = plan.district.id, plan.edition.id
    return View(*ids, lang, ask=ask, list=sites, words=words if any(words) else ())


def _head(plan: Plan, lang: str) -> Node:
    name = say("app.title", lang, district=plan.district.name(lang))
    small = h("small", plan.edition.name(lang))
    skip = h("a", say("app.skip", lang), href="#tables", cls="skip")
    return h("div", skip, h("span", name, small, cls="title"), cls="head")
