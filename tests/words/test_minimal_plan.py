"""A folder that says next to nothing: every page is there, and none says what the folder does not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from geodata.check import list_faults
from geodata.languages import LANGS
from layout.words.glossary import say
from tests.conftest import case_of
from tests.minimal import EDITION, minimal
from tests.words.rendered import briefing_file_texts, texts_of_plan

# What has a number can be counted; nothing is there but towns, one element and what these bring along.
_COUNTED = re.compile(r"\b[1-9]\d* (?:featured )?(?:parks|clusters|segments|chains|links|indicators|figures in)")


@pytest.fixture(scope="module")
def least(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Give the least folder, joined."""
    root = minimal(Path(tmp_path_factory.mktemp("least")) / "root")
    assert [f.text("en") for f in list_faults(root) if f.is_stopping] == []
    return case_of(root, "mini", EDITION)


@pytest.mark.parametrize("lang", LANGS)
def test_a_plan_that_says_next_to_nothing_is_told_without_a_false_word(least: Any, lang: str) -> None:
    shown = {t for _, t in texts_of_plan(least, lang)}
    if lang == "en":
        shown |= {t for _, t in briefing_file_texts(least, lang)}
        assert {t for t in shown if _COUNTED.search(t)} == set()
    claims = ("chains.matched", "targets.figures-above", "reach.lead", "provisions.projects-lead")
    begins = [say(key, lang)[:25].partition("{")[0] for key in claims]
    assert [b for b in begins if len(b) > 4 and any(b in text for text in shown)] == []
    provision = {"zh": "规划提出", "en": "The plan provides for"}[lang]
    assert not any(provision in text for text in shown)
    assert any(say("monitor.none-planned", lang) in text for text in shown)
