"""Names on the map: a click opens what is named, members of the layout are named; a filter without a match says so."""

from __future__ import annotations

import pytest

from layout.plan.model import Plan
from layout.view.facets import facets_of
from layout.words.glossary import say
from tests.browser.conftest import MakeTab
from tests.browser.kit import Tab

MIDDLE = """(name) => {
  const label = T.all('.lt-label.is-name:not(.is-off)').find((l) => l.textContent === name);
  if (!label) return null;
  const box = label.getBoundingClientRect();
  return [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
}"""


def named(shown: Tab) -> list[str]:
    """Return the names of sites that stand on the map."""
    return list(shown.do("() => T.all('.lt-label.is-name:not(.is-off)').map((l) => l.textContent)"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_click_on_a_name_opens_what_is_named(tab: MakeTab, plan: Plan, lang: str) -> None:
    """Of each park whose name stands on the first screen, by the mouse at the middle of the name."""
    shown = tab().open(f"/?lang={lang}")
    parks = [p for p in plan.parks if p.located and p.name(lang) in named(shown)]
    assert len(parks) >= 6
    for park in parks:
        shown = tab().open(f"/?lang={lang}")
        x, y = shown.do(MIDDLE, park.name(lang))
        shown.page.mouse.click(x, y)
        shown.page.locator(f".lt-card:not([hidden]) [data-card={park.id}]").wait_for()
        shown.page.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_elements_and_places_with_a_role_are_named_on_the_whole_map(
    tab: MakeTab, plan: Plan, lang: str
) -> None:
    shown = tab().open(f"/?lang={lang}")
    names = [e.name(lang) for e in plan.elements if e.kind == "area"]
    names += [p.name(lang) for p in plan.places if p.roles and p.located]

    assert [name for name in names if name not in named(shown)] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_filter_without_a_match_says_so_and_offers_the_way_out(tab: MakeTab, plan: Plan, lang: str) -> None:
    sites = [facets_of(s, plan) for s in plan.sites]
    pairs = ((g.id, t.id) for c in plan.clusters for g in c.segments for t in plan.district.levels)
    segment, level = next(
        (s, t) for s, t in pairs
        if any(s in f.get("segment", ()) for f in sites) and any(t in f.get("level", ()) for f in sites)
        and not any(s in f.get("segment", ()) and t in f.get("level", ()) for f in sites)
    )  # fmt: skip
    shown = tab().open(f"/?lang={lang}&segment={segment}&level={level}")
    box = shown.page.locator(".lt-none")
    assert say("map.no-match", lang) in box.inner_text()
    box.locator("button").last.click()
    box.wait_for(state="hidden")
    shown.linked(segment="", level="")
    # What some place has, though no park, is no empty answer.
    for element in (e.id for e in plan.elements if not any(e.id in p.elements for p in plan.parks)):
        assert tab().open(f"/?lang={lang}&element={element}").page.locator(".lt-none").is_hidden()


CROSSED = """() => {
  const meets = (line, box) => {
    const [x1, y1, x2, y2] = ['x1', 'y1', 'x2', 'y2'].map((k) => Number(line.getAttribute(k)));
    const pane = T.first('.lt-name-lines').getBoundingClientRect();
    for (let i = 1; i < 100; i += 1) {
      const [x, y] = [pane.left + x1 + (x2 - x1) * i / 100, pane.top + y1 + (y2 - y1) * i / 100];
      if (x > box.left && x < box.right && y > box.top && y < box.bottom) return true;
    }
    return false;
  };
  const names = T.all('.lt-label:not(.is-off)').map((l) => [l.textContent, l.getBoundingClientRect()]);
  const lines = T.all('.lt-name-lines line');
  return [lines.length, lines.flatMap((line) => names.filter(([, box]) => meets(line, box)).map(([name]) => name))];
}"""


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_to_a_name_runs_through_another(tab: MakeTab, lang: str) -> None:
    """Neither a name that stood before it nor one that was placed after it."""
    lines = []
    for size in [(1440, 900), (1280, 720), (390, 844), (844, 390)]:
        shown = tab(size=size).open(f"/?lang={lang}")
        count, crossed = shown.do(CROSSED)
        assert crossed == [], size
        lines.append(count)
        shown.page.close()
    assert any(lines)
