"""The presenter in the app: driven by keys, with the network cut, on the map that is already there."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from geodata import catalog
from geodata.languages import LANGS
from layout.briefing.presenter import presenter_data
from layout.briefing.slides import fill_story
from layout.briefing.story_file import edition_story
from layout.maps.live import folium_map
from layout.plan.shapes import bounds_by_id
from layout.view.filters import matches
from layout.view.query import parse_view
from layout.words.glossary import say
from tests.browser.conftest import MakeTab
from tests.browser.kit import Tab, free_port, serve
from tests.conftest import Case

QUIET = {"reduced_motion": "reduce"}
NEXT = ("ArrowRight", "PageDown", "Space", "Enter", "ArrowDown")
BACK = ("ArrowLeft", "PageUp", "Shift+Space", "Backspace", "ArrowUp")


@pytest.fixture(scope="module")
def stories(bundled: Case) -> dict[str, dict[str, Any]]:
    """Give the shipped story as the browser gets it, by language."""
    plan = bundled.plan
    layers = [layer["id"] for layer in folium_map.build_map(plan, bundled.shapes, "zh").canvas.layers]
    story, faults = edition_story(bundled.root, plan.district.id, plan.edition.id, plan, layers)
    assert story is not None and not faults
    bounds = bounds_by_id(plan, bundled.shapes)
    return {lang: presenter_data(fill_story(story, plan, lang, bounds)) for lang in LANGS}


def begun(tab: MakeTab, step: str, lang: str = "zh", size: tuple[int, int] = (1366, 768), **more: Any) -> Tab:
    """Open the link of a step; wait for the presenter."""
    shown = tab(None, size, **{**QUIET, **more}).open(f"/briefing?lang={lang}&step={step}")
    shown.page.locator(".lt-presenter h2").wait_for()
    return shown


def filtered(tab: MakeTab, bundled: Case) -> tuple[Tab, str]:
    """Open the page with the map filtered by a cluster; return that as well."""
    cluster = next(c.id for c in bundled.plan.clusters if c.kind == "cluster")
    return tab(None, (1366, 768), **QUIET).open(f"/briefing?cluster={cluster}"), cluster


def presenter_of(shown: Tab) -> dict[str, Any]:
    """Return the presenter as it stands."""
    return dict(shown.do("() => T.presenter()"))


def agrees(shown: Tab, step: dict[str, Any], story: dict[str, Any]) -> None:
    """Hold what is on the screen against a step of the story."""
    now = presenter_of(shown)
    assert (now["title"], now["lines"], now["kicker"]) == (step["title"], step["lines"], step["kicker"])
    assert now["numbers"] == [n["shown"] for n in step["numbers"]]
    assert (now["at"] + 1, now["of"]) == (step["n"], len(story["steps"]))
    assert now["count"] == f"{step['n']} / {len(story['steps'])}" and step["title"] in now["live"]
    visual = step["visual"] or {}
    assert bool(now["chart"]) == ("chart" in visual) and bool(now["cells"]) == ("grid" in visual)


def test_all_steps_by_keys_alone_with_the_network_cut(
    tab: MakeTab, bundled: Case, stories: dict[str, dict[str, Any]]
) -> None:
    """Words, map, link and focus of every step; nothing is rebuilt, cut off or covered."""
    steps, plan = stories["zh"]["steps"], bundled.plan
    shown = begun(tab, steps[0]["id"])
    shown.page.context.set_offline(True)
    shown.do("() => T.hold()")
    for n, step in enumerate(steps):
        agrees(shown, step, stories["zh"])
        view, _ = parse_view(step["view"], plan, ())
        dims = shown.do("() => Object.fromEntries(T.all('.lt-symbol').map((s) => [s.dataset.site, s.classList.contains('is-dim')]))")  # fmt: skip
        assert dims == {i: not matches(view, plan.site[i], plan) for i in dims} and dims
        shown.linked(**{k: ",".join(v) for k, v in parse_qs(step["view"]).items()})
        assert shown.do("() => T.wrong()") == []
        assert shown.do(
            "() => T.same() && T.all('.lt-card, .lt-chip, .lt-legend').filter(T.visible).length === 0"
        )
        shown.page.keyboard.press(NEXT[n % len(NEXT)])
    agrees(shown, steps[-1], stories["zh"])  # there is nothing after the last
    for n in range(1, len(steps)):
        shown.page.keyboard.press(BACK[n % len(BACK)])
        assert presenter_of(shown)["at"] == len(steps) - 1 - n
    assert presenter_of(shown)["focus"] and shown.do("() => T.violations") == []
    shown.page.context.set_offline(False)
    shown.page.close()
    shown.problems.clear()  # what Streamlit says of its lost connection


def test_the_ground_of_a_step_lies_beside_the_words(tab: MakeTab, stories: dict[str, dict[str, Any]]) -> None:
    """What the step is about is inside the part of the map that the panel leaves free."""
    shown = begun(tab, stories["zh"]["steps"][0]["id"])
    outlines = 0
    for step in stories["zh"]["steps"]:
        panel = shown.do("() => T.first('.present-panel').getBoundingClientRect().left")
        lit = shown.do(
            """() => T.all('path.lt-outline:not(.is-dim)').map((p) => p.getBoundingClientRect())
                .map((r) => [r.left, r.top, r.right, r.bottom].map(Math.round))"""
        )
        for left, top, right, bottom in lit:
            assert left >= 0 and top >= 0 and bottom <= 768 and right <= panel, step["id"]
        outlines += len(lit)
        shown.page.keyboard.press("PageDown")
    assert outlines


def test_jumps_black_help_and_leaving(tab: MakeTab, stories: dict[str, dict[str, Any]]) -> None:
    """Digits, Home and End; a key held down counts once; any key ends the black; Escape leaves in order."""
    steps = stories["zh"]["steps"]
    shown = begun(tab, steps[2]["id"])
    press = shown.page.keyboard.press
    assert presenter_of(shown)["at"] == 2
    press("End")
    assert presenter_of(shown)["at"] == len(steps) - 1
    press("Home")
    assert presenter_of(shown)["at"] == 0
    for key in ("1", "0", "Enter"):
        press(key)
    assert presenter_of(shown)["at"] == 9
    press("4")
    assert "4" in presenter_of(shown)["toast"] and presenter_of(shown)["at"] == 9
    shown.wait("() => T.presenter().at === 3")
    for _ in range(3):
        shown.page.keyboard.down("ArrowRight")
    shown.page.keyboard.up("ArrowRight")
    assert presenter_of(shown)["at"] == 4
    for key in ("b", "."):
        press(key)
        assert presenter_of(shown)["black"]
        press("ArrowRight")
        assert not presenter_of(shown)["black"] and presenter_of(shown)["at"] == 4
    press("?")
    assert presenter_of(shown)["help"]
    press("Escape")
    assert not presenter_of(shown)["help"]
    press("f")
    shown.wait("() => T.presenter().full")
    press("Escape")
    shown.wait("() => !T.presenter().full")
    shown.page.get_by_text(say("present.full-left", "zh"), exact=True).wait_for()
    assert presenter_of(shown)["at"] == 4
    press("Tab")
    assert presenter_of(shown)["focus"]
    press("Escape")
    assert shown.do("() => T.presenter()") is None


def test_it_begins_from_the_page_and_gives_everything_back(
    tab: MakeTab, bundled: Case, stories: dict[str, dict[str, Any]]
) -> None:
    """The same map, the same view, the focus where it was; the page's own keys work again."""
    shown, cluster = filtered(tab, bundled)
    page = shown.page
    page.locator("[data-present]").wait_for()
    shown.do("() => T.hold()")
    before = shown.query
    page.locator("[data-present]").focus()
    page.keyboard.press("Enter")
    shown.wait("() => T.presenter() !== null && T.presenter().at === 0")
    shown.linked(step=stories["zh"]["steps"][0]["id"], cluster="")
    page.keyboard.press("ArrowRight")
    open_ = "() => T.all('body > *').filter((p) => !p.inert && T.visible(p)).map((p) => p.className)"
    assert [name.split()[0] for name in shown.do(open_)] == ["lt-presenter"]
    if presenter_of(shown)["full"]:
        page.keyboard.press("Escape")
        shown.wait("() => !T.presenter().full")
    page.keyboard.press("Escape")
    shown.wait("() => T.presenter() === null")
    assert shown.do(
        "() => T.same() && Boolean(T.first('.lt-host .lt-canvas')) && T.all('[inert]').length === 0"
    )
    assert shown.do("() => document.activeElement.matches('[data-present]')")
    assert {k: v for k, v in shown.query.items() if k not in "cz"} == {k: v for k, v in before.items() if k not in "cz"}  # fmt: skip
    shown.served(step="", cluster=cluster)
    page.locator(".lt-chips .lt-all").click()
    shown.served(cluster="")


