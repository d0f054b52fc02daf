"""Data that break while the server runs, and pages that fail."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from layout.build.store import Build
from layout.words.glossary import say
from tests.browser.conftest import MakeTab
from tests.browser.kit import BUILD_MS, REPO, Server, Tab, serve
from tests.conftest import MINI

HIT = "<img src=x onerror=window.__hit=1>"


# What every Python process of the server runs first: errors that the test calls for by a file.
ERRORS = """
import importlib.abc, importlib.util, os, sys
flags = os.path.dirname(__file__)
if "layout.build" in sys.orig_argv and os.path.exists(flags + "/kill-build"):
    os.kill(os.getpid(), 9)
class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name != "layout.pages.header":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module
        def exec_module(module):
            load(module)
            whole = module.header
            def header(*arguments):
                if os.path.exists(flags + "/break-page"):
                    raise ZeroDivisionError("a secret")
                return whole(*arguments)
            module.header = header
        spec.loader.exec_module = exec_module
        return spec
sys.meta_path.insert(0, Finder())
"""


@pytest.fixture
def errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file of the test call for an error in the processes of its server."""
    (tmp_path / "flags").mkdir()
    (tmp_path / "flags/sitecustomize.py").write_text(ERRORS, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "flags"))


@pytest.fixture
def weak(tmp_path: Path, errors: None) -> Iterator[Server]:
    """Serve a copy of the mini district that is broken from the start, with a cache of its own."""
    root = Path(shutil.copytree(MINI, tmp_path / "root"))
    _break(root)
    with serve(root, tmp_path / "cache", tmp_path / "log", built=False) as server:
        yield server


@pytest.fixture
def sound(tmp_path: Path, errors: None, mini_build: Build) -> Iterator[Server]:
    """Serve a sound copy of the mini district, built already in a cache of its own."""
    root = Path(shutil.copytree(MINI, tmp_path / "root"))
    shutil.copytree(mini_build.folder, tmp_path / "cache" / mini_build.name)
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
    mended = tab(weak)
    mended.page.goto(f"{weak.url}/?lang=en")
    # There is no map yet to show meanwhile: the page says so, and goes on by itself.
    mended.page.get_by_text(say("app.preparing", "en")).wait_for()
    mended.until(lambda: mended.page.locator(".head .title").count(), "the first maps", BUILD_MS)
    assert mended.drawn().page.locator(".faults").count() == 0

    _break(weak.root)
    for lang in ("zh", "en"):
        shown = tab(weak).open(f"/?lang={lang}")
        fault_block = shown.page.locator(".faults.is-block")
        fault_text = fault_block.inner_text()
        assert (
            say("app.stale", lang) in fault_text and "parks.geojson" in fault_text and "level" in fault_text
        )
        assert HIT in fault_text
        assert shown.do("() => T.all('.lt-symbol').length") > 0
        other = say("app.stale", "en" if lang == "zh" else "zh")
        assert other not in fault_text
        _clean(shown, weak)
    _mend(weak.root)
    last = tab(weak).open()
    last.until(
        lambda: last.page.locator(".faults").count() == 0, "the faults are gone by themselves", BUILD_MS
    )


def test_a_change_of_the_data_comes_by_itself_and_nobody_waits(sound: Server, tab: MakeTab) -> None:
    """The visitor whose visit starts a build sees the last good map at once, and the new one when it is there."""
    tab(sound).open()
    file = sound.root / "mini/district.toml"
    file.write_text(file.read_text("utf-8").replace("Mini District", "Maxi District"), "utf-8")
    shown = tab(sound).open("/parks?lang=en&level=upper")
    assert "Mini District" in shown.page.locator(".head .title").inner_text()
    assert shown.page.locator(".faults[role=status]").inner_text() == say("app.renewing", "en")
    shown.until(
        lambda: "Maxi District" in shown.page.locator(".head .title").inner_text(), "the new state", BUILD_MS
    )
    shown.until(lambda: shown.page.locator(".faults").count() == 0, "the line is gone")
    shown.drawn()
    assert shown.query["level"] == "upper" and shown.do("() => T.all('.lt-symbol').length") > 0


