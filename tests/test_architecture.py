"""The rooms and the one way through them, the budgets, and what code never names."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from geodata.catalog import DISTRICTS, catalog
from tests.barred_names import BARRED, BARRED_IN_THE_PROGRAM

REPO = Path(__file__).parents[1]
CODE = sorted(p for room in ("geodata", "layout") for p in (REPO / room).rglob("*.py"))
SCRIPTS = sorted((REPO / "layout").rglob("*.js"))
OURS = [*CODE, REPO / "app.py"]
TESTS = sorted((REPO / "tests").rglob("*.py"))


def _rooms() -> tuple[tuple[str, ...], ...]:
    """Return the rooms floor by floor, from the ground up, out of the figure in CONTRIBUTING.md."""
    text = (REPO / "CONTRIBUTING.md").read_text(encoding="utf-8")
    figure = re.search(r"<!-- rooms -->\n```\n(.+?)\n```\n<!-- /rooms -->", text, re.S)
    assert figure, "CONTRIBUTING.md has no figure of the rooms"
    return tuple(tuple(floor.split()) for floor in reversed(figure[1].splitlines()))


# A module imports from its own room and from rooms below it; rooms of one floor know nothing of each
# other. A new module needs no entry, a new room does.
ROOMS = _rooms()
ALONE = {
    "folium": ("layout.maps.live",),
    "branca": ("layout.maps.live",),
    "xstatic": ("layout.web",),
    "streamlit": ("layout.pages", "layout.server.sessions", "app"),
    "starlette": ("layout.server",),
    "typer": ("layout.cli",),
    "geopandas": ("geodata",),
    "pandas": ("geodata", "layout.plan"),
    "openpyxl": ("geodata.intake", "layout.exports"),
    "pyproj": ("geodata",),
    "matplotlib": ("layout.drawing",),
    "squarify": ("layout.drawing",),
    "pypdf": ("layout.drawing",),
    "pypdfium2": ("geodata.document",),
    "tomli_w": ("layout.briefing",),
    "fontTools": ("layout.drawing",),
    "numpy": ("layout.drawing", "layout.maps"),
    "pptx": ("layout.exports.deck",),
    "typst": ("layout.exports.sheets",),
    "segno": ("layout.exports.sheets",),
    "pypinyin": ("layout.matching",),
    "opencc_purepy": ("layout.matching",),
    "shapely": ("geodata", "layout.plan", "layout.maps", "layout.exports"),
}


def name_of(path: Path) -> str:
    """Return the dotted name of a file."""
    parts = path.relative_to(REPO).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(path: Path) -> ast.Module:
    """Parse a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path, top: bool = False) -> tuple[str, ...]:
    """Return what a file imports (`top`: on loading), by full name, names of a package as its modules."""
    return tuple(_imports(path, top))


def _imports(path: Path, top: bool) -> Iterator[str]:
    package = name_of(path) if path.name == "__init__.py" else name_of(path).rpartition(".")[0]
    for node in tree_of(path).body if top else ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            ups = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*ups, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


@cache
def known() -> frozenset[str]:
    """Return the names of all modules."""
    return frozenset(map(name_of, OURS))


def within(name: str, room: str) -> bool:
    """Tell whether a module is a room or stands in it."""
    return name == room or name.startswith(f"{room}.")


def room_of(name: str) -> str | None:
    """Return the room that a module stands in; the longest name that fits decides."""
    return max((r for line in ROOMS for r in line if within(name, r)), key=len, default=None)


def floor_of(room: str) -> int:
    """Return the line of a room, counted from the ground."""
    return next(i for i, line in enumerate(ROOMS) if room in line)


def faults(check: Callable[[Path], Iterable[Any]], files: Iterable[Path]) -> dict[str, list[Any]]:
    """Return what a rule finds wrong, by file: one test holds a rule for all files, and names each that breaks it."""
    wrong = {path.relative_to(REPO).as_posix(): list(check(path)) for path in files}
    assert wrong
    return {name: listed for name, listed in wrong.items() if listed}


