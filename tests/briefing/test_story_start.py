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
    assert all(s.visual or s.numbers for s in briefing.slides if not s.view.element and s.n > 1)
    # What the district as a whole is to reach is read from afar.
    headlines = [s for s in plan.statements if s.kind == "figure" and s.figure.role == "target" and s.figure.value]
    whole = [s for s in headlines if not (s.cluster or s.site) and plan.is_current(s)]
    assert [n.id for s in briefing.slides for n in s.numbers] == [s.id for s in whole[:3]]
    assert not any(re.search(r"[{}]", words) for s in briefing.slides for words in (s.title, *s.lines))


def test_no_figure_is_typed_into_it(case: Any) -> None:
    steps = starting_story(case.plan).steps
    texts = [typed_text(t(lang)) for s in steps for t in (s.title, *s.lines) for lang in LANGS]

    assert [t for t in texts if re.search(r"\d", t)] == []
