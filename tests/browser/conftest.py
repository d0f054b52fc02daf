"""One browser for the session, one server per data root, watched pages for each test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from geodata import catalog
from layout.plan.model import Plan
from tests.browser.kit import FLAGS, Server, Tab, chromium, serve
from tests.conftest import MINI, Case

MakeTab = Callable[..., Tab]
ADVICE = "no Chromium found: apt-get install chromium fonts-noto-cjk, or set CHROMIUM to one"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the system's Chromium; skip without one, but fail where CI says there is one."""
    path = chromium()
    if path is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(ADVICE)
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def app(browser: Browser, cache_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve the bundled data."""
    with serve(catalog.DISTRICTS, cache_folder, tmp_path_factory.mktemp("log") / "app.log") as server:
        yield server


@pytest.fixture(scope="module")
def small(browser: Browser, cache_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Serve a copy of the small district, which has two editions, one of them with a story."""
    root = Path(shutil.copytree(MINI, tmp_path_factory.mktemp("small") / "root"))
    with serve(root, cache_folder, tmp_path_factory.mktemp("log") / "app.log") as server:
        yield server


@pytest.fixture(scope="session")
def desktop(browser: Browser) -> Iterator[BrowserContext]:
    """Give one ordinary browser context, so that pages share what they have fetched."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    yield context
    context.close()


@pytest.fixture
def tab(browser: Browser, desktop: BrowserContext, request: pytest.FixtureRequest) -> Iterator[MakeTab]:
    """Give a maker of watched pages; with options each gets a browser context of its own.

    At the end of the test every page must have kept quiet.
    """
    made: list[tuple[Tab, BrowserContext | None]] = []

    def make(server: Server | None = None, size: tuple[int, int] = (1440, 900), **options: Any) -> Tab:
        viewport = {"width": size[0], "height": size[1]}
        own = browser.new_context(viewport=viewport, **options) if options else None
        page = (own or desktop).new_page()
        page.set_viewport_size(viewport)
        base = (server or request.getfixturevalue("app")).url
        made.append((Tab(page, base), own))
        return made[-1][0]

    yield make
    for one, own in made:
        one.page.close()
        if own:
            own.close()
    for one, _ in made:
        one.check()


@pytest.fixture(scope="session")
def plan(bundled: Case) -> Plan:
    """Give the layout that the app opens with."""
    return bundled.plan
