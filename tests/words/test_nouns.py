"""Nouns of an edition: what its plan calls parks, towns and chains, wherever they are spoken of."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from geodata.languages import LANGS
from geodata.schema import table_schemas
from layout.briefing.tables.roles import node_table, role_table
from layout.maps.canvas import record_map
from layout.maps.layers import LAYERS
from layout.maps.legend_rows import legend_entries
from layout.panels.overview import overview_panel
from layout.plan.model import Plan, Term, Text
from layout.plan.terms import Noun
from layout.view.view import View
from layout.words.glossary import glossary, say
from layout.words.nodes import text_of, walk
from layout.words.nouns import (
    counted_members,
    counted_noun,
    join_once,
    levelled_noun,
    member_noun,
    noun,
    say_of,
)
from layout.words.symbols import shown_level
from tests.conftest import CORRIDOR, MINI, case_of

LAYOUT = Path(__file__).parents[2] / "layout"
NOUN = re.compile(r"\{([\w-]+):(one|many)\}")
IDS = table_schemas()["nouns"].field("id").allowed  # type: ignore[union-attr]


def without_nouns(plan: Plan) -> Plan:
    return replace(plan, edition=replace(plan.edition, nouns=()))


def calling(plan: Plan, name: str, text: Text, plural: Text) -> Plan:
    return replace(plan, edition=replace(plan.edition, nouns=(Noun(name, text, plural, ()),)))


def test_every_noun_has_a_neutral_word_and_is_spoken_of() -> None:
    words = {k.partition(".")[2] for k in glossary() if k.startswith("noun.")}
    many = {k.partition(".")[2] for k in glossary() if k.startswith("noun-many.")}
    spoken = {m[1][:1].lower() + m[1][1:] for t in glossary().values() for m in NOUN.finditer("".join(t.texts))}

    assert words == many == set(IDS) == spoken | {"base"} | {"town", "link"}


def test_words_with_nouns_are_asked_for_with_the_plan() -> None:
    """By plain `say` the braces of a noun would be shown."""
    bearing = {k for k, t in glossary().items() if NOUN.search("".join(t.texts))}
    plain = set()
    for file in LAYOUT.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "say" and call.args:
                key = call.args[0]
                plain |= {key.value} if isinstance(key, ast.Constant) else set()

    assert plain & bearing == set()


def test_an_edition_is_spoken_of_in_its_own_nouns(bundled: Any) -> None:
    plan = calling(bundled.plan, "park", Text("板块", "zone"), Text("九大板块", "zones"))

    assert [noun(plan, "park", k) for k in LANGS] == ["板块", "zone"]
    assert [noun(plan, "park", k, many=True) for k in LANGS] == ["九大板块", "zones"]
    assert [counted_noun(plan, "park", n, "en") for n in (0, 1, 2)] == ["0 zones", "1 zone", "2 zones"]
    assert counted_noun(plan, "park", 2, "zh") == "2 个板块"
    assert say_of(plan, "list.parks", "en") == "Zones"
    assert say_of(plan, "chains.none", "zh") == "本数据没有为这一版列出产业链。"


def test_what_an_edition_does_not_name_bears_a_neutral_noun(bundled: Any) -> None:
    plan = without_nouns(bundled.plan)

    assert (noun(plan, "park", "zh"), noun(plan, "park", "en", many=True)) == ("园区", "parks")
    named = calling(plan, "park", Text("特色基地", ""), Text())
    # A page in English rather reads the neutral noun than a Chinese one.
    assert (noun(named, "park", "zh"), noun(named, "park", "en")) == ("特色基地", "park")


@pytest.mark.parametrize(
    ("level", "name", "joined", "expected"),
    [
        ("市级特色", "特色园区", "{level}{noun}", "市级特色园区"),
        ("市级", "特色园区", "{level}{noun}", "市级特色园区"),
        ("市级特色园区", "特色园区", "{level}{noun}", "市级特色园区"),
        ("国家级园区", "园区", "{level}{noun}", "国家级园区"),
        ("City-level featured", "featured park", "{level} {noun}", "City-level featured park"),
        ("City level", "featured park", "{level} {noun}", "City level featured park"),
        ("National park", "park", "{level} {noun}", "National park"),
        ("Corridor zone", "zone of the corridor", "{level} {noun}", "Corridor zone of the corridor"),
    ],
)
def test_what_level_and_noun_share_stands_once(level: str, name: str, joined: str, expected: str) -> None:
    assert join_once(level, name, joined) == expected


def test_a_level_may_have_a_noun_of_its_own(bundled: Any) -> None:
    level = Term("zone", Text("走廊功能板块", "Corridor zone"), 1, noun=Text("走廊功能板块", "corridor zone"))

    assert levelled_noun(level, bundled.plan, "park", "zh") == "走廊功能板块"
    assert levelled_noun(level, bundled.plan, "park", "en") == "corridor zone"


@pytest.mark.parametrize("lang", LANGS)
def test_the_legend_names_levels_and_kinds_as_the_data_do(case: Any, lang: str) -> None:
    plan = case.plan
    texts = [row["text"] for row in legend_entries(record_map(plan, case.shapes, lang, LAYERS))]
    parks = [p for p in plan.parks if p.located]
    shown = {level.id: level for level in (shown_level(p, plan) for p in parks) if level}
    assert all(levelled_noun(level, plan, "park", lang) in texts for level in shown.values())
    drawn = [t.name(lang) for t in plan.district.kinds if any(s.kind == t.id and s.located for s in plan.places)]
    words = " ".join(texts)
    assert all(name in words for name in drawn)
    # The kinds of towns stand in no row of their own, but may in what a core reaches.
    undrawn = {t.name(lang) for t in plan.district.kinds if t.id not in {s.kind for s in plan.towns}} - set(drawn)
    assert [name for name in undrawn if name in words] == []


def test_a_kind_without_a_symbol_is_drawn_as_what_it_is(bundled: Any) -> None:
    from layout.words.symbols import symbol

    plan = bundled.plan
    kinds = tuple(replace(t, symbol="") for t in plan.district.kinds)
    bare = replace(plan, district=replace(plan.district, kinds=kinds))
    forms = {s.id: symbol(s, bare)["form"] for s in bare.places}
    anchors = {e.anchor for e in plan.elements if e.radiates}
    assert {forms[a] for a in anchors if a in forms} == {"core"}
    assert set(forms.values()) == {"core", "zone", "landmark"}


def test_the_members_of_an_element_are_headed_and_counted_by_its_own_noun() -> None:
    case = case_of(CORRIDOR, "shilang", "2026-2030")
    plates, words = case.plan.element["plates"], {"zh": ("板块", "9 个板块"), "en": ("plates", "9 plates")}

    for lang in LANGS:
        many, counted = words[lang]
        panel = overview_panel(case.plan, lang)
        (block,) = (text_of(n) for n in walk(panel) if n[1].get("data-element") == plates.id)
        (row,) = (r["text"] for r in legend_entries(record_map(case.plan, case.shapes, lang, LAYERS)) if r["form"] == "coupling")
        table = node_table(case.plan, View("shilang", "2026-2030", lang=lang), lang)
        assert counted in block and many in row
        assert table and noun(case.plan, "network", lang).casefold() in table.grid.title.casefold()
        assert noun(case.plan, "network", lang) == member_noun(plates, case.plan, lang)
    assert counted_members(plates, case.plan, 1, "en") == "1 plate"


def test_members_without_a_noun_of_their_own_bear_a_neutral_one() -> None:
    plan = without_nouns(case_of(MINI, "mini", "2021-2025").plan)
    for lang in LANGS:
        for element in plan.elements:
            neutral = noun(plan, "network", lang) if element.is_network else say("members.one", lang)
            assert member_noun(element, plan, lang) == neutral
        assert not re.search(rf"\d ?个?{say('members.one', lang)}", text_of(overview_panel(plan, lang)))


def test_a_table_of_one_element_calls_its_members_as_the_plan_does() -> None:
    plan = case_of(MINI, "mini", "2021-2025").plan
    first, *others = plan.elements
    plan = replace(plan, elements=(replace(first, noun=Text("组团", "group")), *others))

    heads = {
        (lang, chosen): role_table(plan, View("mini", "2021-2025", lang=lang, element=chosen), lang).grid.head[0]  # type: ignore[union-attr]
        for lang in LANGS
        for chosen in ((), (first.id,))
    }
    assert heads["zh", (first.id,)] == "组团" and heads["en", (first.id,)] == "Group"
    assert all(heads[lang, ()] == say("table.site", lang) for lang in LANGS)


@pytest.mark.parametrize("lang", LANGS)
def test_what_carries_a_theme_is_not_said_to_be_a_park(case: Any, lang: str) -> None:
    """A theme is carried by plates, towns and zones as well."""
    heading = say_of(case.plan, "grid.nodes", lang).casefold()

    assert noun(case.plan, "theme", lang) in heading
    assert not {noun(case.plan, "park", lang, many).casefold() for many in (False, True)} & {heading, *heading.split()}
    assert noun(case.plan, "park", lang) not in heading
