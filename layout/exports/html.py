"""One HTML file of the whole viewer: opens from disk, asks no host, filters and links work."""

from __future__ import annotations

from layout.exports.html_document import HtmlDocument, html_text
from layout.exports.still_map import still_map
from layout.maps.live import folium_map
from layout.panels.registry import FIRST
from layout.plan.model import Plan
from layout.plan.shapes import Shapes
from layout.view.view import View
from layout.web.payload import safe_json
from layout.words.glossary import say
from layout.words.nouns import say_of

_STAGE = """<main class="stage"><div id="{map_id}" class="lt-canvas"></div>
<div id="panel" class="lt-tree" data-panel="overview"></div></main>
<div class="lt-tree" data-panel="tables"></div>"""


def page(plan: Plan, shapes: Shapes, view: View) -> str:
    """Return the standalone page of a view. Two calls return equal text."""
    built = folium_map.build_map(plan, shapes, view.lang, FIRST)
    stage = _STAGE.replace("{map_id}", built.get_name())
    names = {"district": plan.district.name(view.lang), "edition": plan.edition.name(view.lang)}
    about = say_of(plan, "document.description", view.lang, **names, phrase=plan.edition.phrase(view.lang))
    picture = still_map(plan, shapes, view)
    script = _script(plan, view, built)
    return html_text(HtmlDocument(view.lang, _title(plan, view.lang), about, stage, script, picture))


def _script(plan: Plan, view: View, built: folium_map.PlanMap) -> str:
    """Return the page's script; all words of the data stand in it as escaped JSON."""
    title = _title(plan, view.lang)
    lang = view.lang
    return (
        # The view of the file is only where it begins: a link into it brings its own.
        f"if(!location.hash)history.replaceState(null,'','#'+{safe_json(view.query())});"
        f"LayoutSite.standalone({safe_json(_head(plan, lang))},{safe_json(title)});"
        f"{folium_map.map_script(built)}"
    )


def _title(plan: Plan, lang: str) -> str:
    return say("app.title", lang, district=plan.district.name(lang))


def _head(plan: Plan, lang: str) -> list[object]:
    small = ["small", {}, plan.edition.name(lang)]
    skip = ["a", {"class": "skip", "href": "#tables"}, say("app.skip", lang)]
    return ["div", {"class": "head"}, skip, ["span", {"class": "title"}, _title(plan, lang), small]]
