"""Odd values for every option of every command, outputs that are full, and files that are not to be replaced."""

from __future__ import annotations

import os
import re
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

import pytest
import typer
from typer.testing import CliRunner, Result

from geodata import load
from geodata.languages import LANGS
from layout.__main__ import app
from layout.build import store
from layout.build.cache import CACHE_ENV
from layout.build.exit_codes import EXIT_FAULTS, EXIT_USAGE
from layout.cli import copies, plan_doubts
from layout.plan import join, shapes
from layout.words.glossary import glossary, say
from tests.conftest import MINI

REPO = Path(__file__).parents[2]
COMMANDS: Any = typer.main.get_command(app).commands  # type: ignore[attr-defined]
ACTUALS = REPO / "tests/data/actuals/good.csv"
# What each command needs, and the ending of what it writes.
NEEDED: dict[str, dict[str, str]] = {
    "check": {},
    "list": {"name": "parks"},
    "audit": {},
    "status": {"actuals": str(ACTUALS)},
    "template": {"file": "out.xlsx"},
    "compare": {"old": "2016-2020", "new": "2021-2025"},
    "document": {},
    "match": {"text": "CDMO"},
    "export": {"file": "out.csv"},
    "story": {"file": "out.toml"},
    "new": {"what": "district", "folder": "nanhe"},
}
ENDINGS = {"template": ".xlsx", "status": ".xlsx", "story": ".toml"}
# Options that go with another kind of file.
BESIDE = {"story": {"file": "out.pptx"}, "template": {"file": "out.pptx"}, "size": {"file": "out.svg"}, "dpi": {"file": "out.svg"}}
ODD_TEXTS = ["", " ", "a\nb", "x" * 5000, "\udcff", "\u202e<b>{{ 1 }}%s{0}", "-1", "nan", "1e999", "٣", "../..", "=1+1", "&=;#"]


def run(*call: object) -> Result:
    """Call the program."""
    return CliRunner().invoke(app, [*map(str, call)])


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Call from an empty folder, without a build, and read the same data once."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(CACHE_ENV, str(tmp_path / "no-build"))
    # Those that bear a name of their own for it too: loaded while it is another, they would keep that.
    by_module = {load: ("load_dataset",), join: ("join",), shapes: ("compute_shapes",)}
    by_module |= dict.fromkeys((copies, plan_doubts), ("load_dataset", "join"))
    for module, names in by_module.items():
        for name in names:
            monkeypatch.setattr(module, name, _remembered(getattr(module, name)))


@cache
def _remembered(function: Any) -> Any:
    results: dict[Any, Any] = {}

    def remembered(*args: Any) -> Any:
        key = tuple(a if isinstance(a, str | Path) else id(a) for a in args)
        # The arguments stay, so that no other gets the same id.
        return results.setdefault(key, (function(*args), args) if key not in results else None)[0]

    return remembered


def odd_files(folder: Path, ending: str) -> Iterator[str]:
    """Make and yield the names of files that are none, or none to read or write."""
    (folder / f"folder{ending}").mkdir()
    (folder / f"empty{ending}").touch()
    (folder / "without-ending").write_bytes(b"\x00\xff")
    (folder / "file").touch()
    (folder / f"protected{ending}").write_text("x", encoding="utf-8")
    (folder / f"protected{ending}").chmod(0o444)
    os.mkfifo(folder / f"fifo{ending}")
    (folder / f"loop{ending}").symlink_to(f"loop{ending}")
    (folder / f"link{ending}").symlink_to(f"nowhere{ending}")
    yield from ("", ".", "..", "/", "-", "~", "without-ending", "nowhere", ending, "x" * 300, f"{'x' * 300}{ending}", "x/" * 3000)
    yield from (f"{name}{ending}" for name in ("folder", "empty", "protected", "fifo", "loop", "link", "a\nb", "\udcff", "file/x", "no/x"))
    yield from ("/dev/null", "/dev/full", f"/proc/x{ending}")