@pytest.mark.parametrize(
    ("opener", "field"), [("[data-act=edit]", ".editor-name"), (".editor-top .editor-tool", ".editor-title")]
)
def test_newer_data_leave_a_writer_where_he_types(
    sound: Server, tab: MakeTab, opener: str, field: str
) -> None:
    """Focus, place in the text and what is half typed stay, in a step and in the title, kept or not."""
    file = sound.root / "mini/district.toml"
    file.write_text(file.read_text("utf-8").replace("Mini District", "Maxi District"), "utf-8")
    shown = tab(sound).open("/briefing?lang=en")
    # A browser whose storage is full or forbidden.
    shown.do("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    rows = shown.page.locator(".editor-step")
    count = rows.count()
    shown.page.locator("[data-act=drop]").last.click()
    shown.page.locator(opener).first.click()
    shown.page.locator(field).fill("Half ped")
    shown.do("() => document.activeElement.setSelectionRange(5, 5)")
    shown.do("() => T.hold()")
    shown.until(
        lambda: "Maxi District" in shown.page.locator(".head .title").inner_text(), "the new state", BUILD_MS
    )
    shown.until(lambda: not shown.do("() => T.same()"), "the new map")
    shown.do("() => T.settle()")
    shown.page.keyboard.type("ty")
    assert shown.page.locator(field).input_value() == "Half typed"
    assert shown.do("() => document.activeElement.className") == field[1:]
    shown.page.keyboard.press("Tab")
    shown.wait("() => T.first('.editor').innerText.includes('Half typed')")
    assert rows.count() == count - 1


def _call_for(server: Server, error: str) -> None:
    (server.root.parent / "flags" / error).touch()


def test_a_failing_page_shows_a_number_and_nothing_of_the_server(sound: Server, tab: MakeTab) -> None:
    """An error that nobody foresaw: a number for the reader, the rest in the log."""
    _call_for(sound, "break-page")
    shown = tab(sound)
    shown.page.goto(sound.url)
    alert = shown.page.locator("[data-testid=stAlert]").get_by_text(
        say("app.failed", "zh", id="").split("：")[0]
    )
    alert.wait_for()
    number = alert.inner_text().strip()[-8:]
    assert set(number) <= set("0123456789abcdef")
    _clean(shown, sound)
    log = sound.log.read_text("utf-8", "replace")
    assert f"page failed [{number}]" in log
    assert "ZeroDivisionError: a secret" in log  # the cause, not only that it failed
    assert "a secret" not in shown.page.content()
    assert shown.page.locator("[data-testid=stException]").count() == 0


def test_a_build_that_crashes_leaves_the_last_good_map(sound: Server, tab: MakeTab) -> None:
    """Sound data that cannot be built: the old map stays, the reader is told, the log says why."""
    tab(sound).open()
    _call_for(sound, "kill-build")
    with _parks(sound.root).open("a", encoding="utf-8") as file:
        file.write("\n")
    shown = tab(sound).open("/?lang=en")
    block = shown.page.locator(".faults.is-block").inner_text()
    assert say("app.stale-map", "en") in block
    assert say("build.crashed", "en", id="") in block and block.strip()[-8:] in sound.log.read_text("utf-8")
    assert shown.do("() => T.all('.lt-symbol').length") > 0
    _clean(shown, sound)
    assert "exit code -9" in sound.log.read_text("utf-8", "replace")


def test_a_cache_that_cannot_be_written_is_no_concern_of_the_reader(sound: Server, tab: MakeTab) -> None:
    """The cache has become a file: the maps are kept elsewhere, once, and the log says why."""
    shutil.rmtree(sound.cache)
    sound.cache.write_text("no folder any more")
    _break(sound.root)
    shown = tab(sound).open()
    shown.until(
        lambda: shown.page.locator(".faults.is-block").count() == 1, "the faults of the data", BUILD_MS
    )
    assert "parks.geojson" in tab(sound).open().page.locator(".faults.is-block").inner_text()
    assert sound.log.read_text("utf-8").count("builds go to a temporary folder") == 1
