"""A user's story in the guarded child: it says the same of every text, line by line, as reading it here does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.guard.limits import MEGABYTE, Limits
from geodata.languages import LANGS
from layout.briefing import checks, guarded_story, story_file
from layout.briefing.confined_story import read_confined
from layout.briefing.guarded_story import LineTable, read_guarded_story
from tests.conftest import Case
from tests.geodata.archives import growth

FILES = sorted((Path(__file__).parents[1] / "data/stories").glob("*.toml"))
LAYERS = ("towns", "parks", "labels")
GOOD = 'title_en = "A story"\n[[steps]]\nid = "one"\ntitle_en = "One"\nlines_en = [\n  "a",\n  "b",\n]\n'
# What is no text in the places of texts, and lines that only look like headings.
ODD = [
    GOOD, "", "a = 1", "\ufeff" + GOOD.replace("\n", "\r\n"), GOOD + "notes_en = 2024-01-01\nshow = 07:30:00",
    GOOD + "figures = [1979-05-27T07:32:00Z, nan, [1, [2]], {a = 1}]", GOOD + "view = 0x" + "f" * 9000,
    GOOD + "notes_en = " + "[" * 150 + "]" * 150, "title_zh = {a = {b = 1}}\nsteps = [{id = 'x'}, 3]",
    GOOD + 'notes_en = """\n[[steps]]\nid = 3\n"""\n[[steps]]\nid = "{x}"\n"" = 1\n',
    GOOD * 2, GOOD + "lines_zh = ['{none}', 'b', '{', 'd', 'e', 'f', 'g', 'h']", "steps = 3", "[steps]\nid = 1",
    "title_en = 'x'\n" + "".join(f'[[steps]]\nid = "s{n}"\n' for n in range(checks.MAX_STEPS + 2)),
]  # fmt: skip


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read as the child does, in this process, with plain values that have gone over a pipe."""

    def read(_: Any, content: bytes, arguments: Any) -> tuple[Any, bytes]:
        plain, blob = read_confined(content, json.loads(json.dumps(arguments)))
        return json.loads(json.dumps(plain)), blob

    monkeypatch.setattr(guarded_story, "read_guarded", read)


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("content", [*[p.read_bytes() for p in FILES], *[text.encode() for text in ODD]])
def test_the_child_says_the_same_of_a_text(mini: Case, content: bytes) -> None:
    here = story_file.read_story_bytes(content, "x", mini.plan, LAYERS)

    assert read_guarded_story(content, "x", mini.plan, LAYERS) == here


@pytest.mark.usefixtures("in_process")
def test_random_lines_are_said_the_same_of(mini: Case) -> None:
    lines = st.lists(st.sampled_from([*GOOD.splitlines(), 'notes_en = "{x}"', "[[steps]]", "]", '"""', "a.b = 1", ""]))

    @settings(max_examples=60)
    @given(lines)
    def hold(chosen: list[str]) -> None:
        content = "\n".join(chosen).encode()
        here = story_file.read_story_bytes(content, "x", mini.plan, LAYERS)
        assert read_guarded_story(content, "x", mini.plan, LAYERS) == here

    hold()


@pytest.mark.parametrize("content", [GOOD.encode(), GOOD.encode() + b"\xff", ODD[4].encode(), b"#" * 300_000])
def test_a_real_child_does_too(mini: Case, content: bytes) -> None:
    here = story_file.read_story_bytes(content, "x", mini.plan, LAYERS)

    assert read_guarded_story(content, "x", mini.plan, LAYERS) == here


def test_a_text_that_takes_memory_by_the_square_takes_none_here(mini: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    # Forty keys of keys a line pass the search for deep ones; each line makes forty tables.
    deep = "".join(f"a{n}.{'.'.join('b' * 39)} = 1\n" for n in range(2_600))
    monkeypatch.setattr(guarded_story, "STORY_LIMITS", Limits(memory=20 * MEGABYTE))
    (story, faults), grown = growth(lambda: read_guarded_story(deep.encode(), "x", mini.plan, LAYERS))

    assert len(deep) <= checks.MAX_BYTES and story is None and grown <= 20
    assert "more than 20 MB of memory" in faults[0].text("en") and "20 MB" in faults[0].text(LANGS[0])


@pytest.mark.parametrize("tables", [None, [], [{}], [{"": []}], [{"": ["x"]}] * 2, {"": 1}, [None], 7])
def test_a_table_of_another_kind_has_no_lines(tables: Any) -> None:
    places = LineTable(tables)

    assert (places.line(0, "id"), places.place(0, "id", 2), places.place(None, "steps")) == (0, "step 1", "")


@pytest.mark.parametrize("plain", [None, [], {}, {"tables": []}, {"code": "?", "line": "x"}, {"tables": {}}])
def test_an_answer_of_another_kind_is_a_fault(mini: Case, monkeypatch: pytest.MonkeyPatch, plain: Any) -> None:
    monkeypatch.setattr(guarded_story, "read_guarded", lambda *_: (plain, b""))
    story, faults = read_guarded_story(b"", "x", mini.plan, LAYERS)

    assert story is None and faults