def values_of(command: str, name: str, value: str) -> list[str]:
    """Return a call with an odd value for one parameter, all others as they have to be."""
    known = COMMANDS[command].params
    values = {"data": str(MINI), **NEEDED[command], **(BESIDE.get(name, {}) if command == "export" else {}), name: value}
    options, arguments = [], []
    for parameter in known:
        if parameter.name in values and parameter.param_type_name == "argument":
            arguments.append(values[parameter.name])
        elif parameter.name in values:
            options.append(f"{max(parameter.opts, key=len)}={values[parameter.name]}")
    return [command, *options, "--", *arguments]


def parameters(kind: str) -> list[Any]:
    """Return every command with each of its parameters that holds a path, or a text or number."""
    hints = [
        (command, name, "path" if "Path" in str(hint) else "flag" if hint is bool else "text")
        for command, it in COMMANDS.items()
        for name, hint in get_type_hints(it.callback).items()
        if name != "return"
    ]
    return [pytest.param(command, name, id=f"{command}-{name}") for command, name, of in hints if of == kind]


def check_ending(done: Result, value: str) -> None:
    """Fail where a call ends otherwise than documented, or without a word."""
    shown = repr(value[:80])
    assert done.exception is None or isinstance(done.exception, SystemExit), (shown, done.exception)
    assert done.exit_code in (0, EXIT_FAULTS, EXIT_USAGE), shown
    assert done.exit_code == 0 or done.stdout + done.stderr, shown
    assert not re.search(r"Traceback|\[Errno|Error:\s*\[", done.stderr), shown


def test_every_command_is_tried() -> None:
    assert set(COMMANDS) == set(NEEDED)


@pytest.mark.parametrize(("command", "name"), parameters("path"))
def test_an_odd_file_is_no_crash(command: str, name: str, tmp_path: Path) -> None:
    for value in odd_files(tmp_path, ENDINGS.get(command, ".csv")):
        check_ending(run(*values_of(command, name, value)), value)
    ending = ENDINGS.get(command, ".csv")
    assert (tmp_path / f"protected{ending}").read_text(encoding="utf-8") == "x"
    assert stat.S_ISFIFO((tmp_path / f"fifo{ending}").stat().st_mode)


@pytest.mark.parametrize(("command", "name"), parameters("text"))
def test_an_odd_text_is_no_crash(command: str, name: str) -> None:
    for value in ODD_TEXTS:
        check_ending(run(*values_of(command, name, value)), value)


WRITING = {"export": ["export", "x.csv"], "list": ["list", "parks", "--out", "x.csv"], "template": ["template", "x.xlsx"],
           "story": ["story", "x.toml"], "status": ["status", "--actuals", str(ACTUALS), "--out", "x.xlsx"],
           "save": ["status", "--actuals", str(ACTUALS), "--save", "x.xlsx"]}  # fmt: skip


def _protect(file: Path) -> None:
    file.write_text("old", encoding="utf-8")
    file.chmod(0o444)