def test_imports_run_one_way() -> None:
    def wrong_way(path: Path) -> Iterable[str]:
        room = room_of(name_of(path))
        if room is None:
            return imports(path) if name_of(path) == "layout" else ("stands in no room",)
        others = {n: room_of(n) for n in imports(path) if n in known()}
        return (n for n, other in others.items() if other and other != room and floor_of(other) >= floor_of(room))

    assert faults(wrong_way, OURS) == {}


def test_every_room_stands_and_every_module_has_one() -> None:
    modules = {name_of(p) for p in OURS} - {"layout"}

    assert [m for m in modules if room_of(m) is None] == []
    assert {room_of(m) for m in modules} == {room for line in ROOMS for room in line}


def test_a_module_takes_only_public_names_of_another() -> None:
    def private_names(path: Path) -> list[str]:
        modules = {n.rpartition(".")[2] for n in imports(path) if n in known()}
        names = [n.rpartition(".")[2] for n in imports(path) if n.rpartition(".")[0] in known()]
        names += [
            node.attr
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules
        ]
        return [n for n in names if n.startswith("_") and not n.startswith("__")]

    assert faults(private_names, OURS) == {}


def test_the_data_know_nothing_of_us() -> None:
    data = [p for p in CODE if within(name_of(p), "geodata")]

    assert faults(lambda path: (n for n in imports(path) if within(n, "layout")), data) == {}


@pytest.mark.parametrize("library", ALONE)
def test_a_library_stays_in_its_room(library: str) -> None:
    users = {name_of(p) for p in OURS if any(within(n, library) for n in imports(p))}

    assert users
    assert [u for u in users if not any(within(u, room) for room in ALONE[library])] == []


def test_no_two_modules_import_each_other() -> None:
    ours = {name_of(p) for p in CODE}
    graph = {name_of(p): {n for n in imports(p, top=True) if n in ours} for p in CODE}
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join([*path, name])
        if name not in done:
            for other in graph[name] - {name, "layout", "geodata"}:
                walk(other, (*path, name))
            done.add(name)

    for name in graph:
        walk(name, ())


def test_a_file_is_short() -> None:
    def lines_too_many(path: Path) -> list[int]:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        return [lines] if lines > (40 if path == REPO / "app.py" else 300) else []

    assert faults(lines_too_many, [*OURS, *SCRIPTS]) == {}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield the functions of a file."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_a_function_is_short_and_takes_little() -> None:
    def oversized(path: Path) -> Iterator[str]:
        for node in functions(path):
            args = node.args
            parameters = [*args.posonlyargs, *args.args, *args.kwonlyargs]
            method = bool(parameters) and parameters[0].arg in ("self", "cls")
            body = node.body[1:] if ast.get_docstring(node) else node.body
            lines = body[-1].end_lineno - body[0].lineno + 1 if body else 0  # type: ignore[operator]
            if lines > 40 or len(parameters) - method > 6:
                yield f"{node.name}: {lines} lines, {len(parameters) - method} parameters"

    assert faults(oversized, OURS) == {}


def test_nothing_is_caught_that_is_not_named_and_nothing_printed() -> None:
    def lines_that_catch_all_or_print(path: Path) -> Iterator[int]:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ExceptHandler):
                named = (
                    {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)}
                    if node.type
                    else {"BaseException"}
                )
                if named & {"Exception", "BaseException"}:
                    yield node.lineno
            is_print = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
            if is_print and name_of(path) != "layout.cli.app":
                yield node.lineno

    assert faults(lines_that_catch_all_or_print, OURS) == {}