def test_a_step_is_where_it_was_after_a_reload_and_unknown_ones_are_named(
    tab: MakeTab, stories: dict[str, dict[str, Any]]
) -> None:
    """The link of the step opens the presenter there; one that does not exist is said, not guessed."""
    steps = stories["en"]["steps"]
    shown = begun(tab, steps[4]["id"], "en")
    agrees(shown, steps[4], stories["en"])
    shown.page.keyboard.press("PageDown")
    shown.linked(step=steps[5]["id"])
    shown.page.reload(wait_until="commit")
    shown.page.locator(".lt-presenter h2").wait_for()
    agrees(shown, steps[5], stories["en"])
    lost = begun(tab, "no-such-step", "en")
    assert presenter_of(lost)["at"] == 0 and "no-such-step" in presenter_of(lost)["toast"]
    lost.linked(step=steps[0]["id"])


def test_notes_follow_in_a_second_window(tab: MakeTab, stories: dict[str, dict[str, Any]]) -> None:
    """What to say, what comes, sources and the time; its keys steer; it closes with the show."""
    steps = stories["zh"]["steps"]
    shown = begun(tab, steps[0]["id"])
    with shown.page.expect_popup() as opening:
        shown.page.keyboard.press("n")
    aside = opening.value
    notes_text = lambda: aside.evaluate("() => document.body.innerText")  # noqa: E731
    assert steps[0]["notes"].split("\n")[0] in notes_text() and steps[1]["title"] in notes_text()
    assert steps[0]["sources"][0] in notes_text() and f"1 / {len(steps)}" in notes_text()
    aside.keyboard.press("ArrowRight")
    assert presenter_of(shown)["at"] == 1
    assert steps[1]["notes"].split("\n")[0] in notes_text() and steps[2]["title"] in notes_text()
    times = aside.evaluate("() => [...document.querySelectorAll('[data-time]')].map((p) => p.textContent)")
    assert times and all(":" in t for t in times)
    shown.page.keyboard.press("b")
    assert aside.locator(".black").count() == 1
    shown.page.keyboard.press("b")
    with aside.expect_event("close"):
        shown.page.keyboard.press("Escape")
    assert shown.do("() => T.presenter()") is None


