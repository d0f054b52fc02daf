"""High contrast: keys and bars keep their meaning, and what is pressed, current or focused can be seen."""

from __future__ import annotations

from typing import Any

import pytest

from layout.plan.model import Plan
from tests.browser.conftest import MakeTab
from tests.browser.kit import Server, Tab

KEYS = """() => [...document.querySelectorAll('.lt-legend li')].map((row) => {
  const style = [...row.querySelectorAll('svg *')].map((part) => getComputedStyle(part));
  return style.map((s) => [s.fill, s.fillOpacity, s.stroke, s.strokeDasharray, s.strokeWidth].join()).join(' ')
    + [...row.querySelectorAll('svg *')].map((part) => part.outerHTML.replace(/ class="[^"]*"/, '')).join();
})"""
BARS = """() => [...document.querySelectorAll('.track')].map((track) => {
  const fill = track.querySelector('.fill');
  const [whole, part] = [track, fill].map((e) => getComputedStyle(e));
  return {
    fill: part.backgroundColor, ground: whole.backgroundColor, edge: whole.borderTopStyle,
    share: Math.round(100 * fill.offsetWidth / track.clientWidth), named: fill.style.width,
  };
})"""
FACES = "s => [...document.querySelectorAll(s)].map((e) => getComputedStyle(e).backgroundColor)"


@pytest.fixture(params=["light", "dark"])
def shown(request: pytest.FixtureRequest, tab: MakeTab, app: Server) -> Tab:
    """Open the first page in high contrast, with the legend unfolded."""
    page = tab(app, forced_colors="active", color_scheme=request.param).open("/?lang=zh")
    page.do("() => { document.querySelector('.lt-legend').open = true }")
    return page


def test_every_key_of_the_legend_is_another(shown: Tab) -> None:
    keys = shown.do(KEYS)
    assert len(keys) > 8 and len(set(keys)) == len(keys)
    assert "none" not in shown.do(
        "() => getComputedStyle(document.querySelector('.lt-key-fill .lt-key-ground + rect')).fill"
    )


def test_bars_show_their_length(shown: Tab) -> None:
    bars = shown.do(BARS)
    assert bars
    for bar in bars:
        assert bar["fill"] != bar["ground"] and bar["edge"] == "solid", bar
    assert len({bar["fill"] for bar in bars}) > 1 and len({bar["share"] for bar in bars}) > 1


def test_pressed_and_current_things_can_be_told(shown: Tab) -> None:
    def differ(marked: str, other: str) -> None:
        """Compare the faces of two sorts of things."""
        first, second = (set(shown.do(FACES, s)) for s in (marked, other))
        assert first and second and not first & second, (marked, first, second)

    differ(".lt-chip[aria-pressed=true]", ".lt-chip[aria-pressed=false]")
    differ(".head nav [aria-current]", ".head nav :is(a, button):not([aria-current])")
    differ(".langs [aria-pressed=true]", ".langs [aria-pressed=false]")
    edges: Any = shown.do(
        "() => [...document.querySelectorAll('.head nav :is(a, button):not([aria-current])')]"
        ".map((e) => [getComputedStyle(e).borderBottomColor, getComputedStyle(document.body).backgroundColor])"
    )
    assert all(edge == ground for edge, ground in edges)


def test_of_the_steps_of_a_briefing_the_shown_one_alone_stands_out(tab: MakeTab, app: Server) -> None:
    """A step that is not shown says so by `aria-current="false"`, which is no mark."""
    page = tab(app, forced_colors="active").open("/briefing?lang=zh")
    page.page.locator(".editor-go").nth(1).click()
    page.page.locator(".editor-go[aria-current=true]").wait_for()
    faces = page.do(FACES, ".editor-go")
    assert len(faces) > 3 and len(set(faces)) == 2 and faces.count(faces[1]) == 1


def test_focus_can_be_seen(shown: Tab) -> None:
    for _ in range(8):
        shown.page.keyboard.press("Tab")
        style = shown.do(
            "() => { const e = document.activeElement, s = getComputedStyle(e.querySelector('.lt-body') || e);"
            " return [s.outlineStyle, parseFloat(s.outlineWidth)] }"
        )
        # Streamlit's own skip link hides its outline.
        focused = shown.do("() => Boolean(document.activeElement.closest('.lt-tree, .lt-map'))")
        assert not focused or (style[0] != "none" and style[1] >= 1), style


GRAINS = """() => [...document.querySelectorAll('.lt-key-grain')].filter((e) => getComputedStyle(e).display !== 'none')
  .map((e) => document.querySelector(getComputedStyle(e).fill.match(/#[\\w-]+/)[0]))
  .map((pattern) => [pattern.id, pattern.getAttribute('patternTransform'), pattern.getAttribute('width')])"""


def test_grey_print_tells_elements_and_clusters_apart(tab: MakeTab, app: Server, plan: Plan) -> None:
    """On paper the ground of each element and its key have a grain; dots of clusters have a form everywhere."""
    shown = tab(app).open("/?lang=zh")
    shown.do("() => { document.querySelector('.lt-legend').open = true }")
    assert shown.do(GRAINS) == []
    shown.page.emulate_media(media="print")
    grains = {name: lay for name, *lay in shown.do(GRAINS)}
    assert 1 < len(grains) == len({tuple(lay) for lay in grains.values()})
    fills = shown.do(
        "() => [...document.querySelectorAll('.lt-member')].map((e) => getComputedStyle(e).fill)"
    )
    assert {f'url("#{name}")' for name in grains} == set(fills)
    drawn = shown.do(
        "() => [...document.querySelectorAll('.bar .sym-core')].map((e) => e.getAttribute('points') || e.tagName)"
    )
    assert len(set(drawn)) == len({c.colour.lower() for c in plan.clusters})
