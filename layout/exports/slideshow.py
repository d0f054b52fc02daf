"""One HTML file of a story: opens from disk in the presenter, asks no host, prints a step a page.

`make` draws all it needs. Where a build has drawn map and charts already, `page` puts a story
into them and needs neither geometry nor folium.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from layout.briefing.presenter import chart_data, presenter_data
from layout.briefing.story_model import Briefing
from layout.charts.chart_data import Chart
from layout.exports.html_document import HtmlDocument, html_text
from layout.exports.story_options import StoryOptions
from layout.view.view import View
from layout.web.payload import safe_json
from layout.words.glossary import say, words
from layout.words.nodes import h

if TYPE_CHECKING:
    from layout.plan.model import Plan
    from layout.plan.shapes import Shapes

_STAGE = '<main class="stage is-bare"><div id="{map_id}" class="lt-canvas"></div></main>'


def make(
    briefing: Briefing,
    plan: Plan,
    shapes: Shapes,
    options: StoryOptions,
    progress: Callable[[int, int], None],
) -> bytes:
    """Return the HTML file of a briefing as UTF-8; its charts and its map are drawn first."""
    # Imported here: `page` is called where neither matplotlib nor folium is to be loaded.
    from layout import drawing
    from layout.exports.still_map import still_map
    from layout.maps.live import folium_map

    charts, count = {}, len(briefing.slides)
    for n, slide in enumerate(briefing.slides, 1):
        visual = slide.visual
        if isinstance(visual, Chart) and not visual.empty and visual.name not in charts:
            charts[visual.name] = chart_data(visual, drawing.chart_node)
        progress(n, count)
    # Without panels: `_STAGE` has no place for one.
    live_map = folium_map.build_map(plan, shapes, briefing.lang, ())
    still = still_map(plan, shapes, View(plan.district.id, plan.edition.id, briefing.lang))
    code = folium_map.map_script(live_map)
    return page(briefing, live_map.get_name(), code, charts, still).encode("utf-8")


def page(briefing: Briefing, map_id: str, script: str, charts: Mapping[str, Any], still: str = "") -> str:
    """Return the HTML of a briefing on a map that a build has drawn: the id of its element and its script.

    `charts` are drawings by name, as :func:`layout.briefing.presenter.chart_data` gives them; `still` is
    the map where no scripts run, as markup.
    """
    presenter = presenter_data(briefing)
    # A build has drawn all charts of the edition; the file takes those of its steps.
    chart_names = {s["visual"]["chart"] for s in presenter["steps"] if s["visual"] and "chart" in s["visual"]}
    labels = words("present", briefing.lang)
    story = {
        "show": presenter,
        "charts": {k: c for k, c in charts.items() if k in chart_names},
        "words": labels,
    }
    back = h("button", say("present.again", briefing.lang), go={"present": ""}, cls="present-begin")
    title = h("span", briefing.title, h("small", briefing.subtitle), cls="title")
    head = h("div", title, h("div", back, cls="end"), cls="head")
    code = f"LayoutSite.slideshow({safe_json(head)},{safe_json(briefing.title)},{safe_json(story)});{script}"
    stage = _STAGE.replace("{map_id}", map_id)
    return html_text(HtmlDocument(briefing.lang, briefing.title, briefing.subtitle, stage, code, still, True))
