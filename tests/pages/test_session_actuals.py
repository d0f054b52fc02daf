"""Figures kept for a session: evaluated once for map and page, anew when file, edition or year change."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from layout.monitoring.published import combine_actuals, published_actuals
from layout.pages import session_actuals
from layout.view.view import View
from tests.conftest import MINI, case_of
from tests.geodata.archives import growth, packed, restated

GOOD = (Path(__file__).parents[1] / "data/actuals/good.csv").read_bytes()
NOW, BEFORE = (case_of(MINI, "mini", e).plan for e in ("2021-2025", "2016-2020"))
VIEW = View("mini", "2021-2025", "en")


@pytest.fixture
def years(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Stand in for a session; give the years that were evaluated in it."""
    done: list[int] = []
    evaluate = session_actuals.evaluate

    def counted(plan: Any, actuals: Any, year: int, *beside: Any) -> Any:
        done.append(year)
        return evaluate(plan, actuals, year, *beside)

    monkeypatch.setattr(session_actuals, "st", SimpleNamespace(session_state={}))
    build = SimpleNamespace(plans={("mini", "2021-2025"): NOW}, edition_ids={"mini": ("2021-2025",)})
    monkeypatch.setattr(session_actuals.mounts, "current_build", lambda: build)
    monkeypatch.setattr(session_actuals, "evaluate", counted)
    yield done


def take(content: bytes) -> None:
    """Take in a file as the browser sends it."""
    session_actuals.receive_file({"name": "f.csv", "base64": base64.b64encode(content).decode()}, VIEW, NOW)


def test_map_and_page_share_one_evaluation(years: list[int]) -> None:
    take(GOOD)
    first = session_actuals.evaluation(VIEW, NOW)
    assert session_actuals.evaluation_marks(VIEW) and session_actuals.evaluation(replace(VIEW, year="2023"), NOW) is first
    assert years == [2023]


def test_another_year_file_or_edition_is_evaluated_anew(years: list[int]) -> None:
    take(GOOD)
    first = session_actuals.evaluation(VIEW, NOW)
    assert session_actuals.evaluation(replace(VIEW, year="2022"), NOW).year == 2022
    take(GOOD.replace("９９．０".encode(), b"98"))
    second = session_actuals.evaluation(VIEW, NOW)
    # No figure of a user is one of the other edition: it has what the data hold.
    published = combine_actuals((), published_actuals(BEFORE, NOW)).counted
    assert (second.year, second.standings != first.standings) == (first.year, True)
    assert session_actuals.evaluation(replace(VIEW, edition="2016-2020", year="2016"), BEFORE).actuals == published
    session_actuals.receive_file({"remove": True}, VIEW, NOW)
    assert session_actuals.evaluation(replace(VIEW, year="2023"), NOW).actuals == ()
    assert years == [2023, 2022, 2023, 2016, 2023]


@pytest.mark.usefixtures("years")
def test_a_hostile_file_is_read_in_a_child_and_leaves_the_last_good_figures() -> None:
    take(GOOD)
    before = session_actuals.actuals_upload(VIEW)
    part = "xl/worksheets/sheet1.xml"
    parts = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>", part: b"<a/>" * 16_000_000}
    _, grown = growth(lambda: take(restated(packed(parts), part, 1_000)))
    after = session_actuals.actuals_upload(VIEW)

    assert "unpacked the package has more than 60 MB" in after.faults[0].text("en")
    assert before.actuals and after.actuals == before.actuals and grown <= 20
