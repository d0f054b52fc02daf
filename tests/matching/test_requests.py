"""Real requests, in Chinese and in English, against what each plan says: right places, gaps, and nothing at all."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from layout.matching.answer import match
from layout.matching.records import MatchResult
from layout.plan.model import Plan
from tests.conftest import EDITIONS, case_of

TABLES = Path(__file__).parents[1] / "data" / "requests"
FIRST = 3
ROOTS = {(district, edition): root for root, district, edition in EDITIONS}


@dataclass(frozen=True)
class Request:
    """A row of a table: what is asked, of which plan, and what the answer has to hold, by the ground."""

    plan: tuple[str, str]
    text: str
    some: tuple[str, ...]
    each: tuple[str, ...]
    nothing: bool
    gap: str
    ground: str

    def __str__(self) -> str:
        """Name the case in the list of tests."""
        return f"{self.plan[0]}-{self.text}"


def _request(row: dict[str, Any]) -> Request:
    some, each = tuple(row.get("any", ())), tuple(row.get("all", ()))
    nothing, gap = row.get("nothing", False), row.get("gap", "")
    return Request((row["district"], row["edition"]), row["text"], some, each, nothing, gap, row["ground"])


def requests(name: str) -> list[Request]:
    """Read a table of requests."""
    return [_request(row) for row in tomllib.loads((TABLES / name).read_text(encoding="utf-8"))["requests"]]


REQUESTS = [*requests("requests.toml"), *requests("held_out.toml")]


def _plan(request: Request) -> Plan:
    return case_of(ROOTS[request.plan], *request.plan).plan


def _answer(request: Request) -> tuple[MatchResult, list[str]]:
    answer = match(_plan(request), request.text)
    return answer, [place.site for place in answer.places[:FIRST]]


def _cases(rows: list[Request]) -> list[Any]:
    return [pytest.param(row, id=str(row)) for row in rows]


@pytest.mark.parametrize("request_", _cases([r for r in REQUESTS if r.some or r.each]))
def test_the_right_places_come_first(request_: Request) -> None:
    """One of the places that the plan gives ground for is among the first three, or all of them."""
    answer, first = _answer(request_)
    assert not request_.some or set(first) & set(request_.some), (first, request_.ground)
    assert set(request_.each) <= set(first), (first, request_.ground)
    assert all(
        place.reasons and all(r.text.texts and r.refs for r in place.reasons) for place in answer.places
    )


@pytest.mark.parametrize("request_", _cases([r for r in REQUESTS if r.nothing]))
def test_what_the_plan_does_not_name_has_no_place(request_: Request) -> None:
    """Nothing fits, and it is said so: as a gap, or as a question where nothing was understood."""
    answer, first = _answer(request_)
    assert not answer.places, (first, [r.text for place in answer.places[:1] for r in place.reasons])
    assert answer.gaps or all(answer.question.texts)


@pytest.mark.parametrize("request_", _cases([r for r in REQUESTS if r.gap]))
def test_a_gap_of_the_plan_is_named(request_: Request) -> None:
    """What the plan wants to draw in, or names without a place, is told as a gap."""
    answer, first = _answer(request_)
    assert request_.gap in {gap.id for gap in answer.gaps}, (first, answer.gaps, request_.ground)


def test_the_table_is_of_its_plans() -> None:
    """Places and links of the table are those of its plan, no request stands twice, and there are enough of each."""
    for row in REQUESTS:
        plan = _plan(row)
        assert {*row.some, *row.each} <= {*plan.site}, row
        assert not row.gap or row.gap in {k.id for chain in plan.chains for k in chain.links}, row
        assert bool(row.some) + bool(row.each) + row.nothing + bool(row.gap) == 1, row
    assert all(n == 1 for n in Counter((r.plan, r.text, bool(r.gap)) for r in REQUESTS).values())
    bundled = [r for r in REQUESTS if case_of(ROOTS[r.plan], *r.plan).is_bundled]
    assert sum(bool(r.some or r.each) for r in bundled) >= 80
    assert sum(r.nothing for r in bundled) >= 15
    assert sum(bool(r.gap) for r in bundled) >= 10
