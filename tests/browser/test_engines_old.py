"""Engines as old as Chromium 109: what is newer is taken from this one, and files and map are as ever."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from geodata.languages import LANGS
from layout.exports import html
from layout.maps.static.styles import STYLES
from layout.view.view import View
from layout.words.glossary import say
from tests.browser.conftest import MakeTab
from tests.browser.kit import Server, Tab
from tests.conftest import Case

NO_SERVER = Server("", Path(), Path(), Path())
NEWER_FUNCTIONS = re.compile(r"\b(light-dark|color-mix|oklch|oklab|anchor)\(")
# What came with Chromium 110 and later. Streamlit's own scripts need some of it.
NEWER_SCRIPT = """() => {
  for (const name of ['toSorted', 'toReversed', 'toSpliced', 'with']) delete Array.prototype[name];
  for (const name of ['union', 'intersection', 'difference', 'isSubsetOf']) delete Set.prototype[name];
  for (const name of ['isWellFormed', 'toWellFormed']) delete String.prototype[name];
  for (const name of ['showPopover', 'hidePopover', 'togglePopover']) delete HTMLElement.prototype[name];
  delete Promise.withResolvers; delete Promise.try; delete Object.groupBy; delete Map.groupBy;
  delete Array.fromAsync; delete URL.canParse; delete AbortSignal.any; delete Document.prototype.startViewTransition;
  delete ReadableStream.prototype[Symbol.asyncIterator]; delete globalThis.Iterator;
}"""
NO_FLAG_V = """() => {
  const Native = RegExp;
  window.RegExp = new Proxy(Native, {
    construct(target, [pattern, flags]) {
      if (/v/.test(flags || '')) throw new SyntaxError('Invalid flags supplied to RegExp constructor');
      return new target(pattern, flags);
    },
    apply(target, self, [pattern, flags]) { return new window.RegExp(pattern, flags); },
  });
}"""
PAINTS = """() => Object.fromEntries(Object.entries({
  sea: ['.lt-sea', 'fill'], town: ['.lt-town', 'fill'], road: ['.lt-road', 'stroke'], ink: ['.lt-label-park', 'color'],
  legend: ['.lt-legend', 'backgroundColor'], chip: ['.lt-chip', 'backgroundColor'], buttons: ['.lt-buttons', 'backgroundColor'],
  page: ['body', 'backgroundColor'], key: ['.lt-key-fill .lt-key-ground + rect', 'fill'], line: ['.panel h2', 'borderBottomColor'],
  element: ['.lt-label-element', 'color'], zone: ['.sym-zone .sym-ring', 'stroke'],
}).map(([name, [selector, property]]) => {
  const element = document.querySelector(selector);
  return [name, element && getComputedStyle(element)[property]];
}))"""
# Shades of the data's own colours: an old engine shows the colours themselves.
MIXED = {"element", "zone"}
CLEAR = "rgba(0, 0, 0, 0)"


def rgb(colour: str) -> str:
    """Return `#rrggbb` as a browser writes it."""
    return f"rgb({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))})"


@pytest.fixture(scope="module")
def page_file(bundled: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Export the page of the bundled district."""
    place = tmp_path_factory.mktemp("old") / "page.html"
    view = View(bundled.plan.district.id, bundled.plan.edition.id, "zh")
    place.write_text(html.page(bundled.plan, bundled.shapes, view), encoding="utf-8")
    return place


def older(file: Path) -> Path:
    """Return a copy of a file in whose styles the newest functions are words that nobody knows."""
    text = file.read_text(encoding="utf-8")
    head, style, rest = re.split(r"(<style>.*?</style>)", text, maxsplit=1, flags=re.S)
    copy = file.with_name(f"old-{file.name}")
    copy.write_text(head + NEWER_FUNCTIONS.sub(r"x-\1(", style) + rest, encoding="utf-8")
    return copy