def test_a_blocked_notes_window_is_said(tab: MakeTab, stories: dict[str, dict[str, Any]]) -> None:
    """Where the browser opens no window the presenter says so and goes on."""
    shown = begun(tab, stories["zh"]["steps"][0]["id"])
    shown.do("() => { window.open = () => null; }")
    shown.page.keyboard.press("n")
    assert "N" in presenter_of(shown)["toast"]
    shown.page.keyboard.press("PageDown")
    assert presenter_of(shown)["at"] == 1


def test_a_server_that_dies_does_not_end_the_show(
    tab: MakeTab, stories: dict[str, dict[str, Any]], cache_folder: Path, tmp_path: Path
) -> None:
    """Keys go on without a server; it comes back on the same port; Escape leads to a working page."""
    steps, port = stories["zh"]["steps"], free_port()
    with serve(catalog.DISTRICTS, cache_folder, tmp_path / "one.log", port) as server:
        shown = tab(server, (1366, 768), **QUIET).open(f"/briefing?step={steps[0]['id']}")
        shown.page.locator(".lt-presenter h2").wait_for()
        shown.do("() => T.hold()")
    shown.page.keyboard.press("PageDown")
    # The page would say so in a while, and Streamlit in words of its own: neither covers a show.
    shown.page.wait_for_timeout(6000)
    assert shown.page.locator("#layout-connection").count() == 0
    shown.page.keyboard.press("PageDown")
    agrees(shown, steps[2], stories["zh"])
    shown.do("() => T.frame()")
    assert shown.do("() => T.first('.lt-presenter').contains(document.elementFromPoint(683, 384))")
    assert presenter_of(shown)["focus"]
    with serve(catalog.DISTRICTS, cache_folder, tmp_path / "two.log", port):
        shown.wait("() => !T.first('[role=dialog]:not(.lt-presenter)')")
        agrees(shown, steps[2], stories["zh"])
        shown.page.keyboard.press("Escape")
        assert shown.do("() => T.presenter() === null && T.same() && T.all('.lt-canvas').length === 1")
        cluster = shown.page.locator(".lt-chips [data-facet=cluster]").first
        cluster.click()
        shown.served(cluster=str(cluster.get_attribute("data-value")), step="")
        assert shown.do("() => T.same() && T.all('.lt-canvas').length === 1")
        shown.page.close()  # before its server goes away once more
    shown.problems.clear()  # what Streamlit says of its lost connection


