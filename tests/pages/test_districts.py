"""Each page of every district of the tests, in both languages, as Streamlit runs it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from geodata.languages import LANGS
from layout.build.renewal import BuildStore
from layout.build.store import Build
from layout.pages.registry import PAGES
from layout.words.glossary import say
from tests.conftest import COMPOSED, EDITIONS, case_of
from tests.pages.test_app import opened, words

# The pages of the bundled edition are opened by other tests.
CASES = [e for e in EDITIONS if not case_of(*e).is_bundled]


@pytest.fixture
def every_district(cache_folder: Path, composed_build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the server have the root that holds all districts."""
    from layout.server import state

    store = BuildStore(COMPOSED, cache_folder)
    assert store.ready().name == composed_build.name
    monkeypatch.setattr(state, "store", store)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("key", CASES, ids=[f"{d}-{e}" for _, d, e in CASES])
def test_each_page_of_each_district_says_what_it_is_about(every_district: None, key: Any, lang: str) -> None:
    plan = case_of(*key).plan
    for page in PAGES:
        run = opened(page, district=plan.district.id, edition=plan.edition.id, lang=lang)
        page_words = words(run)

        assert not run.exception, page
        assert (run.session_state["view"].page, run.session_state["view"].edition) == (page, plan.edition.id)
        assert say("app.title", lang, district=plan.district.name(lang)) in page_words, page
        for named in (*plan.of_type("park"), *plan.industrial_clusters, *plan.elements):
            assert named.name(lang) in page_words, (page, named.id)
