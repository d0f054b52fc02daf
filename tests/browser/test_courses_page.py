"""Corridors, cores and rings on the living map: chosen, dimmed, told, and followed by the legend."""

from __future__ import annotations

from pathlib import Path

import pytest

from layout.exports import html
from layout.maps.canvas import record_map
from layout.maps.layers import LAYERS
from layout.maps.legend_rows import legend_entries
from layout.view.view import View
from tests.browser.conftest import MakeTab
from tests.browser.kit import Server, Tab
from tests.conftest import Case
from tests.plan.other_plans import EDITION, other_case

NO_SERVER = Server("", Path(), Path(), Path())
ROWS = "() => T.all('.lt-legend li').filter((row) => !row.hidden).map((row) => row.textContent)"
FADED = """() => T.all('path.lt-band, path.lt-axis, path.lt-hub')
  .filter((path) => !path.classList.contains('is-dim')).length"""


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """Give the small district with an element of each kind."""
    return other_case(tmp_path_factory.mktemp("other"))


@pytest.fixture
def shown(tab: MakeTab, other: Case, tmp_path: Path) -> Tab:
    """Open its page for a file."""
    file = tmp_path / "other.html"
    file.write_text(html.page(other.plan, other.shapes, View("mini", EDITION, "zh")), encoding="utf-8")
    return tab(NO_SERVER).open(file.as_uri())


def test_every_element_that_is_drawn_is_named_and_keyed(shown: Tab, other: Case) -> None:
    rows = legend_entries(record_map(other.plan, other.shapes, "zh", LAYERS))

    assert shown.do(ROWS) == [row["text"] for row in rows]
    names = shown.texts(".lt-label-element:not(.is-off)")
    assert sorted(names) == sorted(other.plan.element[e].name("zh") for e in other.shapes.elements)


def test_a_link_to_an_element_without_sites_shows_it_alone(shown: Tab, other: Case) -> None:
    shown.do("() => T.first('[data-element=coast] .element-name').click()")
    shown.linked(element="coast")
    shown.do("() => T.settle()")

    assert shown.do(FADED) == 1
    assert shown.do("() => T.first('.lt-none').hidden")
    gone = [
        r["text"]
        for r in legend_entries(record_map(other.plan, other.shapes, "zh", LAYERS))
        if r["form"] == "ray"
    ]
    assert gone and not set(gone) & set(shown.do(ROWS))


def test_a_layer_that_is_off_has_no_row(shown: Tab, other: Case) -> None:
    (corridor,) = (r for r in shown.do(ROWS) if other.plan.element["corridor"].name("zh") in r)
    shown.page.get_by_role("button", name="图层").click()
    for layer in ("element-corridor", "roads", "links"):
        shown.page.locator(f"[data-layer={layer}]").click()
    shown.linked(off="element-corridor,roads,links")

    rows = shown.do(ROWS)
    assert corridor not in rows and "高速公路" not in rows
    assert not [row for row in rows if "辐射带动" in row or "节点联动" in row]


def test_the_edge_of_a_band_tells_and_chooses_and_its_ground_leaves_the_town(shown: Tab, other: Case) -> None:
    edge = """() => {
      const path = T.first('path.lt-band');
      const at = path.getPointAtLength(path.getTotalLength() * 0.2);
      const to = at.matrixTransform(path.getScreenCTM());
      return [to.x, to.y];
    }"""
    # Leaflet puts its pane elsewhere than the page: the point is asked for in the page's pixels.
    x, y = shown.do(edge)
    shown.page.mouse.move(x, y)
    shown.page.locator(".lt-tip").first.wait_for()
    assert "宽 3,000 米" in shown.page.locator(".lt-tip").first.inner_text()
    shown.page.mouse.click(x, y)
    shown.linked(element="corridor")
    middle = """() => {
      const path = T.first('path.lt-band');
      const box = path.getBoundingClientRect();
      for (let x = box.left + 8; x < box.right; x += 9) {
        const hit = document.elementFromPoint(x, (box.top + box.bottom) / 2);
        if (hit?.matches('path.lt-town, path.lt-member')) return true;
      }
      return false;
    }"""
    assert shown.do(middle)