def names_given(tree: ast.Module) -> Iterator[str]:
    """Yield every name that a file gives: of functions, classes, parameters, fields and variables."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.id if isinstance(node, ast.Name) else node.attr


def test_a_name_says_what_it_stands_for() -> None:
    def barred_names(path: Path, barred: Container[str]) -> list[str]:
        words = re.findall(r"[a-z]+", name_of(path).lower())
        names = sorted({name for name in names_given(tree_of(path)) if name.lstrip("_").lower() in barred})
        return names + [word for word in words if word in barred]

    assert faults(lambda path: barred_names(path, BARRED_IN_THE_PROGRAM), OURS) == {}
    assert faults(lambda path: barred_names(path, BARRED), TESTS) == {}


# What each file of a table offers under one name: layers of the map add to it, formats give a file, a page,
# sheets or a pack, readers of users' files are called by the guarded child.
INTERFACE = {"add", "make", "pack", "page", "read_confined", "sheets"}


def test_a_public_name_means_one_thing() -> None:
    names = Counter(
        node.name
        for path in OURS
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_")
    )

    assert {name for name, times in names.items() if times > 1} == INTERFACE


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    odd = re.compile(r"^(utils?|helpers?|common|misc|tools|lib)\.(py|js)$")

    assert [p.name for p in [*OURS, *SCRIPTS] if odd.match(p.name)] == []


def named_in_data() -> set[str]:
    """Collect the ids and Chinese names of all that the bundled data hold."""
    names: set[str] = set()
    for entry in catalog(DISTRICTS):
        names |= {entry.id, *entry.name.texts, *entry.editions}
        for path in entry.path.rglob("*.geojson"):
            for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
                about = feature["properties"]
                names |= {about["id"], about["name_zh"], about["name_en"]}
                names |= {alias["name"] for alias in about.get("aliases", ())}
        for path in entry.path.rglob("*.csv"):
            rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
            names |= {cell for row in rows for cell in row[:4] if re.search(r"[\u4e00-\u9fff]|-", cell)}
        for edition in entry.editions:
            names |= set(edition.split("-"))
    return {name for name in names if len(name) >= 2 and name not in WORDS}


# Ids of the data that are plain words of the program's language.
WORDS = {"sea", "sea-label", "segment", "cluster", "base", "embedded-service"}


def texts(path: Path) -> Iterator[str]:
    """Yield every text and number of a file but its docstrings; of a script all lines."""
    if path.suffix == ".js":
        yield from path.read_text(encoding="utf-8").splitlines()
        return
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str | int | float):
            yield str(node.value)
        elif isinstance(node, ast.Name | ast.Attribute):
            yield node.id if isinstance(node, ast.Name) else node.attr


def test_code_names_no_place_and_no_year() -> None:
    names = named_in_data()
    assert len(names) > 50
    whole = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(names)))})(?![\w-])")

    def naming_texts(path: Path) -> list[tuple[str, list[str]]]:
        return [(t, whole.findall(t)) for t in texts(path) if whole.search(t)]

    assert faults(naming_texts, [*OURS, *SCRIPTS]) == {}


def test_code_holds_no_words_for_the_screen() -> None:
    chinese = re.compile(r"[\u4e00-\u9fff]")
    silent = [p for p in OURS if not within(name_of(p), "geodata") and name_of(p) not in SPEAKING]

    assert faults(lambda path: (t for t in texts(path) if chinese.search(t)), silent) == {}


# Where Chinese is read or stands before any language is known, not said.
SPEAKING = {"app", "layout.words.citations"}


def test_no_two_test_files_share_a_name() -> None:
    """A fresh checkout has no packages below tests/ to tell them apart."""
    names = [p.name for p in (REPO / "tests").rglob("test_*.py")]

    assert sorted(names) == sorted(set(names))


def test_no_folder_of_tests_is_passed_over(request: pytest.FixtureRequest) -> None:
    """By default pytest enters no folder called build, and says nothing of it."""
    patterns = request.config.getini("norecursedirs")
    folders = {part for path in TESTS for part in path.relative_to(REPO).parts[:-1]}
    assert "build" in folders
    assert [f for f in folders if any(fnmatch(f, pattern) for pattern in patterns)] == []
