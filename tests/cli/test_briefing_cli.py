"""Stories on the command line: which file is meant, what is told on the way, how it fails."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from geodata.languages import LANGS
from layout import exports
from layout.briefing import story_file as stories
from layout.build import store
from layout.build.cache import CACHE_ENV
from layout.cli import briefing_story, export
from layout.cli.progress import Progress
from layout.exports.story_options import StoryOptions
from layout.words.glossary import say
from tests.conftest import CORRIDOR, MINI

REPO = Path(__file__).parents[2]
BARE = "2016-2020"  # the small district's edition without a story
FAULTY = (
    'title_zh = "x"\n[[steps]]\nid = "a"\nview = "element=moon"\ntitle_zh = "y"\n'
    'lines_zh = ["{nothing}"]\nshow = "targts"\n'
)


def run(*call: object) -> Result:
    """Call the program on the small district."""
    assert briefing_story.write_story  # registers itself
    return CliRunner().invoke(export.app, [*map(str, call), "--data", str(MINI)])


@pytest.fixture(autouse=True)
def nothing_built(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no build stand, whatever other tests have built."""
    monkeypatch.setenv(CACHE_ENV, str(tmp_path_factory.mktemp("no-build")))


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Make stories and views of nothing, and note what was asked for."""
    arguments: dict[str, Any] = {}

    def brief(suffix: str, briefing: Any, *rest: Any) -> bytes:
        arguments.update(suffix=suffix, briefing=briefing, options=rest[2])
        for n, _ in enumerate(briefing.slides, 1):
            rest[3](n, len(briefing.slides))
        return b"a story"

    monkeypatch.setattr(exports, "render_story", brief)
    monkeypatch.setattr(exports, "render_view", lambda *_: b"a view")
    return arguments


@pytest.mark.parametrize(
    ("call", "content"),
    [
        ("x.pptx", b"a story"),
        ("x.pdf", b"a story"),
        ("briefing.html", b"a story"),
        ("Briefing-of-today.HTML", b"a story"),
        ("x.html --briefing", b"a story"),
        ("x.html", b"a view"),
        ("briefing.html --view sel=loom-yard", b"a view"),
        ("x.pdf --view sel=loom-yard", b"a view"),
        ("x.pdf --size 800x600", b"a view"),
        ("briefing.png", b"a view"),
        ("briefing.csv", b"a view"),
        ("briefing.xlsx", b"a view"),
    ],
)
def test_the_name_of_the_file_says_what_is_meant(
    tmp_path: Path, rendered: dict[str, Any], call: str, content: bytes
) -> None:
    name, *options = call.split()
    done = run("export", tmp_path / name, *options)

    assert (done.exit_code, (tmp_path / name).read_bytes()) == (0, content), done.output


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("call", "word"),
    [
        ("x.html --briefing --view sel=loom-yard", "export.both"),
        ("x.pdf --portrait --size 800x600", "export.both"),
        ("x.csv --briefing", "export.no-story"),
        ("x.pptx --view sel=loom-yard", "export.no-view"),
        ("x.html --briefing --portrait", "export.only"),
        ("x.pdf --template t.pptx", "export.only"),
        ("x.pptx --story none.toml", "export.no-file"),
        ("x.pptx --template none.pptx", "export.no-file"),
        (f"x.pptx --edition {BARE}", "export.none"),
    ],
)
def test_a_call_that_contradicts_itself_is_refused_in_words(
    tmp_path: Path, rendered: dict[str, Any], call: str, word: str, lang: str
) -> None:
    name, *options = call.split()
    done = run("export", tmp_path / name, *options, "--lang", lang)

    # Compare what stands between the places for values.
    parts = [p for p in say(word, lang, **{}).replace("}", "{").split("{")[::2] if p.strip()]
    assert (done.exit_code, done.stdout) == (2, "")
    assert parts and all(p in done.stderr for p in parts), done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("lang", LANGS)
def test_progress_goes_to_stderr_and_the_result_to_stdout(
    tmp_path: Path, rendered: dict[str, Any], lang: str
) -> None:
    done = run("export", tmp_path / "x.pdf", "--portrait", "--lang", lang)
    n = len(rendered["briefing"].slides)

    assert n > 1
    assert done.stderr.splitlines() == [f"{k}/{n}" for k in range(n + 1)]
    assert done.stdout.strip() == say("export.written", lang, file=tmp_path / "x.pdf", n=n)
    assert rendered["options"] == StoryOptions(None, True)
    assert rendered["briefing"].lang == lang


def test_on_a_terminal_progress_is_one_line(monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    steps = Progress(2)
    steps(1, 2)
    steps(2, 2)
    steps.end()

    assert capsys.readouterr().err == "\r0/2\r1/2\r2/2\n"


def test_a_district_without_a_story_gets_one_to_start_from(tmp_path: Path) -> None:
    file, root = tmp_path / "own.toml", Path(shutil.copytree(CORRIDOR, tmp_path / "root"))
    for story in root.rglob("story.toml"):
        story.unlink()

    def call(*words: object) -> Result:
        return CliRunner().invoke(export.app, [*map(str, words), "--data", str(root)])

    done = call("story", file)
    refused = call("export", tmp_path / "briefing.html", "--lang", "en")

    assert done.exit_code == 0, done.stderr
    assert call("check", "--story", file).exit_code == 0
    # Without one an export says how to come by it.
    assert refused.exit_code == 2 and "layout story" in refused.stderr
    assert call("export", tmp_path / "briefing.html", "--story", file).exit_code == 0


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("own_file", [False, True])
def test_what_the_app_has_drawn_is_filled_and_not_drawn_again(
    tmp_path: Path, mini_build: store.Build, monkeypatch: pytest.MonkeyPatch, lang: str, own_file: bool
) -> None:
    options = ["--lang", lang]
    if own_file:
        run("story", tmp_path / "own.toml")
        options += ["--story", str(tmp_path / "own.toml")]
    drawn = run("export", tmp_path / "briefing.html", *options)

    def never(*_: Any) -> None:
        raise AssertionError("drawn again")

    monkeypatch.setattr(export, "load_plan", never)
    monkeypatch.setattr(exports, "render_story", never)
    monkeypatch.setenv(CACHE_ENV, str(mini_build.folder.parent))
    filled = run("export", tmp_path / "filled.html", "--briefing", *options)

    assert (drawn.exit_code, filled.exit_code) == (0, 0), filled.output
    assert (tmp_path / "filled.html").read_bytes() == (tmp_path / "briefing.html").read_bytes()
    assert filled.stderr.splitlines()[-1] == drawn.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("pattern", "damage"),
    [("index.json", "cut"), ("*.story-map.json", "cut"), ("*.story-map.json", "gone"), ("mini.*[0-9].json", "cut"),
     ("SHA256SUMS", "gone"), ("SHA256SUMS", "not to be read")],
)  # fmt: skip
def test_a_build_that_cannot_be_read_counts_as_none(
    tmp_path: Path, mini_build: store.Build, monkeypatch: pytest.MonkeyPatch, pattern: str, damage: str,
    rendered: dict[str, Any],
) -> None:  # fmt: skip
    folder = Path(shutil.copytree(mini_build.folder, tmp_path / "cache" / mini_build.folder.name))
    monkeypatch.setenv(CACHE_ENV, str(folder.parent))
    assert store.find_build(MINI) is not None
    file = next(folder.glob(pattern))
    content = file.read_bytes()
    file.unlink()
    if damage == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif damage == "not to be read":
        file.symlink_to(file.name)
    done = run("export", tmp_path / "briefing.html")

    # Drawn anew, and nothing is said of it; what was spoilt is out of the way of the next start.
    assert done.exit_code == 0 and (tmp_path / "briefing.html").read_bytes() == b"a story"
    assert "cache" not in done.output
    assert folder.exists() == (damage == "not to be read")
    assert store.find_build(MINI) is None


def test_a_build_of_other_data_is_not_used(
    tmp_path: Path, mini_build: store.Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Path(shutil.copytree(MINI, tmp_path / "other"))
    monkeypatch.setenv(CACHE_ENV, str(mini_build.folder.parent))

    assert store.find_build(MINI) is not None
    assert store.find_build(other) is not None  # the same data under another name
    file = next(other.rglob("clusters.csv"))
    file.write_text(file.read_text("utf-8") + "\n", "utf-8")
    assert store.find_build(other) is None


@pytest.mark.parametrize("lang", LANGS)
def test_a_story_of_ones_own_is_written_checked_and_exported(tmp_path: Path, mini: Any, lang: str) -> None:
    own_file = tmp_path / "own.toml"
    assert run("story", own_file).exit_code == 0
    # With its comments: they say how the file is meant to be changed.
    assert own_file.read_bytes() == (MINI / "mini/plans/2021-2025/story.toml").read_bytes()
    parsed, faults = stories.read_story(own_file.read_text("utf-8"), "own.toml", mini.plan, ())
    assert parsed is not None and not faults
    assert run("check", "--story", own_file).exit_code == 0

    text = own_file.read_text("utf-8") + '\n[[steps]]\nid = "mine"\nview = ""\ntitle_zh = "我的一步"\ntitle_en = "My step"\n'
    own_file.write_text(text, "utf-8")
    done = run("export", tmp_path / "x.html", "--story", own_file, "--lang", lang)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.strip() == say("export.written", lang, file=tmp_path / "x.html", n=len(parsed.steps) + 1)
    assert {"zh": "我的一步", "en": "My step"}[lang] in (tmp_path / "x.html").read_text("utf-8")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("command", ["check", "export"])
def test_every_fault_of_a_story_is_told_at_once(tmp_path: Path, command: str, lang: str) -> None:
    (tmp_path / "bad.toml").write_text(FAULTY, "utf-8")
    (tmp_path / "x.pptx").write_text("old")
    call = ("export", tmp_path / "x.pptx") if command == "export" else ("check",)
    done = run(*call, "--story", tmp_path / "bad.toml", "--lang", lang)
    output = done.stdout if command == "check" else done.stderr

    assert done.exit_code == 1
    assert all(word in output for word in ("bad.toml", "moon", "nothing", "targts"))
    assert all(({"zh": f"第 {n} 行", "en": f"line {n}"}[lang]) in output for n in (4, 6, 7))
    assert (tmp_path / "x.pptx").read_text() == "old"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * (stories.MAX_BYTES + 1), b"[[steps"])
def test_a_file_that_is_no_story_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.toml").write_bytes(content)
    done = run("export", tmp_path / "x.pptx", "--story", tmp_path / "bad.toml")

    assert (done.exit_code, done.stdout) == (1, "")
    assert "bad.toml" in done.stderr and "Traceback" not in done.stderr
    assert [f.name for f in tmp_path.iterdir()] == ["bad.toml"]


@pytest.mark.parametrize("lang", LANGS)
def test_a_damaged_template_is_named_and_the_export_stops(tmp_path: Path, lang: str) -> None:
    (tmp_path / "t.pptx").write_bytes(b"PK\x03\x04 no deck")
    (tmp_path / "x.pptx").write_text("old")
    done = run("export", tmp_path / "x.pptx", "--template", tmp_path / "t.pptx", "--lang", lang)

    assert (done.exit_code, done.stdout) == (1, "")
    assert "t.pptx" in done.stderr and "Traceback" not in done.stderr
    assert (tmp_path / "x.pptx").read_text() == "old"


def _breaking(at: int, error: Exception) -> Callable[..., bytes]:
    def brief(_suffix: str, briefing: Any, *rest: Any) -> bytes:
        for n, _ in enumerate(briefing.slides, 1):
            if n == at:
                raise error
            rest[3](n, len(briefing.slides))
        return b"whole"

    return brief


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_maker_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: Any, at: int) -> None:
    monkeypatch.setattr(exports, "render_story", _breaking(at, RuntimeError("broken")))
    (tmp_path / "x.pdf").write_text("old")
    done = run("export", tmp_path / "x.pdf")

    assert done.exit_code == 1
    assert (tmp_path / "x.pdf").read_text() == "old"
    assert [f.name for f in tmp_path.iterdir()] == ["x.pdf"]


def test_a_disk_that_is_full_leaves_the_old_file(
    tmp_path: Path, monkeypatch: Any, rendered: dict[str, Any]
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    (tmp_path / "x.pdf").write_text("old")
    done = run("export", tmp_path / "x.pdf")

    assert done.exit_code == 1 and "磁盘已满" in done.stderr
    assert [(f.name, f.read_text()) for f in tmp_path.iterdir()] == [("x.pdf", "old")]


# Writes half of the file, then waits to be ended.
_SLOW = """
import pathlib, runpy, sys, time
from layout import exports
exports.render_story = lambda *_: b"whole"
def half(self, content):
    with self.open("wb") as file:
        file.write(content[:2])
    print("half", flush=True)
    time.sleep(60)