def test_a_page_loaded_again_comes_back_to_the_view_before_the_briefing(
    tab: MakeTab, bundled: Case, stories: dict[str, dict[str, Any]]
) -> None:
    shown, cluster = filtered(tab, bundled)
    page = shown.page
    page.locator("[data-present]").click()
    shown.wait("() => T.presenter() !== null")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    shown.linked(step=stories["zh"]["steps"][3]["id"])  # the link follows a moment later
    page.reload(wait_until="commit")
    shown.wait("() => Boolean(T.first('.lt-presenter h2')) && T.presenter().at === 3")
    shown.press_until("Escape", "() => T.presenter() === null")
    shown.served(step="", cluster=cluster, element="")
    assert shown.do("() => sessionStorage.length") == 0


STAGE = """() => ({
  k: T.first('.lt-map').style.getPropertyValue('--k'),
  names: T.all('.lt-label').map((l) => [l.textContent, l.classList.contains('is-off') ? '' : l.style.transform]),
})"""


def stage(shown: Tab) -> Any:
    """Return how large symbols are and where the names stand, once the map is at rest."""
    shown.still()
    return shown.do(STAGE)


@pytest.mark.parametrize("sizes", [((390, 844), (844, 390)), ((1440, 900), (1024, 640))])
def test_a_window_of_another_size_is_as_if_it_had_been_so(
    tab: MakeTab, stories: dict[str, dict[str, Any]], sizes: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    steps = stories["zh"]["steps"]
    shown = begun(tab, steps[0]["id"], size=sizes[0])
    for _ in range(3):
        shown.page.keyboard.press("ArrowRight")
    before = stage(shown)
    shown.resize(*sizes[1])
    fresh = begun(tab, steps[3]["id"], size=sizes[1])
    expected = stage(fresh)

    assert expected != before
    assert stage(shown) == expected
    for at, keys in ((4, ["ArrowRight"]), (2, ["ArrowLeft", "ArrowLeft"])):
        for page in (shown.page, fresh.page):
            for key in keys:
                page.keyboard.press(key)
        assert stage(shown) == stage(fresh), at


def test_a_window_given_another_size_while_it_is_printed(
    tab: MakeTab, stories: dict[str, dict[str, Any]]
) -> None:
    step = stories["zh"]["steps"][2]["id"]
    shown = begun(tab, step, size=(1440, 900))
    shown.do("() => dispatchEvent(new Event('beforeprint'))")
    shown.resize(1100, 700)
    shown.do("() => dispatchEvent(new Event('afterprint'))")

    expected = stage(begun(tab, step, size=(1100, 700)))
    assert stage(shown) == expected
