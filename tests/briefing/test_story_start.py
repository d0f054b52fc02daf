"""The story that is begun of what an edition holds: sound for every edition, and no figure typed into it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from geodata.languages import LANGS
from layout.briefing.placeholders import typed_text
from layout.briefing.slides import fill_story
from layout.briefing.story_file import read_story
from layout.briefing.story_start import starting_story
from layout.briefing.story_toml import story_toml
from layout.maps.layers import NAMES
from layout.plan.shapes import bounds_by_id


def test_it_is_read_again_without_a_fault(case: Any) -> None:
    story = starting_story(case.plan)
    read, faults = read_story(story_toml(story), "story.toml", case.plan, NAMES)

    assert faults == ()
    assert read is not None and tuple(replace(step, line=0) for step in read.steps) == story.steps


@pytest.mark.parametrize("lang", LANGS)
def test_it_tells_of_every_element_and_of_what_there_is_to_show(case: Any, lang: str) -> None:
    plan = case.plan
    briefing = fill_story(starting_story(plan), plan, lang, bounds_by_id(plan, case.shapes))
    about = [slide.view.element[0] for slide in briefing.slides if slide.view.element]
    titles = [slide.title for slide in briefing.slides]

    assert about == [e.id for e in plan.elements]
    assert all(e.name(lang) in title for e, title in zip(plan.elements, titles[1:], strict=False))
    assert all(slide.visual for slide in briefing.slides if not slide.view.element and slide.n > 1)
    assert not any(re.search(r"[{}]", words) for s in briefing.slides for words in (s.title, *s.lines))


def test_no_figure_is_typed_into_it(case: Any) -> None:
    steps = starting_story(case.plan).steps
    texts = [typed_text(t(lang)) for s in steps for t in (s.title, *s.lines) for lang in LANGS]

    assert [t for t in texts if re.search(r"\d", t)] == []
