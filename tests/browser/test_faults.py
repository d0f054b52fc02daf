"""Data that break while the server runs, and pages that fail."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from layout.words.glossary import say
from tests.browser.conftest import MakeTab
from tests.browser.kit import REPO, Server, Tab, serve
from tests.conftest import MINI

HIT = "<img src=x onerror=window.__hit=1>"


@pytest.fixture
def weak(tmp_path: Path) -> Iterator[Server]:
    """Serve a copy of the mini district that is broken from the start, with a cache of its own."""
    root = Path(shutil.copytree(MINI, tmp_path / "root"))
    _break(root)
    with serve(root, tmp_path / "cache", tmp_path / "log") as server:
        yield server


def _parks(root: Path) -> Path:
    return root / "mini" / "parks.geojson"


def _break(root: Path) -> None:
    """Put a level that does not exist, and more, into a file."""
    text = _parks(root).read_text("utf-8")
    _parks(root).write_text(text.replace('"level": "upper"', f'"level": "{HIT}"'), "utf-8")


def _mend(root: Path) -> None:
    shutil.copyfile(_parks(MINI), _parks(root))


def _clean(shown: Tab, server: Server) -> None:
    content = shown.page.content()
    for word in ("Traceback", str(server.root), str(server.cache), str(REPO), "site-packages", ".py"):
        assert word not in shown.do("() => document.body.innerText"), word
    assert "Traceback" not in content
    assert shown.do("() => [window.__hit, T.all('[onerror]').length]") == [None, 0]


def test_faults_are_shown_and_the_last_good_state_stays(weak: Server, tab: MakeTab) -> None:
    """Broken from the start: the faults alone. Mended: the map. Broken again: both. Mended: the map."""
    first = tab(weak)
    first.page.goto(weak.url)
    first.page.get_by_text(say("app.no-data", "zh")).wait_for()
    for word in ("parks.geojson", "level", HIT):
        first.page.get_by_text(word).first.wait_for()
    _clean(first, weak)
    _mend(weak.root)
    assert tab(weak).open().page.locator(".faults").count() == 0

    _break(weak.root)
    for lang in ("zh", "en"):
        shown = tab(weak).open(f"/?lang={lang}")
        fault_block = shown.page.locator(".faults.is-block")
        fault_text = fault_block.inner_text()
        assert say("app.stale", lang) in fault_text and "parks.geojson" in fault_text and "level" in fault_text
        assert HIT in fault_text
        assert shown.do("() => T.all('.lt-symbol').length") > 0
        other = say("app.stale", "en" if lang == "zh" else "zh")
        assert other not in fault_text
        _clean(shown, weak)
    _mend(weak.root)
    assert tab(weak).open().page.locator(".faults").count() == 0


def _spoil_cache(server: Server) -> None:
    """Put a file where the cache folder was, so that no build can end well."""
    shutil.rmtree(server.cache)
    server.cache.write_text("no folder any more")


def test_a_failing_page_shows_a_number_and_nothing_of_the_server(weak: Server, tab: MakeTab) -> None:
    """An error that nobody foresaw: a number for the reader, the rest in the log."""
    _spoil_cache(weak)
    _mend(weak.root)
    shown = tab(weak)
    shown.page.goto(weak.url)
    alert = shown.page.locator("[data-testid=stAlert]")
    alert.wait_for()
    words = say("app.failed", "zh", id="").split("：")[0]
    assert words in alert.inner_text()
    number = alert.inner_text().strip()[-8:]
    assert set(number) <= set("0123456789abcdef")
    _clean(shown, weak)
    log = weak.log.read_text("utf-8", "replace")
    assert f"page failed [{number}]" in log
    assert "FileExistsError" in log or "NotADirectoryError" in log  # the cause, not only that it failed
    assert shown.page.locator("[data-testid=stException]").count() == 0


def test_a_build_that_crashes_leaves_the_last_good_map(weak: Server, tab: MakeTab) -> None:
    """Sound data that cannot be built: the old map stays, the reader is told, the log says why."""
    _mend(weak.root)
    tab(weak).open()
    _spoil_cache(weak)
    with _parks(weak.root).open("a", encoding="utf-8") as file:
        file.write("\n")
    shown = tab(weak).open("/?lang=en")
    assert say("app.build-failed", "en") in shown.page.locator(".faults.is-block").inner_text()
    assert shown.do("() => T.all('.lt-symbol').length") > 0
    _clean(shown, weak)
    assert "the build ended with" in weak.log.read_text("utf-8", "replace")
