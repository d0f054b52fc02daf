"""A short journey in each engine: names, a filter, a park, the other language, and a file from disk."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from layout.exports import html
from layout.view.view import View
from tests.browser.engines import Engine, click, firefox, visit, wait, webkit
from tests.browser.kit import Server
from tests.conftest import Case, skip_unless_on_ci

READY = "() => document.documentElement.dataset.layoutMap === 'ready' && Boolean(document.querySelector('.panel'))"
NAMES = (
    "() => [...document.querySelectorAll('.lt-label:not(.is-off)')]"
    ".filter((l) => getComputedStyle(l).visibility === 'visible').map((l) => l.textContent)"
)
DIMMED = "() => document.querySelectorAll('.lt-symbol.is-dim').length"
# At least so many of the 43 names have room on a screen of this size.
FEWEST_NAMES = 15


class Chromium:
    """The page of Chromium as an engine."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go(self, url: str) -> None:
        """Open an address."""
        self.page.goto(url, wait_until="commit")

    def do(self, script: str, arg: Any = None) -> Any:
        """Return what a function of the page gives."""
        return self.page.evaluate(script, arg)

    def act(self, actions: list[dict[str, Any]]) -> None:
        """Press where the pointer is moved to."""
        at = actions[0]["actions"][0]
        self.page.mouse.click(at["x"], at["y"])


@contextmanager
def in_webkit(_browser: Browser) -> Iterator[Engine]:
    """Give WebKitGTK, of Debian's package webkit2gtk-driver."""
    if not shutil.which("WebKitWebDriver") or not shutil.which("Xvfb"):
        skip_unless_on_ci("no WebKitGTK found: apt-get install webkit2gtk-driver xvfb")
    with webkit() as driver:
        yield driver


@contextmanager
def in_firefox(_browser: Browser) -> Iterator[Engine]:
    """Give Firefox ESR."""
    if not shutil.which("firefox-esr") and not shutil.which("firefox"):
        skip_unless_on_ci("no Firefox found: apt-get install firefox-esr")
    with firefox() as session:
        yield session


@contextmanager
def in_chromium(browser: Browser) -> Iterator[Engine]:
    """Give the Chromium of the other tests."""
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    yield Chromium(page)
    page.close()


MAKERS: dict[str, Callable[[Browser], AbstractContextManager[Engine]]] = {
    "chromium": in_chromium,
    "firefox": in_firefox,
    "webkit": in_webkit,
}


@pytest.fixture(scope="module", params=sorted(MAKERS))
def engine(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Engine]:
    """Give each engine in turn."""
    with MAKERS[request.param](browser) as started:
        yield started


@pytest.fixture(scope="module")
def file(bundled: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Export the page of the bundled district."""
    place = tmp_path_factory.mktemp("engines") / "page.html"
    view = View(bundled.plan.district.id, bundled.plan.edition.id, "zh")
    place.write_text(html.page(bundled.plan, bundled.shapes, view), encoding="utf-8")
    return place


def test_the_journey_is_the_same_everywhere(engine: Engine, app: Server, file: Path) -> None:
    visit(engine, app.url + "/?lang=zh")
    wait(engine, READY)
    wait(engine, f"least => ({NAMES})().length >= least", FEWEST_NAMES)
    names = engine.do(NAMES)

    click(engine, ".lt-chip[aria-pressed=false]")
    wait(engine, f"() => ({DIMMED})() > 2")
    filtered = engine.do(NAMES)
    assert 5 < len(filtered) < len(names)
    click(engine, ".lt-chip[aria-pressed=true]")
    wait(engine, f"() => ({DIMMED})() === 0")

    click(engine, ".panel .rows .row")
    wait(engine, "() => /[?&]sel=/.test(location.search) && !document.querySelector('.lt-card').hidden")
    assert engine.do("() => document.querySelector('.lt-card .card-title').textContent.trim()") in engine.do(
        "() => [...document.querySelectorAll('.panel .rows .row')].map((row) => row.firstElementChild"
        ".nextElementSibling.textContent.trim())"
    )

    click(engine, ".head .langs button[aria-pressed=false]")
    wait(engine, "() => document.querySelector('.lt-map')?.lang === 'en'")
    wait(engine, READY)
    wait(engine, f"least => ({NAMES})().length >= least", FEWEST_NAMES // 2)
    assert all(name.isascii() for name in engine.do(NAMES)), engine.do(NAMES)

    visit(engine, app.url + "/briefing?lang=zh")
    click(engine, ".editor-present")
    wait(
        engine, f"least => Boolean(document.querySelector('.lt-presenter')) && ({NAMES})().length >= least", 8
    )

    visit(engine, file.as_uri())
    wait(engine, READY)
    wait(engine, f"least => ({NAMES})().length >= least", FEWEST_NAMES)
    assert engine.do("() => document.title") and engine.do("() => document.documentElement.lang")
