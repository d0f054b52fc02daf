"""What a source card is given: the way to each place that a panel opens, once and whole."""

from __future__ import annotations

from typing import Any

import pytest

from geodata.languages import LANGS
from layout.maps.canvas import record_map
from layout.maps.layers import LAYERS
from layout.maps.map_payload import map_payload, remaining_panels
from layout.panels.registry import FIRST
from layout.panels.source_card import cite_places, place_paths, source_cards
from layout.plan.model import Ref
from layout.plan.plan_copy import cited_places
from layout.words.citations import heading_path
from layout.words.nodes import text_of, walk


def way(payload: dict[str, Any], place: str) -> tuple[str, ...]:
    """Return the way to a place as the browser writes it."""
    return tuple(payload["headings"][n] if isinstance(n, int) else n for n in payload["places"][place])


@pytest.mark.parametrize("lang", LANGS)
def test_the_way_to_each_place_that_can_be_opened_is_sent(case: Any, lang: str) -> None:
    plan = case.plan
    canvas = record_map(plan, case.shapes, lang, LAYERS)
    first, rest = map_payload(canvas, FIRST), remaining_panels(plan, lang, FIRST)
    cards = source_cards(plan, lang)
    assert set(rest["places"]) == set(cited_places(plan)) >= {p for c in cards.values() for p in c[-1]}
    for payload, trees in ((first, [*first["panels"].values(), *(s["card"] for s in first["sites"].values())]), (rest, rest["panels"].values())):
        orders = [node[1].get("go", {}) for tree in trees for node in walk(tree)]
        places = {order["place"] for order in orders if "place" in order}
        assert (places or not case.is_whole) and places <= set(payload["places"])
        assert len(payload["headings"]) == len(set(payload["headings"]))
        for place in payload["places"]:
            assert way(payload, place) == heading_path(place, plan, lang)
        assert {p for k in payload["cites"] for p in cards[k][-1]} <= set(payload["places"])


def test_only_a_place_in_the_plan_is_a_button(bundled: Any) -> None:
    plan = bundled.plan
    document, other = plan.edition.refs[0].source, next(s.id for s in plan.sources if s.id != plan.edition.refs[0].source)
    refs = (Ref(document, "九（八）7"), Ref(document, "九（八）7"), Ref(document), Ref(other, "p. 3"))
    node = cite_places(refs, plan, "zh")

    assert [n[1]["go"] for n in walk(node) if n[0] == "button"] == [{"place": "九（八）7"}]
    assert "第 3 页" in text_of(node)
    assert place_paths(["九（八）7 第2句"], plan, "zh") == {"headings": ["第九部分", "（八）", "7"], "places": {"九（八）7 第2句": [0, 1, 2, "第 2 句"]}}
