"""Story files: what is read, every fault with its line, and the way back to a file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.faults import Fault
from layout.briefing import checks, line_numbers, story_file
from layout.briefing.story_model import Step, Story
from layout.briefing.visuals import VISUALS
from layout.plan.model import Text
from layout.view.query import STEP

CASES = Path(__file__).parents[1] / "data/stories"
FAULTS = json.loads((CASES / "faults.json").read_text(encoding="utf-8"))
LAYERS = ("towns", "parks", "labels")
GOOD = 'title_en = "A story"\n[[steps]]\nid = "one"\ntitle_en = "One"\n'


def fault_texts(faults: tuple[Fault, ...], lang: str = "en") -> list[str]:
    """Return faults as text."""
    return [fault.text(lang) for fault in faults]


def without_lines(story: Story) -> Story:
    """Return a story without the lines of its file."""
    return replace(story, steps=tuple(replace(s, line=0) for s in story.steps))


def test_every_case_has_its_file() -> None:
    assert sorted(FAULTS) == sorted(p.stem for p in CASES.glob("*.toml"))


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_is_told_at_once_with_its_line(name: str, mini: Any) -> None:
    file = CASES / f"{name}.toml"
    story, faults = story_file.read_story_bytes(file.read_bytes(), file.name, mini.plan, LAYERS)

    assert story is None
    assert {lang: fault_texts(faults, lang) for lang in ("en", "zh")} == FAULTS[name]


def test_a_good_story_is_read_with_its_lines(mini: Any) -> None:
    story, faults = story_file.read_story(GOOD, "story.toml", mini.plan, LAYERS)

    assert faults == ()
    step = Step("one", "", Text("", "One"), (), Text("", ""), line=2)
    assert story == Story(Text("", "A story"), (step,))


@pytest.mark.parametrize("form", ["\ufeff{}", "{}\r\n\r\n"])
def test_a_mark_of_order_and_windows_lines_do_no_harm(form: str, mini: Any) -> None:
    text = form.format(GOOD.replace("\n", "\r\n") if "\r" in form else GOOD)

    assert story_file.read_story(text, "", mini.plan, LAYERS)[1] == ()
    assert story_file.read_story_bytes(text.encode(), "", mini.plan, LAYERS)[1] == ()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (GOOD.encode() + b'notes_en = "\xff"\n', "x line 5: the text is not UTF-8"),
        (GOOD.encode() + b'notes_en = "\x00"\n', "x line 5: not valid TOML: a text holds a line break or a control character"),
        (b"#" * (checks.MAX_BYTES + 1), "x: the story has 262,145 bytes, more than the 262,144"),
        (b"a = " + b"[" * 9000, "x: not valid TOML: nested too deeply"),
        (b"\n" + b"a." * 90_000 + b"a = 1", "x line 2: not valid TOML: nested too deeply"),
        (b"a = " + b"9" * 9000, "x: not valid TOML: a number has too many digits"),
    ],
)
def test_what_is_no_text_is_told(content: bytes, expected: str, mini: Any) -> None:
    story, faults = story_file.read_story_bytes(content, "x", mini.plan, LAYERS)

    assert story is None
    assert len(faults) == 1
    assert faults[0].text("en").startswith(expected)


def test_there_is_an_end_to_faults(mini: Any) -> None:
    fields = "".join(f"{{no-{n}}}" for n in range(checks.MAX_FAULTS + 50))
    text = GOOD + f'notes_en = "{fields}"\n'
    story, faults = story_file.read_story(text, "x", mini.plan, LAYERS)

    assert story is None
    assert len(faults) == checks.MAX_FAULTS + 1
    assert fault_texts(faults)[-1].startswith(f"x: there are {checks.MAX_FAULTS} faults above")


def test_too_many_steps_are_told(mini: Any) -> None:
    steps = "".join(f'[[steps]]\nid = "s{n}"\ntitle_en = "x"\n' for n in range(checks.MAX_STEPS + 1))
    _, faults = story_file.read_story('title_en = "x"\n' + steps, "x", mini.plan, LAYERS)

    assert fault_texts(faults) == ["x, steps: there are 61 steps, more than 60. Keep 60 at most"]


def test_looking_for_lines_gives_up_where_it_would_be_dear(mini: Any, monkeypatch: Any) -> None:
    """A text full of headings that are none must not be read over and over."""
    sizes: list[int] = []

    def counting(part: str) -> dict[str, Any]:
        sizes.append(len(part))
        assert sum(sizes) < 12 * checks.MAX_BYTES
        raise ValueError

    text = 'title_en = """\n' + "[[steps]]\n" * 25_000 + '"""\n'
    with monkeypatch.context() as patch:
        patch.setattr(line_numbers, "tomllib", SimpleNamespace(loads=counting))
        _, faults = story_file.read_story(text, "x", mini.plan, LAYERS)

    assert [i.problem("en") for i in faults] == [
        "the text has 250000 characters, more than 120",
        "there is no step",
    ]


def test_an_edition_without_a_story_has_no_fault(case: Any) -> None:
    plan = case.plan
    story, faults = story_file.edition_story(case.root, plan.district.id, plan.edition.id, plan, LAYERS)
    file = case.root / plan.district.id / "plans" / plan.edition.id / story_file.FILE

    assert faults == ()
    assert (story is not None) == file.is_file()


def test_one_edition_of_the_tests_has_none(mini: Any) -> None:
    editions = {p.parent.name for p in (mini.root / "mini/plans").glob(f"*/{story_file.FILE}")}

    assert editions == {"2021-2025"}


def test_a_story_that_cannot_be_opened_is_a_fault(mini: Any, tmp_path: Path) -> None:
    (tmp_path / "mini/plans/2021-2025" / story_file.FILE).mkdir(parents=True)
    story, faults = story_file.edition_story(tmp_path, "mini", "2021-2025", mini.plan, LAYERS)

    assert story is None
    assert fault_texts(faults)[0].startswith("plans/2021-2025/story.toml: the file cannot be read")


FACTS = ["{output}", "{name:loom-yard}", "{count:parks}", "{{", "}}", "{computed:output-reach}"]
CHARS = st.characters(blacklist_categories=("Cs",), blacklist_characters="{}")
WORDS = st.lists(st.one_of(st.text(CHARS, max_size=12), st.sampled_from(FACTS)), max_size=5).map("".join)
# Left out rather than cut: half a placeholder is a fault.
VISIBLE = WORDS.filter(lambda w: len(w) < 100).map(lambda w: w + "一")
PAIR = st.builds(Text, VISIBLE, WORDS)
LINES = st.lists(st.builds(Text, VISIBLE, VISIBLE), max_size=6) | st.lists(
    st.builds(Text, st.just(""), VISIBLE), max_size=6
)
STEPS = st.builds(
    Step,
    id=st.just("x"),
    view=st.sampled_from(["", "element=axis", "sel=loom-yard&off=towns"]),
    title=PAIR,
    lines=LINES.map(tuple),
    notes=st.builds(Text, WORDS, WORDS),
    figures=st.lists(st.sampled_from(["output", "cloth-2025", "output-reach"]), max_size=3).map(tuple),
    show=st.sampled_from(["", *VISUALS]),
)
STORIES = st.builds(
    lambda title, steps, ids: Story(title, tuple(replace(s, id=i) for s, i in zip(steps, ids, strict=False))),
    PAIR,
    st.lists(STEPS, min_size=1, max_size=5),
    st.lists(st.from_regex(STEP, fullmatch=True), min_size=5, max_size=5, unique=True),
)


@given(story=STORIES)
def test_what_is_written_is_read_again(story: Story, mini: Any) -> None:
    again, faults = story_file.read_story(story_file.story_toml(story), "x", mini.plan, LAYERS)

    assert faults == ()
    assert again is not None
    assert without_lines(again) == story
    heads = [n for n, line in enumerate(story_file.story_toml(story).split("\n"), 1) if line == "[[steps]]"]
    assert [s.line for s in again.steps] == heads


@given(story=STORIES)
def test_the_plain_form_is_read_again(story: Story, mini: Any) -> None:
    sent = json.loads(json.dumps(story_file.story_to_json(story)))

    assert story_file.story_from_json(sent, "x", mini.plan, LAYERS) == (story, ())


def test_a_text_of_several_lines_is_written_so_and_faults_keep_their_lines(mini: Any) -> None:
    notes = Text("一\n[[steps]]\n二", "")
    step = Step("a", "", Text("", "x"), (Text("r\r\ns", ""), Text("t\n", "")), Text("", ""))
    story = Story(Text("x", ""), (replace(step, notes=notes, lines=()), replace(step, id="b")))
    text = story_file.story_toml(story)
    again, faults = story_file.read_story(text, "x", mini.plan, LAYERS)

    assert faults == () and again is not None and without_lines(again) == story
    assert 'notes_zh = """\n一\n[[steps]]\n二"""\n' in text
    assert [s.line for s in again.steps] == [3, 11]


def test_odd_characters_survive_a_file(mini: Any) -> None:
    words = 'say "x" \\ \t\n\r\x00\x1f\x7f\u2028\U0001f600 ]]\n[[steps]] \'\'\' """ # no'
    story = Story(Text(words, ""), (Step("a", "", Text("", words), (Text(words, words),), Text(words, "")),))
    again, faults = story_file.read_story_bytes(story_file.story_toml(story).encode(), "x", mini.plan, LAYERS)

    assert faults == ()
    assert again is not None
    assert without_lines(again) == story


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ([], ["x, title_zh: the field is missing or empty. Fill it in", "x, steps: there is no step. Add at least one under [[steps]]"]),
        ({"title": {"zh": "一"}, "steps": [3]}, ["x step 1: '3' is not a step of keys and values. Write a step of keys and values"]),
        ({"title": "一", "steps": [{"id": "a", "title": {"en": "x", "fr": "y"}}]}, ["x step 1, title_zh: '{…}' is not text. Write text"]),
        ({"title": {"zh": "一"}, "steps": [{"id": "a", "title": {"zh": "\ud800"}}]}, ["x step 1, title_zh: '\\uD800' holds half a character. Type the text again"]),
        ({"title": {"zh": "一"}, "steps": [{"id": "a", "title": {"zh": "一"}, "lines": [{"zh": "{x}", "en": 2}]}]}, [
            "x step 1, lines_zh: {x} cannot be filled: there is no 'x'. Use one of output-before, output-base, output-growth-past, output-increase, machines-base, machines-share, energy-2025, machines-2025, …",
            "x step 1, lines_en: '2' is not text. Write text",
        ]),
        ({"title": {"zh": "一"}, "steps": [{"id": "a", "title": {"zh": "\u0000 \u200b"}, "view": "\udc00", "lines": {"zh": 1}}], "x": 1}, [
            "x, x: there is no such field. Remove it or use one of title_zh, title_en, steps",
            "x step 1, view: '\\uDC00' holds half a character. Type the text again",
            "x step 1, title_zh: the field is missing or empty. Fill it in",
            "x step 1, lines_zh: '{…}' is not a list of texts. Write a list of texts",
        ]),
    ],
)  # fmt: skip
def test_a_draft_is_checked_like_a_file(data: Any, expected: list[str], mini: Any) -> None:
    story, faults = story_file.story_from_json(data, "x", mini.plan, LAYERS)

    assert story is None
    assert fault_texts(faults) == expected


def test_the_place_of_a_draft_is_told_in_chinese_too(mini: Any) -> None:
    _, faults = story_file.story_from_json({"title": {"zh": "一"}, "steps": [3]}, "草稿", mini.plan, LAYERS)

    assert fault_texts(faults, "zh")[0].startswith("草稿 第 1 步：“3”不是")
