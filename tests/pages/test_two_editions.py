"""A district with two editions on its pages: the older goes first, and each tells of the other what it knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from layout.pages import comparison, mounts, session_actuals
from layout.view.view import View
from layout.words.nodes import text_of
from tests.conftest import case_of

BELTS = Path(__file__).parents[1] / "data/belts"
OLD, NEW = "2021-2025", "2026-2030"
PLANS = {("shidai", e): case_of(BELTS, "shidai", e).plan for e in (OLD, NEW)}


@pytest.fixture(autouse=True)
def shown(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Stand in for a server with both editions; give the words of what a page shows."""
    texts: list[str] = []
    build = SimpleNamespace(plans=PLANS, edition_ids={"shidai": (OLD, NEW)})
    monkeypatch.setattr(mounts, "current_build", lambda: build)
    monkeypatch.setattr(mounts, "show_tree", lambda tree, *_: texts.append(text_of(tree)))
    monkeypatch.setattr(session_actuals, "st", SimpleNamespace(session_state={}))
    yield texts


@pytest.mark.parametrize("open_edition", [OLD, NEW])
@pytest.mark.parametrize(("lang", "heading"), [("zh", "2021 版 → 2026 版"), ("en", "2021 edition → 2026 edition")])
def test_the_page_compares_from_old_to_new_whichever_is_open(
    shown: list[str], open_edition: str, lang: str, heading: str
) -> None:
    comparison.show_comparison(PLANS["shidai", open_edition], View("shidai", open_edition, lang))

    assert heading in shown[0]
    # What became of the older edition's targets stands there whichever is open.
    assert ("2021 版的目标，后来怎样" if lang == "zh" else "What became of the targets of the 2021 edition") in shown[0]


def test_the_older_edition_is_monitored_by_what_the_newer_one_reports() -> None:
    def standing(year: str) -> tuple[str, str]:
        view = View("shidai", OLD, "en", year=year)
        evaluation = session_actuals.evaluation(view, PLANS["shidai", OLD])
        standing = next(s for s in evaluation.standings if s.target.id == "output-2025-late")
        return standing.actuals[-1].origin, standing.state

    # Of 2023 the folder itself has a figure, of 2025 the next edition as its base.
    assert standing("2023")[0] == "folder"
    assert standing("2025") == ("next", "achieved")
