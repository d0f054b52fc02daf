"""The scripts as modules: joined by their imports, rooms one way, sizes, and words that no name may be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from geodata.bidi import BIDI_CONTROLS
from layout.web import bundle
from layout.web.bundle import APP, DOCUMENT, FILE, PACK, SCRIPTS, STYLES
from layout.web.modules import Module, ModuleError, join_modules, ordered, read
from tests.barred_names import BARRED_IN_THE_PROGRAM

FILES = sorted(SCRIPTS.rglob("*.js"))
# From the ground up. A module imports from its own room and from rooms before it; the two entries from all.
ROOMS = (
    "core", "panels", "maps", "shortlist", "match", "present", "save", "briefing", "monitoring", "packs", "pages", ".",
)  # fmt: skip
# What the two bundles may hold at most, in bytes with Leaflet: 2 % over what they hold now.
MAX_APP, MAX_FILE = 368_000, 268_000


def name_of(path: Path) -> str:
    """Return a module's path below layout/web."""
    return path.relative_to(SCRIPTS).as_posix()


def room_of(path: Path) -> int:
    """Return the floor of a module's room, counted from the ground."""
    return ROOMS.index(path.relative_to(SCRIPTS).parent.as_posix())


def write(folder: Path, **modules: str) -> Path:
    """Write modules into a folder; the entry is the one named `app`."""
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder / "app.js"


def test_imports_run_one_way_through_the_rooms() -> None:
    wrong = {
        name_of(path): [name_of(s.path) for s in read(path, SCRIPTS).imports if room_of(s.path) > room_of(path)]
        for path in FILES
    }

    assert {name: others for name, others in wrong.items() if others} == {}


def test_every_room_stands_and_every_module_is_in_a_bundle() -> None:
    joined = {m.path for entry in (APP, FILE, PACK, DOCUMENT) for m in ordered(entry, SCRIPTS)}

    assert {room_of(p) for p in FILES} == set(range(len(ROOMS)))
    assert sorted(map(name_of, set(FILES) - joined)) == []


def test_what_only_the_app_needs_is_not_in_the_page_from_disk() -> None:
    rooms = {name_of(m.path).partition("/")[0] for m in ordered(FILE, SCRIPTS)}

    assert rooms & {"briefing", "match", "monitoring", "packs", "save"} == set()


@pytest.mark.parametrize("served", [True, False])
def test_a_bundle_is_small_and_the_same_each_time(served: bool) -> None:
    text = bundle.script(served)
    bundle.script.cache_clear()
    read.cache_clear()

    assert bundle.script(served) == text
    assert len(text.encode()) <= (MAX_APP if served else MAX_FILE)
    assert not re.search(r"^(import|export)\b", text, flags=re.M)


def test_every_style_is_in_the_page() -> None:
    assert sorted(STYLES) == sorted(name_of(p) for p in SCRIPTS.rglob("*.css"))


def test_a_file_is_short_and_so_are_its_lines() -> None:
    files = [*FILES, *sorted(SCRIPTS.rglob("*.css"))]
    lines = {name_of(path): path.read_text(encoding="utf-8").splitlines() for path in files}

    assert {name: len(part) for name, part in lines.items() if len(part) > 300} == {}
    long = {name: [n for n, line in enumerate(part, 1) if len(line) > 110] for name, part in lines.items()}
    assert {name: numbers for name, numbers in long.items() if numbers} == {}


def test_no_name_is_a_barred_word() -> None:
    other = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:[^'\\\n]|\\.)*'|(?<=\.)\w+", flags=re.S)
    naming = re.compile(r"\b(?:const|let|function|class)\s+(\w+)|[{,(]\s*(\w+)\s*(?=[,:)}])")
    declared = {
        name_of(path): {name for pair in naming.findall(other.sub("", path.read_text("utf-8"))) for name in pair}
        for path in FILES
    }

    assert {name: names & BARRED_IN_THE_PROGRAM for name, names in declared.items() if names & BARRED_IN_THE_PROGRAM} == {}


def test_modules_are_joined_each_once_and_after_their_imports(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        app="// The entry.\nimport { b } from './b.js';\nimport {\n  a,\n} from './a.js';\n\nexport const all = a + b;\n",
        b="import { a } from './a.js';\n\nexport const b = a + 1;\n",
        a="/** One line. */\nexport const a = 1;\n\n  // A whole line.\n  let c = `\n  kept`;\n",
    )

    assert join_modules(entry, tmp_path) == "const a = 1;\n\n  let c = `\n  kept`;\nconst b = a + 1;\nconst all = a + b;\n"


@pytest.mark.parametrize(
    ("modules", "problem"),
    [
        ({"app": "import { b } from './b.js';\n"}, "app.js:1: there is no file b.js"),
        ({"app": "\nimport { c } from './b.js';\n", "b": "const c = 1;\n"}, "app.js:2: b.js does not export 'c'"),
        (
            {"app": "import { b } from './b.js';\nexport const a = 1;\n",
             "b": "import { a } from './app.js';\nexport const b = 1;\n"},
            "b.js:1: app.js is imported in a circle",
        ),
        (
            {"app": "import { b } from './b.js';\n\nconst c = 1;\n", "b": "const c = 2;\nexport const b = c;\n"},
            "app.js:3: 'c' is a name of b.js too",
        ),
        ({"app": "const a = 1;\nfunction a() {}\n"}, "app.js:2: 'a' is declared twice"),
        ({"app": "import b from './b.js';\n"}, "app.js:1: not of the plain form"),
        ({"app": "const a = 1;\nimport { b } from './b.js';\n"}, "app.js:2: not of the plain form"),
        ({"app": "export default 1;\n"}, "app.js:1: not of the plain form"),
        ({"app": "const { a, b } = window;\n"}, "app.js:1: not of the plain form"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_cannot_be_joined_is_named_with_file_and_line(
    tmp_path: Path, modules: dict[str, str], problem: str
) -> None:
    entry = write(tmp_path, **modules)

    with pytest.raises(ModuleError, match=re.escape(problem)):
        join_modules(entry, tmp_path)


def test_a_module_tells_its_names_and_lines(tmp_path: Path) -> None:
    entry = write(tmp_path, app="// About.\n\nexport async function a() {}\nconst b = () => 1;\n")
    module: Module = read(entry, tmp_path)

    assert module.names == {"a": 3, "b": 4} and module.exports == {"a"}


def test_the_page_knows_the_characters_that_turn_text() -> None:
    """The browser's list is written a second time, since it is needed before any data are there."""
    text = (SCRIPTS / "core/text.js").read_text(encoding="utf-8")

    assert BIDI_CONTROLS in text
