"""What of a request counts, and how much: heads and purposes, what is said twice, names, parts, pinyin."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from layout.matching.answer import match
from layout.matching.index import match_index
from layout.matching.ranking import RankedPlace, _tie
from layout.matching.request import request_hits
from layout.matching.rules import WHOLE, way_factor
from tests.conftest import Case


def places(case: Case, text: str) -> dict[str, int]:
    """Return the score of each place that an answer has."""
    return {p.site: p.score for p in match(case.plan, text).places}


def test_a_head_makes_another_good_of_a_word(bundled: Case) -> None:
    """Who makes machines for chocolates is no maker of food."""
    assert "kitchen" in places(bundled, "巧克力")
    assert "kitchen" not in places(bundled, "巧克力设备")
    assert "kitchen" in places(bundled, "巧克力，厂里有大型设备")


def test_a_head_that_is_a_good_by_itself_is_what_is_asked_for(bundled: Case) -> None:
    """What stands before it is no gap."""
    hits = request_hits("AMOLED 蒸镀材料", match_index(bundled.plan))
    assert [h.is_purpose for h in hits if h.factor < WHOLE] == [True] * sum(h.factor < WHOLE for h in hits)
    assert "unnamed" not in [g.kind for g in match(bundled.plan, "AMOLED 蒸镀材料").gaps]


def test_what_a_good_is_for_is_not_asked_for(bundled: Case) -> None:
    assert "zhujing" in places(bundled, "medical devices")
    assert "zhujing" not in places(bundled, "carbon fibre for medical devices")
    # Where nothing stands before the word of purpose, what follows is asked for.
    assert "zhujing" in places(bundled, "looking for a site for medical devices")


def test_what_is_said_twice_counts_once(bundled: Case) -> None:
    once = match(bundled.plan, "碳纤维")
    assert match(bundled.plan, "碳纤维，碳纤维 carbon fibre！").places == once.places


def test_a_further_good_adds_to_a_place_that_carries_both(bundled: Case) -> None:
    """And each place has a reason for each good."""
    single, both = places(bundled, "疫苗"), match(bundled.plan, "疫苗和原料药").places
    assert both[0].score >= single[both[0].site]
    assert len(both[0].reasons) == 2


def test_the_name_of_a_place_leads_to_it_where_nothing_else_is_asked_for(bundled: Case) -> None:
    assert next(iter(places(bundled, "亭林"))) == "tinglin"
    assert "tinglin" not in places(bundled, "亭林 碳纤维")
    # Of those that carry a good the one that is named goes first.
    assert next(iter(places(bundled, "亭林 健康食品"))) == "tinglin" != next(iter(places(bundled, "健康食品")))


@pytest.mark.parametrize(
    ("text", "first"), [("碳谷", "carbon-valley"), ("swyy", "biopharma-port"), ("tinglin", "tinglin"), ("wqswyyg", "biopharma-port")]
)  # fmt: skip
def test_a_part_or_the_initials_of_a_name_are_enough(bundled: Case, text: str, first: str) -> None:
    assert first in list(places(bundled, text))[:2]


def test_a_part_of_several_has_to_end_the_name(bundled: Case) -> None:
    """A word that only modifies says nothing of the good."""
    assert places(bundled, "碳谷") and not places(bundled, "碳谷的咦哟喂呀")


def test_a_good_is_told_as_it_is_typed(bundled: Case) -> None:
    """In English a word in Han gives way to the name that the vocabulary has for it."""
    gap = next(g for g in match(bundled.plan, "ＥＶＴＯＬ 与 Cigarettes").gaps if g.kind == "unnamed")
    tobacco = match(bundled.plan, "卷烟").gaps[0].text
    assert "EVTOL" in gap.text("zh") or "Cigarettes" in gap.text("zh")
    assert "卷烟" in tobacco("zh") and "卷烟" not in tobacco("en")


def test_what_lies_outside_the_scope_is_told_so_and_goes_behind(bundled: Case) -> None:
    """It is an answer where the plan states an industry for it, never before a place of the scope."""
    answered = match(bundled.plan, "化工").places
    inside = [bundled.plan.site[p.site].in_scope for p in answered]
    assert False in inside and inside[0]
    outside = answered[inside.index(False)]
    assert bundled.plan.site[outside.site].name("zh") in outside.reasons[0].text("zh")
    assert "范围" in outside.reasons[0].text("zh")


def test_a_good_of_two_kinds_asks_which_is_meant(bundled: Case) -> None:
    """Driver chips are of displays and, named after chips, of integrated circuits: one step, in both languages."""
    for text in ("AMOLED driver chips", "AMOLED驱动芯片"):
        answer = match(bundled.plan, text)
        assert {"display-park", "e-chemicals-zone"} <= {p.site for p in answer.places}
        assert "集成电路" in answer.question("zh") and "新型显示" in answer.question("zh")
    # What is of one kind alone gains nothing by the name of that.
    assert places(bundled, "心脏支架")["zhujing"] > 2 * places(bundled, "心脏支架").get("food-hub", 0)


@pytest.mark.parametrize("text", ["无人机芯片", "drone chips", "drone-chips"])
def test_the_last_of_two_goods_in_one_word_is_the_product(bundled: Case, text: str) -> None:
    """What it is for goes behind it, and it is asked whether that is right, of each what it stands under."""
    answer = match(bundled.plan, text)
    scores = {p.site: p.score for p in answer.places}
    assert next(iter(scores)) == "display-park" and "uav-base" in scores
    assert "无人系统" in answer.question("zh") and "new displays" in answer.question("en").lower()
    assert not re.search("[㐀-鿿]", answer.question("en"))


@pytest.mark.parametrize("text", ["无人机、芯片", "无人机 芯片", "drones, chips", "chips and drones"])
def test_of_goods_that_are_listed_none_is_asked_for_more(bundled: Case, text: str) -> None:
    answer = match(bundled.plan, text)
    assert places(bundled, text)["uav-base"] >= places(bundled, "chips")["display-park"]
    assert not answer.question


def test_a_firm_outside_the_scope_is_no_place(case: Case) -> None:
    """Nobody settles in it, whatever the plan states for it; a zone outside is one."""
    kinds = {t.id for t in case.plan.district.kinds if t.is_firm}
    firms = {s.id for s in case.plan.sites if s.kind in kinds and not s.in_scope}
    assert not firms & set(match_index(case.plan).places)
    assert not case.is_bundled or "sinopec" in firms
    for text in ("化工", "fine chemicals", "胶黏剂") if case.is_bundled else ():
        assert not firms & set(places(case, text)) and "scip" in places(case, text)


def test_of_equals_what_bears_something_near_goes_first(bundled: Case) -> None:
    """A central kitchen is near to prepared meals; what is stated goes before what is inferred."""
    for text in ("预制菜", "預製菜", "prepared meals"):
        answered = match(bundled.plan, text).places
        alike = [p for p in answered if p.score == answered[2].score]
        assert [p.site for p in alike] == ["kitchen", "food-hub"]
    for name in ("集成电路", "智能制造"):
        rows = [(-p.score, p.basis) for p in match(bundled.plan, name).places]
        assert rows == sorted(rows, key=lambda row: (row[0], row[1] != "stated"))


@pytest.mark.parametrize(
    ("letters", "site"), [("txw", "carbon-valley"), ("zycf", "kitchen"), ("ＸＸＸＳ", "display-park"), ("tingl", "tinglin")]
)  # fmt: skip
def test_letters_that_begin_or_end_a_name_are_enough(bundled: Case, letters: str, site: str) -> None:
    """Also where the last is an s, which a plural would lose."""
    assert site in places(bundled, letters)


def test_initials_that_end_in_s_are_whole(bundled: Case) -> None:
    """They lead where the name does, as surely, and not as an unfinished beginning."""
    assert places(bundled, "xxxs")["display-park"] > way_factor("same", "inferred") * 4 // 5


def test_of_equals_what_is_stated_goes_before_what_bears_something_near() -> None:
    stated, inferred = (
        RankedPlace("there", 1, (SimpleNamespace(basis=basis),))  # type: ignore[arg-type]
        for basis in ("stated", "inferred")
    )

    assert _tie(stated, {}) < _tie(inferred, {"there": 900}) < _tie(inferred, {})


def test_a_kind_of_what_is_to_be_built_is_told_as_its_gap(bundled: Case) -> None:
    """It says of what it is a kind, beside the places."""
    gap = next(g for g in match(bundled.plan, "心脏支架").gaps if g.kind == "link")
    assert "属于" in gap.text("zh") and "建链" in gap.text("zh") and "kind of" in gap.text("en")