pathlib.Path.write_bytes = half
sys.argv = ["layout", "export", sys.argv[1], "--data", sys.argv[2]]
runpy.run_module("layout", run_name="__main__")
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a process without asking it")
def test_a_process_that_is_ended_leaves_no_half_file(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_text("old")
    command = [sys.executable, "-c", _SLOW, str(file), str(MINI)]
    with subprocess.Popen(command, cwd=REPO, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "half\n"
        assert len(list(tmp_path.iterdir())) == 2
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 143
    for _ in range(20):
        if len(list(tmp_path.iterdir())) == 1:
            break
        time.sleep(0.05)
    assert [(f.name, f.read_text()) for f in tmp_path.iterdir()] == [("x.pdf", "old")]


def test_the_help_names_what_stories_need() -> None:
    output = run("export", "--help").stdout

    assert all(word in output for word in ("--story", "--template", "--portrait", "--briefing", "--size"))


@pytest.mark.parametrize("command", ["export", "story"])
@pytest.mark.parametrize("place", ["none/x", "folder"])
def test_a_place_that_cannot_be_written_is_told_before_any_work(
    tmp_path: Path, rendered: dict[str, Any], command: str, place: str
) -> None:
    suffix = {"export": ".pptx", "story": ".toml"}[command]
    (tmp_path / f"folder{suffix}").mkdir()
    done = run(command, tmp_path / f"{place}{suffix}", "--lang", "en")

    assert (done.exit_code, done.stdout, rendered) == (1, "", {})
    assert done.stderr.count("\n") == 1 and done.stderr.startswith("Could not write")


def test_a_format_is_offered_once() -> None:
    output = run("export", "x.docx", "--lang", "en").stderr

    assert [output.count(suffix) for suffix in (*exports.STORIES, *exports.VIEWS)] == [1] * 10


def test_a_home_that_cannot_be_written_is_no_noise(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    env = {**os.environ, "HOME": str(blocked), "MPLCONFIGDIR": str(blocked / "a"), "XDG_CACHE_HOME": str(blocked / "b")}
    call = [sys.executable, "-m", "layout", "export", str(tmp_path / "m.png"), "--data", str(MINI), "--size", "640x480"]
    done = subprocess.run(call, cwd=REPO, env=env, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "m.png").read_bytes()[:4] == b"\x89PNG"
