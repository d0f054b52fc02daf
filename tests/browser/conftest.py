"""One browser for the session, one server per data root, watched pages for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from geodata import catalog
from layout.build.store import Build
from layout.plan.model import Plan
from tests.browser.kit import FLAGS, Server, Tab, chromium, serve
from tests.conftest import MINI, Case, skip_unless_on_ci

MakeTab = Callable[..., Tab]
ADVICE = "no Chromium found: apt-get install chromium fonts-noto-cjk, or set CHROMIUM to one"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the system's Chromium; skip without one, but fail where CI says there is one."""
    path = chromium()
    if path is None:
        skip_unless_on_ci(ADVICE)
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def app(browser: Browser, bundled_build: Build, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the bundled data."""
    log = tmp_path_factory.mktemp("log") / "app.log"
    with serve(catalog.DISTRICTS, bundled_build.folder.parent, log) as server:
        yield server


@pytest.fixture(scope="session")
def small(browser: Browser, mini_build: Build, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the small district, which has two editions, one of them with a story."""
    with serve(MINI, mini_build.folder.parent, tmp_path_factory.mktemp("log") / "small.log") as server:
        yield server


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Give a browser context by its options: pages of the same options share what they have fetched."""
    open_contexts: dict[str, BrowserContext] = {}

    def context(options: dict[str, Any], base: str) -> BrowserContext:
        key = repr(sorted(options.items()))
        if key not in open_contexts:
            open_contexts[key] = browser.new_context(viewport={"width": 1440, "height": 900}, **options)
            # The process of the pages ends with the last of them: one that stays keeps it for the next test.
            first = open_contexts[key].new_page()
            if base:  # else pages are files
                first.goto(f"{base}/_stcore/health")
        return open_contexts[key]

    yield context
    for open_context in open_contexts.values():
        open_context.close()


@pytest.fixture
def tab(contexts: Callable[..., BrowserContext], request: pytest.FixtureRequest) -> Iterator[MakeTab]:
    """Give a maker of watched pages, of visitors who come for the first time.

    At the end of the test every page must have kept quiet.
    """
    tabs: list[Tab] = []

    def make(server: Server | None = None, size: tuple[int, int] = (1440, 900), **options: Any) -> Tab:
        base = (server or request.getfixturevalue("app")).url
        page = contexts({"locale": "zh-CN", **options}, base).new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        tabs.append(Tab(page, base))
        return tabs[-1]

    yield make
    for context in dict.fromkeys(shown.page.context for shown in tabs):
        forget(context)
    for shown in tabs:
        shown.check()


def forget(context: BrowserContext) -> None:
    """Close all pages of a context but its first, and let it forget what they kept but for files."""
    context.set_offline(False)
    for page in context.pages[1:]:
        with suppress(PlaywrightError):  # a page that is closing, or that no server answers
            page.evaluate("() => localStorage.clear()")
        page.close()
    context.clear_cookies()
    context.clear_permissions()


@pytest.fixture(scope="session")
def plan(bundled: Case) -> Plan:
    """Give the layout that the app opens with."""
    return bundled.plan
