"""A folder that says next to nothing: every page is there, and none says what the folder does not."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from geodata.check import list_faults
from geodata.languages import LANGS, Text
from layout.words.glossary import glossary, say
from tests.conftest import case_of
from tests.minimal import EDITION, minimal
from tests.words.plan_claims import FOUND_OUT, SAYS_NOTHING
from tests.words.rendered_files import all_texts

# What has a number can be counted; nothing is there but towns, one element and what these bring along.
_COUNTED = re.compile(r"\b[1-9]\d* (?:featured )?(?:parks|clusters|segments|chains|links|indicators|figures in)")
# A shorter bit of a sentence may stand in another one.
_TELLING = {"zh": 5, "en": 14}


@pytest.fixture(scope="module")
def least(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Give the least folder, joined."""
    root = minimal(Path(tmp_path_factory.mktemp("least")) / "root")
    assert [f.text("en") for f in list_faults(root) if f.is_stopping] == []
    return case_of(root, "mini", EDITION)


def claims_shown(least: Any, lang: str) -> dict[str, str]:
    """Return the words that say what a plan states, though this one states nothing, with what is shown of them."""
    shown = "\n".join(dict.fromkeys(t for _, t in all_texts(least, lang)))
    parts = {
        key: max(re.split(r"\{[^}]*\}", glossary()[key].texts[LANGS.index(lang)]), key=len).strip(" ，。；、,.;:：")
        for keys in FOUND_OUT.values()
        for key in keys
    }
    claims = {k: p for k, p in parts.items() if k not in SAYS_NOTHING and len(p) >= _TELLING[lang]}
    return {key: part for key, part in claims.items() if part in shown}


@pytest.mark.parametrize("lang", LANGS)
def test_a_plan_that_says_next_to_nothing_is_told_without_a_false_word(least: Any, lang: str) -> None:
    assert claims_shown(least, lang) == {}
    shown = {t for _, t in all_texts(least, lang)}
    assert {t for t in shown if _COUNTED.search(t)} == set()
    assert any(say("monitor.none-planned", lang) in text for text in shown)


def test_a_claim_that_is_shown_of_every_plan_is_found(least: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is put where a panel says how the map is to be read."""
    words = glossary()["monitor.planned-mid"].texts
    claims = Text(*(re.sub(r"\{[^}]*\}", "x", t) for t in words))
    monkeypatch.setitem(glossary(), "panel.reading", claims)  # type: ignore[call-overload]

    # Of a plan of its own, so that words are looked up again.
    fresh = replace(least, plan=replace(least.plan))
    assert all("monitor.planned-mid" in claims_shown(fresh, lang) for lang in LANGS)