def opened(tab: MakeTab, file: Path, **options: str) -> Tab:
    """Open a file without the newest scripts."""
    shown = tab(NO_SERVER, **options)
    shown.page.add_init_script(f"({NEWER_SCRIPT})()")
    return shown.open(file.as_uri())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_file_has_its_colours(tab: MakeTab, page_file: Path, scheme: str) -> None:
    now = tab(NO_SERVER, color_scheme=scheme).open(page_file.as_uri()).do(PAINTS)
    then = opened(tab, older(page_file), color_scheme=scheme).do(PAINTS)

    assert {k: v for k, v in then.items() if k not in MIXED} == {
        k: v for k, v in now.items() if k not in MIXED
    }
    assert None not in then.values() and CLEAR not in then.values() and "none" not in then.values()
    assert (then["sea"] == rgb(STYLES["sea"].fill)) == (scheme == "light")
    assert (then["town"] == rgb(STYLES["town"].fill)) == (scheme == "light")
    assert "rgb(0, 0, 0)" not in then.values()


def test_the_map_of_the_app_has_its_colours(tab: MakeTab, app: Server) -> None:
    shown = tab(app, color_scheme="light")

    def older_script(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=NEWER_FUNCTIONS.sub(r"x-\1(", answer.text()))

    shown.page.route("**/site-*.js", older_script)
    then = shown.open().do(PAINTS)
    assert (then["sea"], then["town"]) == (rgb(STYLES["sea"].fill), rgb(STYLES["town"].fill))
    assert None not in then.values() and CLEAR not in {v for k, v in then.items() if k != "page"}


def test_a_theme_that_is_known_goes_before_the_system(tab: MakeTab, app: Server) -> None:
    shown = tab(app, color_scheme="dark").open("/?embed_options=light_theme")
    shown.wait("() => document.documentElement.dataset.scheme === 'light'")
    assert shown.do(PAINTS)["sea"] == rgb(STYLES["sea"].fill)
    shown.expect("embed_options")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_engine_that_cannot_run_the_app_is_told_so(tab: MakeTab, app: Server, lang: str) -> None:
    shown = tab(app)
    shown.page.add_init_script(f"({NO_FLAG_V})()")
    shown.expect("Invalid flags")
    shown.page.goto(f"{app.url}/?lang={lang}", wait_until="commit")
    shown.wait("() => Boolean(document.getElementById('layout-connection'))")
    words = shown.do("() => document.getElementById('layout-connection').textContent")
    assert say("connection.old", lang) in words
    assert shown.do("() => document.querySelector('#layout-connection a').href").endswith(".html")
    # It is the cause, and stays the one that is told.
    shown.page.wait_for_timeout(9000)
    assert say("connection.old", lang) in shown.do(
        "() => document.getElementById('layout-connection').textContent"
    )


def test_a_good_engine_is_told_nothing(tab: MakeTab, app: Server) -> None:
    shown = tab(app).open()
    assert shown.do("() => document.getElementById('layout-connection')") is None


@pytest.mark.parametrize("lang", LANGS)
def test_without_scripts_a_file_shows_title_map_and_a_sentence(
    browser: Browser, mini: Case, tmp_path: Path, lang: str
) -> None:
    plan = mini.plan
    file = tmp_path / "page.html"
    file.write_text(
        html.page(plan, mini.shapes, View(plan.district.id, plan.edition.id, lang)), encoding="utf-8"
    )
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1000, "height": 800})
    page = context.new_page()
    page.goto(file.as_uri())
    title = say("app.title", lang, district=plan.district.name(lang))
    assert page.title() == title
    assert page.locator("html").get_attribute("lang") == say("text.tag", lang)
    assert plan.district.name(lang) in (page.locator("meta[name=description]").get_attribute("content") or "")
    assert page.locator("body").inner_text().startswith(f"{title}\n")
    assert say("document.still", lang) in page.locator("body").inner_text()
    still = page.locator("noscript > svg[role=img]")
    box = still.bounding_box()
    assert box and box["width"] > 900 and box["height"] > 400
    names = still.locator("text").all_text_contents()
    assert {s.name(lang) for s in plan.parks if s.located} <= set(names)
    # What scripts would fill stays out of sight.
    assert not page.locator("main").is_visible()
    context.close()