def _listen(file: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(file.name)


HINDRANCES: dict[str, Any] = {
    "protected": _protect,
    "no-plain-file": os.mkfifo,
    "folder": Path.mkdir,
    "loop": lambda file: file.symlink_to(file.name),
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("reason", [*HINDRANCES, "socket"])
@pytest.mark.parametrize("call", WRITING.values(), ids=WRITING)
def test_what_is_not_to_be_replaced_is_refused_before_any_work(
    call: list[str], reason: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / next(word for word in call if word.startswith("x."))
    HINDRANCES.get(reason, _listen)(file)
    before = file.lstat()
    monkeypatch.setattr(load, "load_dataset", None)  # any work would fail
    done = run(*call, "--data", MINI, "--lang", lang)

    word, named = ("cli.not-replaced" if reason == "protected" else "cli.not-written"), reason.replace("socket", "no-plain-file")
    assert done.exit_code == EXIT_FAULTS
    assert done.stderr.splitlines() == [say(word, lang, file=file.name, reason=glossary()[f"file_reason.{named}"](lang))]
    assert (file.lstat().st_ino, file.lstat().st_mode) == (before.st_ino, before.st_mode)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("stood", [True, False])
def test_an_old_file_is_spoken_of_only_where_one_stood(tmp_path: Path, stood: bool, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    if stood:
        (tmp_path / "x.csv").write_text("old", encoding="utf-8")
    monkeypatch.setattr(os, "replace", full)
    done = run("export", "x.csv", "--data", MINI, "--lang", lang)
    reason = glossary()["file_reason.no-room"](lang)

    assert done.exit_code == EXIT_FAULTS
    assert done.stderr.strip() == say("cli.not-replaced" if stood else "cli.not-written", lang, file="x.csv", reason=reason)
    assert say("cli.not-replaced", lang).partition("{reason}")[2] != say("cli.not-written", lang).partition("{reason}")[2]


def test_a_link_stays_and_the_file_it_leads_to_is_replaced(tmp_path: Path) -> None:
    for name, content in (("real.csv", "old"), ("new.csv", "")):
        if content:
            (tmp_path / name).write_text(content, encoding="utf-8")
        (tmp_path / f"link-{name}").symlink_to(name)
        assert run("export", f"link-{name}", "--data", MINI).exit_code == 0
        assert (tmp_path / f"link-{name}").is_symlink() and (tmp_path / name).stat().st_size > 100


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("call", "word", "values"),
    [
        (["export", ".csv"], "cli.no-suffix", {"value": ".csv"}),
        (["export", "plain"], "cli.no-suffix", {"value": "plain"}),
        (["export", ""], "cli.no-suffix", {"value": ""}),
        (["template", ".xlsx"], "cli.no-suffix", {"value": ".xlsx"}),
        (["story", ".toml"], "cli.no-suffix", {"value": ".toml"}),
        (["status", "--actuals", str(ACTUALS), "--out", ".xlsx"], "cli.no-suffix", {"value": ".xlsx"}),
        (["list", "parks", "--out", ""], "cli.no-name", {"value": "."}),
        (["export", "x" * 300 + ".csv"], "cli.bad-name", {"value": "x" * 79 + "…"}),
        (["check", "--story", "x" * 300], "cli.no-access", {"value": "x" * 79 + "…"}),
        (["status", "--actuals", "x" * 300], "cli.no-access", {"value": "x" * 79 + "…"}),
        (["export", "a.pptx", "--template", "x" * 300], "cli.no-access", {"value": "x" * 79 + "…"}),
        (["document", "--copy", "x" * 300], "cli.no-access", {"value": "x" * 79 + "…"}),
        (["document", "--copy", "."], "export.no-file", {"value": "."}),
    ],
)  # fmt: skip
def test_an_odd_name_is_a_wrong_call_in_words(call: list[str], word: str, values: dict[str, str], lang: str) -> None:
    done = run(*call, "--data", MINI, "--lang", lang)
    reason = glossary()["file_reason.long-name"](lang)
    start = say(word, lang, **values, reason=reason).partition("{known}")[0].replace("{what}：", "").replace("{what}: ", "")

    assert done.exit_code == EXIT_USAGE
    assert start in done.stderr


@pytest.mark.parametrize("lang", LANGS)
def test_a_template_of_no_bytes_is_a_faulty_one(tmp_path: Path, lang: str) -> None:
    (tmp_path / "empty.pptx").touch()
    done = run("export", "x.pptx", "--template", "empty.pptx", "--data", MINI, "--lang", lang)

    assert (done.exit_code, done.stdout) == (EXIT_FAULTS, "")
    start = say("export.template", lang, file="empty.pptx").partition("{reason}")[0]
    assert start in done.stderr and len(done.stderr.splitlines()[-1]) > len(start)
    assert not (tmp_path / "x.pptx").exists()


@pytest.mark.parametrize("lang", LANGS)
def test_a_file_in_a_deep_folder_is_named_as_it_can_be_found(tmp_path: Path, lang: str) -> None:
    """Of a place of more than 80 characters the message had the first ones."""
    folder = tmp_path / "规划" / ("deep" * 20)
    folder.mkdir(parents=True)
    written = run("export", folder / "x.csv", "--data", MINI, "--lang", lang)
    missing = run("status", "--actuals", folder / "none.csv", "--data", MINI, "--lang", lang)
    unwritten = run("export", folder / "no" / "x.csv", "--data", MINI, "--lang", lang)

    assert written.exit_code == 0 and str(folder / "x.csv") in written.stdout
    assert missing.exit_code == EXIT_USAGE and str(folder / "none.csv") in missing.stderr
    assert unwritten.exit_code and str(folder / "no") in unwritten.stderr


@pytest.mark.parametrize("lang", LANGS)
def test_the_environment_names_the_data_too_and_the_option_goes_before_it(tmp_path: Path, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.DATA_ENV, str(MINI))
    assert "Loom" in run("list", "parks", "--lang", "en").stdout
    nowhere = tmp_path / "nowhere"
    monkeypatch.setenv(store.DATA_ENV, str(nowhere))
    for call in (["check"], ["list", "parks"], ["export", "x.csv"], ["compare", "a", "b"], ["audit"]):
        done = run(*call, "--lang", lang)
        assert (done.exit_code, done.stderr.strip()) == (
            EXIT_USAGE,
            say("cli.no-folder", lang, what=store.DATA_ENV, value=nowhere),
        )
    assert run("check", "--data", MINI, "--lang", lang).exit_code == 0
    wrong = run("check", "--data", "no-folder", "--lang", lang)
    assert wrong.stderr.strip() == say("cli.no-folder", lang, what="--data", value="no-folder")
    monkeypatch.setenv(store.DATA_ENV, "")
    assert run("list", "parks").exit_code == 0


def test_the_help_names_the_environment() -> None:
    for command in COMMANDS:
        assert store.DATA_ENV in run(command, "--help").stdout


def called(*call: str, out: Any = subprocess.PIPE, err: Any = subprocess.PIPE) -> subprocess.CompletedProcess[bytes]:
    """Call the program as a process."""
    command = [sys.executable, "-m", "layout", *call]
    return subprocess.run(command, stdout=out, stderr=err, cwd=REPO, check=False, timeout=60)


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no file that is always full")
@pytest.mark.parametrize(
    ("call", "code"),
    [(["list", "parks", "--lang", "en", "--data", str(MINI)], EXIT_FAULTS), (["--help"], EXIT_FAULTS), (["list", "--help"], EXIT_FAULTS)],
    ids=["list", "help", "list-help"],
)
def test_output_that_is_full_is_told_in_words(call: list[str], code: int) -> None:
    with FULL.open("wb") as full:
        done = called(*call, out=full)
        reason = glossary()["file_reason.no-room"]("en")

        assert done.returncode == code
        assert done.stderr.decode().splitlines()[-1] == say("cli.no-output", "en", reason=reason)
        assert called(*call, out=full, err=full).returncode == code


@pytest.mark.skipif(not FULL.exists(), reason="this system has no file that is always full")
def test_where_no_fault_can_be_told_the_code_still_is(tmp_path: Path) -> None:
    file = tmp_path / "briefing.pdf"
    with FULL.open("wb") as full:
        assert called("list", "nothing", err=full).returncode == EXIT_USAGE
        assert called("nothing", err=full).returncode == EXIT_USAGE
        # Progress that nobody sees keeps no file from being written.
        assert called("export", str(file), "--data", str(MINI), err=full).returncode == 0
    assert file.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("call", [["list", "parks", "--data", str(MINI)], ["--help"]], ids=["list", "help"])
def test_a_reader_who_has_enough_ends_it_in_silence(call: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = called(*call, out=writing)
    finally:
        os.close(writing)

    assert (done.returncode, done.stderr) == (EXIT_FAULTS, b"")
