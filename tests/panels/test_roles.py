"""What the plan states and what is inferred: told apart wherever a role, a field or a position is shown."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from geodata.languages import LANGS
from layout.briefing.plan_facts import PlanFacts
from layout.briefing.tables.roles import node_table, role_table
from layout.comparison.changes import compare_editions
from layout.comparison.words import change_line
from layout.exports import csv
from layout.lists.listings import LISTINGS
from layout.maps.canvas import record_map
from layout.maps.layers import LAYERS
from layout.maps.legend_rows import legend_entries
from layout.maps.map_payload import map_payload
from layout.panels import site_card
from layout.panels.chains import chains_panel
from layout.panels.overview import overview_panel, parks_panel
from layout.panels.tables import tables_panel
from layout.plan.belonging import split_roles
from layout.plan.model import Text
from layout.view.view import View
from layout.words import site_facts
from layout.words.glossary import basis_name, glossary, labelled, say
from layout.words.glossary import join_names as glossary_join
from layout.words.nodes import text_of, walk
from layout.words.nouns import say_of
from layout.words.roles import (
    aim_line,
    element_aim,
    mark_inferred,
    mark_text,
    position_words,
    reach_line,
    role_industries,
    role_line,
    shared_industry_lines,
    theme_names,
    unnamed_words,
)
from layout.words.symbols import symbol
from tests.conftest import CORRIDOR, case_of


def inferred_roles(plan: Any) -> list[tuple[Any, Any]]:
    """List the sites with each of their inferred roles."""
    return [(s, r) for s in plan.sites for r in s.roles if r.basis == "inferred"]


def mark(lang: str) -> str:
    """Return the mark of what is inferred."""
    return say("roles.inferred", lang, words="").strip()


def view(plan: Any, lang: str) -> View:
    """Return the view of a whole edition."""
    return View(plan.district.id, plan.edition.id, lang=lang)


def test_a_role_in_an_area_wins_over_the_place(case: Any) -> None:
    plan = case.plan
    areas = {e.id for e in plan.elements if e.kind == "area"}
    for site in plan.sites:
        located = [m for m in site.memberships if m.basis == "located"]
        named = {r.element for r in site.roles} & areas
        assert not (named and located), site.id
        for membership in located:
            # In a town, a part of another site, or on the ground that one is drawn with.
            assert membership.via in (*site.towns, site.parent, *case.shapes.outlines)
            via = plan.site[membership.via]
            leading = max(plan.term[f"rank:{r.rank}"].weight for r in plan.roles(membership.element))
            ranks = [plan.term[f"rank:{r.rank}"].weight for r in via.roles if r.element == membership.element]
            # Of what lies in a town that is linked to an element only, the element is no part.
            assert leading in ranks
        assert {m.element for m in site.memberships} == {r.element for r in site.roles} | {m.element for m in located}


@pytest.mark.parametrize("lang", LANGS)
def test_what_only_lies_in_an_element_is_told_so_on_every_screen_and_never_as_its_member(case: Any, lang: str) -> None:
    plan = case.plan
    where = {s.id: [m for m in s.memberships if m.via] for s in plan.sites}
    rows = {r["id"]: r for name in ("parks", "towns", "places") for r in LISTINGS[name].rows(plan)}
    exported = csv.page(plan, case.shapes, view(plan, lang))
    for site in plan.sites:
        card, tile = text_of(site_card.full_card(site, plan, lang)), site_card.summary_lines(site, plan, lang)
        heads = [text_of(n) for n in walk(site_card.full_card(site, plan, lang)) if n[0] == "dt"]
        assert (say("card.lies-in", lang) in heads) == bool(where[site.id])
        reached = not site.is_town or bool(site.roles)
        assert (say("card.element", lang) in heads) >= (not site.memberships and not site.is_town)
        assert reached or say("card.element", lang) not in heads
        assert set(rows[site.id]["elements"]) == {r.element for r in site.roles}
        for membership in where[site.id]:
            element, via = plan.element[membership.element], plan.site[membership.via]
            known = "stated" if any(r.basis == "stated" for r in via.roles if r.element == element.id) else "inferred"
            names = {"element": element.name(lang), "via": via.name(lang)}
            # A name with its article stands within a sentence.
            within = names | {"element": re.sub("^The ", "the ", names["element"])}
            words = mark_inferred(say("roles.located", lang, **within), known, lang)
            assert membership.basis == "located"
            assert element.id not in site.member_of
            assert mark_inferred(say("roles.lies-in", lang, **names), known, lang) in card
            assert say("card.located", lang) in card
            assert words in tile
            assert words in exported
            listing = LISTINGS[{"park": "parks", "town": "towns", "place": "places"}[site.type]]
            cells = [c.cell(rows[site.id], plan, lang) for c in listing.columns]
            assert any(words in str(cell) for cell in cells)


@pytest.mark.parametrize("lang", LANGS)
def test_an_inferred_role_bears_the_mark_wherever_it_is_shown(case: Any, lang: str) -> None:
    plan = case.plan
    tiles, tables = parks_panel(plan, lang), tables_panel(plan, lang)
    payload = map_payload(record_map(plan, case.shapes, lang, LAYERS))
    exported = csv.page(plan, case.shapes, view(plan, lang))
    for site, role in inferred_roles(plan):
        line = role_line((role.element, role.theme), role.name(lang), role.basis, plan, lang)
        assert mark(lang) in line
        assert line in site_card.summary_lines(site, plan, lang)
        assert line in site_card.tooltip_lines(site, plan, lang)
        assert line in payload["sites"][site.id]["tip"]
        assert line in text_of(site_card.full_card(site, plan, lang))
        assert line in exported
        bare = role_line((role.element, role.theme), role.name(lang), "stated", plan, lang)
        of_site = [text_of(n) for n in walk(tiles) if n[1].get("data-site") == site.id and n[0] == "button"]
        assert all(bare not in t.replace(line, "") for t in of_site)
        rows = [text_of(n) for n in walk(tables) if n[0] == "tr" and n[1].get("data-element") == role.element
                and n[1].get("data-site") == site.id]  # fmt: skip
        assert rows
        # A role without words has none to mark in a table: its own column says it.
        assert any((mark(lang) in r or not role.name) and basis_name("inferred", lang) in r for r in rows)
    for role in (r for s in plan.sites for r in s.roles if r.basis == "stated"):
        line = role_line((role.element, role.theme), role.name(lang), role.basis, plan, lang)
        assert mark(lang) not in line


@pytest.mark.parametrize("lang", LANGS)
def test_an_inferred_member_bears_the_mark_in_lists_decks_and_stories(case: Any, lang: str) -> None:
    plan = case.plan
    names = {plan.site[r.member].name(lang) for _, r in inferred_roles(plan)}
    marked = {say("roles.inferred", lang, words=n) for n in names}
    for row in LISTINGS["roles"].rows(plan):
        cells = [str(c.cell(row, plan, lang)) for c in LISTINGS["roles"].columns]
        assert (basis_name("inferred", lang) in cells) == (row["basis"] == "inferred")
    members = [str(c.cell(r, plan, lang)) for r in LISTINGS["elements"].rows(plan) for c in LISTINGS["elements"].columns
               if c.heading in ("members", "linked")]  # fmt: skip
    nodes = node_table(plan, view(plan, lang), lang)
    texts = [*members, *(str(c) for row in (nodes.grid.rows if nodes else ()) for c in row)]
    facts = PlanFacts(plan).sets
    networks = [e.id for e in plan.elements if e.kind == "network"]
    texts += [m.name(lang) for e in networks for m in facts.get(f"members.{e}", ())]
    for words in marked:
        assert any(words in t for t in texts)
    panel = [text_of(n) for n in walk(overview_panel(plan, lang)) if n[0] == "li" and n[1].get("title")]
    for site, role in ((s, r) for s, r in inferred_roles(plan) if r.theme):
        of_site = [t for t in panel if t.startswith(site.name(lang)) and plan.term[f"theme:{role.theme}"].name(lang) in t]
        assert all(mark(lang) in t for t in of_site)


@pytest.mark.parametrize("lang", LANGS)
def test_a_coupling_is_no_surer_than_the_roles_it_joins(case: Any, lang: str) -> None:
    plan = case.plan
    for feature in record_map(plan, case.shapes, lang, LAYERS).features:
        if feature["style"] == "coupling":
            ends = {r.basis for s in feature["ends"] for r in plan.site[s].roles if r.element == feature["element"]
                    and plan.term[f"theme:{r.theme}"].name(lang) in feature["name"]}  # fmt: skip
            assert (mark(lang) in feature["name"]) == ("inferred" in ends)


@pytest.mark.parametrize("lang", LANGS)
def test_a_change_of_an_inferred_role_bears_the_mark(mini: Any, lang: str) -> None:
    from tests.conftest import MINI, case_of

    old = case_of(MINI, "mini", "2016-2020").plan
    changes = [c for c in compare_editions(old, mini.plan).changes if c.entity_type in ("role", "tie")]
    inferred = [c for c in changes if c.side.basis == "inferred"]

    assert all((mark(lang) in change_line(c, mini.plan, lang)) == (c in inferred) for c in changes if c.kind != "moved")


def test_there_is_one_mark_and_no_other() -> None:
    for key, text in glossary().items():
        for words in text.texts:
            assert not any(form in words for form in ("（推断）", "(推断)", "[推断", "［推断")), key
    assert say("roles.inferred", "zh", words="x") == "x〔推断〕"
    assert say("roles.inferred", "en", words="x") == "x (inferred)"


@pytest.mark.parametrize("lang", LANGS)
def test_aims_stand_where_roles_do_and_say_that_they_are_aims(case: Any, lang: str) -> None:
    plan = case.plan
    overview, tables = text_of(overview_panel(plan, lang)), text_of(tables_panel(plan, lang))
    exported = csv.page(plan, case.shapes, view(plan, lang))
    grid = role_table(plan, view(plan, lang), lang)
    rows = [str(c) for row in (grid.grid.rows if grid else ()) for c in row]
    aimed = [(s, r) for s in plan.sites for r in s.roles if r.aim]
    for site, role in aimed:
        card = text_of(site_card.full_card(site, plan, lang))
        assert aim_line(role.aim, lang) in card
        assert say("roles.aim-note", lang) in card
        assert aim_line(role.aim, lang) in site_card.summary_lines(site, plan, lang)
        assert aim_line(role.aim, lang) in overview
        assert role.aim(lang) in tables
        assert role.aim(lang) in exported
        assert role.aim(lang) in rows
    for element in (e for e in plan.elements if e.aim):
        aims = element_aim(element, lang)
        assert say("roles.aim", lang, aim=aims) in overview
        assert aims in tables
        (row,) = (r for r in LISTINGS["elements"].rows(plan) if r["id"] == element.id)
        assert row[f"aims_{lang}"] == [a(lang) for a in element.aim]
        assert row[f"aim_{lang}"] == glossary_join(list(element.aim), lang)


@pytest.mark.parametrize("lang", LANGS)
def test_an_element_has_several_aims_and_those_read_as_its_own_are_marked(bundled: Any, lang: str) -> None:
    plan = bundled.plan
    core = next(e for e in plan.elements if e.radiates)
    stated, inferred = core.aim[0](lang), core.inferred_aim[0](lang)
    marked = say("roles.inferred", lang, words=inferred)
    shown = say("text.stop", lang).join((stated, marked))
    column = next(c for c in LISTINGS["elements"].columns if c.heading == "aim")
    (row,) = (r for r in LISTINGS["elements"].rows(plan) if r["id"] == core.id)
    grid = role_table(plan, view(plan, lang), lang)
    table = [text_of(n) for n in walk(tables_panel(plan, lang)) if n[0] == "tr" and n[1].get("data-element") == core.id]

    # The plan says the first of the whole; the second it writes after a member.
    assert element_aim(core, lang) == shown
    assert column.cell(row, plan, lang) == shown
    assert row[f"inferred_aims_{lang}"] == [inferred]
    assert shown in text_of(overview_panel(plan, lang))
    assert core.ground(lang) in text_of(overview_panel(plan, lang))
    assert any(shown in r and core.ground(lang) in r and basis_name("partly-inferred", lang) in r for r in table)
    assert grid is not None
    assert any(shown in map(str, r) for r in grid.grid.rows)


@pytest.mark.parametrize("lang", LANGS)
def test_zones_that_the_core_reaches_say_so_and_on_what_ground(bundled: Any, lang: str) -> None:
    plan = bundled.plan
    core = next(e for e in plan.elements if e.radiates)
    words = say("roles.inferred", lang, words=say("roles.radiated", lang, elements=core.name(lang)))
    (row,) = (r for r in LISTINGS["elements"].rows(plan) if r["id"] == core.id)
    line = reach_line(core, plan, lang)

    assert set(core.reaches_sites) == {
        p.id for p in plan.places if p.kind == "zone" and p.in_scope and p.id != core.anchor
    }
    for key in core.reaches_sites:
        site = plan.site[key]
        assert words in text_of(site_card.full_card(site, plan, lang))
        assert core.reach_ground(lang) in text_of(site_card.full_card(site, plan, lang))
        assert words in site_card.summary_lines(site, plan, lang)
        assert site.name(lang) in line
        assert key in row["reaches"]
    assert line in text_of(overview_panel(plan, lang))
    assert core.reach_ground(lang) in text_of(overview_panel(plan, lang))
    assert line == next(c.cell(row, plan, lang) for c in LISTINGS["elements"].columns if c.heading == "reaches")
    # A ray to a zone is that to the town around it as well, and says whom it reaches.
    rays = [f for f in record_map(plan, bundled.shapes, lang, LAYERS).features if f["style"] == "ray"]
    for key in core.reaches_sites:
        (ray,) = (r for r in rays if key in r["ends"])
        assert all(plan.site[t].name(lang) in ray["name"] for t in plan.site[key].towns)
        assert mark(lang) in ray["name"]


@pytest.mark.parametrize("lang", LANGS)
def test_fields_of_a_whole_are_never_given_to_a_member(case: Any, lang: str) -> None:
    plan = case.plan
    shared = [(e, r) for e in plan.elements if e.industries for r in plan.roles(e.id)]
    matrix = chains_panel(plan, lang)
    for element, role in shared:
        site = plan.site[role.member]
        leads = role.rank in {r.rank for r in plan.roles(element.id) if plan.term[f"rank:{r.rank}"].weight == 1.0}
        carried = [c for c in site.carries if c.via == element.id]
        if not leads:
            continue
        named = {i.original for r in site.roles for i in r.industries}
        assert {c.industry.original for c in carried} == {i.original for i in element.industries} - named
        for line in shared_industry_lines(site, plan, lang):
            assert element.name(lang) in line
            assert line in text_of(site_card.full_card(site, plan, lang))
            assert line in site_card.summary_lines(site, plan, lang)
        cells = [n for n in walk(matrix) if n[0] == "span" and "is-part" in n[1].get("class", "")]
        assert any(c.cluster for c in carried) <= bool(cells)
        assert all(text_of(n).startswith(say("matrix.part", lang)) for n in cells)
        assert all(any(e.name(lang) in n[1]["title"] for e in plan.elements) for n in cells)
    for element in plan.elements:
        named = {m.name.original for m in PlanFacts(plan).sets.get(f"industries.{element.id}", ())}
        assert {mark_text(i, element.basis).original for i in element.industries} <= named


def test_a_member_that_is_linked_as_well_counts_once(bundled: Any) -> None:
    plan = bundled.plan
    double = [(s.id, e.id) for s in plan.sites for e in plan.elements if e.kind == "area"
              and len([r for r in s.roles if r.element == e.id]) > 1]  # fmt: skip

    assert double
    for site, element in double:
        members = PlanFacts(plan).sets[f"members.{element}"]
        assert [m.name("zh") for m in members].count(plan.site[site].name("zh")) == 1
        (ground,) = [m for m in bundled.shapes.members if (m.site, m.element) == (site, element)]
        weights = [plan.term[f"rank:{r.rank}"].weight for r in plan.site[site].roles if r.element == element]
        assert plan.term[f"rank:{ground.rank}"].weight == max(weights)


@pytest.mark.parametrize("lang", LANGS)
def test_a_town_that_is_not_named_singly_is_never_without_a_role(bundled: Any, lang: str) -> None:
    plan = bundled.plan
    towns = [t for t in plan.towns if not t.roles]
    payload = map_payload(record_map(plan, bundled.shapes, lang, LAYERS))
    listing = LISTINGS["towns"]
    rows = [[str(c.cell(r, plan, lang)) for c in listing.columns] for r in listing.rows(plan)]
    tables = [text_of(n) for n in walk(tables_panel(plan, lang)) if n[0] == "tr"]

    assert towns
    for town in towns:
        words = unnamed_words(town, plan, lang)
        assert payload["sites"][town.id]["where"] == words
        assert any(town.name(lang) in row and words in row for row in rows)
        assert any(town.name(lang) in t and words in t for t in tables)
    legend = [r["text"] for r in legend_entries(record_map(plan, bundled.shapes, lang, LAYERS))]
    # In the plan's own words for whom the core reaches.
    reach = {e: labelled(e.name(lang), say("legend.ray", lang, reach=e.reach(lang)), lang) for e in plan.elements}
    assert all(reach[e] in legend for e in plan.elements if e.radiates)
    assert not [k for k, t in glossary().items() if "未赋予" in t("zh") or "no role" in t("en").lower()]


@pytest.mark.parametrize("lang", LANGS)
def test_a_town_of_a_kind_that_the_words_leave_out_is_not_reached(case: Any, lang: str) -> None:
    plan = case.plan
    lines = [(x.element, x.end) for x in case.shapes.lines if not x.theme]
    left_out = [(e, t) for e in plan.elements if e.radiates for t in plan.towns if e.reaches and t.kind not in e.reaches]

    assert left_out or not case.is_whole
    for element, town in left_out:
        assert (element.id, town.id) not in lines
        words = unnamed_words(town, plan, lang)
        assert plan.term[f"kind:{town.kind}"].name(lang) in words
        assert element.reach(lang) in words
        assert say("roles.radiated", lang, elements=element.name(lang)) not in words
        if not town.roles:
            assert words in text_of(site_card.full_card(town, plan, lang))
            assert words in text_of(overview_panel(plan, lang))
        (row,) = (r for r in LISTINGS["elements"].rows(plan) if r["id"] == element.id)
        assert town.id not in row["reaches"]


@pytest.mark.parametrize("lang", LANGS)
def test_a_site_without_a_part_in_the_layout_says_so_in_every_list(case: Any, lang: str) -> None:
    plan = case.plan
    words = say("roles.no-element", lang)
    for name in ("parks", "places"):
        for row in LISTINGS[name].rows(plan):
            site = plan.site[row["id"]]
            (cell,) = (c.cell(row, plan, lang) for c in LISTINGS[name].columns if c.heading == "element")
            assert cell
            assert (cell == words) == (not site.memberships)
            if not site.memberships:
                assert words in text_of(site_card.full_card(site, plan, lang))


@pytest.mark.parametrize("lang", LANGS)
def test_leading_fields_are_told_apart_and_open_lists_say_so(case: Any, lang: str) -> None:
    plan = case.plan
    overview, tables = text_of(overview_panel(plan, lang)), text_of(tables_panel(plan, lang))
    listing = LISTINGS["roles"]
    cells = [str(c.cell(r, plan, lang)) for r in listing.rows(plan) for c in listing.columns if c.heading == "industries"]
    rest = say("text.unfinished", lang, names="")
    for site, role in ((s, r) for s in plan.sites for r in s.roles if r.industries):
        words = role_industries(role, lang)
        for names in (n for n in (role.leading, role.others) if n):
            last = names[-1](lang) + rest
            assert (last in words) == names.unfinished
        assert (say("roles.leading", lang, names="") in words) == bool(role.leading)
        assert words in text_of(site_card.full_card(site, plan, lang))
        assert words in tables
        assert words in cells
        if role.rank == plan.edition.ranks[0].id and not role.theme:
            assert words in overview
    for element in (e for e in plan.elements if e.industries.unfinished):
        assert element.industries[-1](lang) + rest in overview
    for element in (e for e in plan.elements if e.themes_unfinished):
        themes = theme_names(element, plan, lang)
        assert themes.endswith(rest)
        assert themes in overview
        grid = node_table(plan, view(plan, lang), lang)
        assert grid
        assert say("grid.more-themes", lang) in [row[0] for row in grid.grid.rows]
    for element in (e for e in plan.elements if e.unfinished_ranks):
        (row,) = (r for r in LISTINGS["elements"].rows(plan) if r["id"] == element.id)
        (linked,) = (c.cell(row, plan, lang) for c in LISTINGS["elements"].columns if c.heading == "linked")
        assert linked.endswith(rest)
        assert linked in overview


@pytest.mark.parametrize("lang", LANGS)
def test_aims_and_mottoes_of_industries_and_of_the_plan_are_shown(case: Any, lang: str) -> None:
    plan = case.plan
    overview, tables, chains = (text_of(p(plan, lang)) for p in (overview_panel, tables_panel, chains_panel))
    listed = [str(c.cell(r, plan, lang)) for n in ("clusters", "segments") for r in LISTINGS[n].rows(plan)
              for c in LISTINGS[n].columns]  # fmt: skip
    for item in (i for c in plan.clusters if c.kind == "cluster" for i in (c, *c.segments)):
        if item.motto:
            assert item.motto(lang) in overview
            assert item.motto(lang) in listed
        if item.aim:
            assert aim_line(item.aim, lang) in overview
            assert aim_line(item.aim, lang) in tables
            assert item.aim(lang) in listed
    for group in plan.provisions:
        for provision in group.provisions:
            assert provision.name(lang) in chains
            assert (glossary_join(provision.about, lang) in overview) or not group.aims


@pytest.mark.parametrize("lang", LANGS)
def test_a_point_says_what_it_stands_for(case: Any, lang: str) -> None:
    plan = case.plan
    tables = [text_of(n) for n in walk(tables_panel(plan, lang)) if n[0] == "tr"]
    overview = [text_of(n) for n in walk(overview_panel(plan, lang)) if n[1].get("data-site")]
    legend = legend_entries(record_map(plan, case.shapes, lang, LAYERS))
    for site in (s for s in plan.sites if s.position):
        words, place = position_words(site, plan, lang), symbol(site, plan)["place"]
        assert words
        assert site.position_note(lang) in words
        assert words in text_of(site_card.full_card(site, plan, lang))
        assert any(words in line for line in site_card.tooltip_lines(site, plan, lang))
        assert any(site.name(lang) in t and words in t for t in tables)
        assert (place != "") == (site.position in ("zone", "town", "middle", "former"))
        if place:
            short = say_of(plan, f"position.short-{site.position}", lang)
            assert not {"中部", "middle"} & {w for w in ("中部", "middle") if w in words + short}
            assert short in site_facts.location_line(site, plan, lang)
            if site.is_park:
                assert any(site.name(lang) in t and short in t for t in overview)
            assert [r for r in legend if r.get("place")]


@pytest.mark.parametrize("lang", LANGS)
def test_a_card_begins_with_what_a_park_is_and_ends_with_where_it_stands(case: Any, lang: str) -> None:
    plan = case.plan
    for park in plan.parks:
        heads = [text_of(n) for n in walk(site_card.full_card(park, plan, lang)) if n[0] == "dt"]
        field, precision = say_of(plan, "card.cluster", lang), say("card.precision", lang)
        assert heads[0] == say("table.kind", lang)
        assert heads.index(field) < heads.index(precision)
        assert heads[-1] == say("card.source", lang)
        if park.located:
            assert heads.index(precision) > len(heads) - 4
        if any(s.site == park.id for s in plan.statements):
            assert heads.index(field) < heads.index(say("card.figures", lang)) < heads.index(precision)
        lines = site_card.summary_lines(park, plan, lang)
        assert lines[-1].startswith(say("card.position", lang))


@pytest.mark.parametrize("lang", LANGS)
def test_a_card_holds_every_figure_of_its_site(case: Any, lang: str) -> None:
    plan = case.plan
    for statement in (s for s in plan.statements if s.site):
        card = site_card.full_card(plan.site[statement.site], plan, lang)
        cites = {n[1]["go"]["cite"] for n in walk(card) if "cite" in n[1].get("go", {})}
        assert statement.id in cites


@pytest.mark.parametrize("lang", LANGS)
def test_a_copy_or_a_page_of_others_is_named_as_such(case: Any, lang: str) -> None:
    plan = case.plan
    for site in plan.sites:
        card = text_of(site_card.full_card(site, plan, lang))
        for source in (plan.source[r.source] for r in site.refs if r.source in plan.source):
            if source.kind in ("press", "copy", "third-party"):
                assert say(f"source_kind.{source.kind}", lang) in card


@pytest.mark.parametrize("lang", LANGS)
def test_a_town_that_named_reach_leaves_out_is_not_said_to_be_of_another_kind(lang: str) -> None:
    plan = case_of(CORRIDOR, "shilang", "2026-2030").plan
    town = plan.site["bing"]
    words = unnamed_words(town, plan, lang)

    assert not town.roles and all(e.reaches_sites for e in plan.elements if e.radiates)
    assert all(e.reach(lang) in words for e in plan.elements if e.radiates)
    assert plan.term[f"kind:{town.kind}"].name(lang) + ("，" if lang == "zh" else ",") not in words


@pytest.mark.parametrize("lang", LANGS)
def test_where_a_core_reaches_named_sites_no_kind_is_the_reason(mini: Any, lang: str) -> None:
    """Of a core that reaches by kinds the kind is the reason, of one that names its sites it is not."""
    plan = mini.plan
    first = next(e for e in plan.elements if e.reaches)
    town = next(t for t in plan.towns if t.kind and t.kind not in first.reaches)
    other = next(t for t in plan.towns if t is not town)
    named = replace(first, id="second", name=Text("第二核", "Second core"), reaches=(), reaches_sites=(other.id,))
    kind = plan.term[f"kind:{town.kind}"].name(lang)

    def words(*elements: Any) -> str:
        return unnamed_words(town, replace(plan, elements=elements), lang)

    by_kind = say("roles.not-radiated", lang, kind=kind, elements=first.name(lang), reach=first.reach(lang))
    by_name = say("roles.not-named", lang, elements=named.name(lang), reach=first.reach(lang))
    assert by_kind in words(first) and by_name not in words(first)
    assert by_name in words(named) and kind not in words(named)
    assert by_kind in words(first, named) and by_name in words(first, named)
    town = replace(town, kind="")
    assert say("roles.not-named", lang, elements=first.name(lang), reach=first.reach(lang)) in words(first)


@pytest.mark.parametrize("lang", LANGS)
def test_the_first_panel_tells_the_industries_and_aims_of_members_of_every_kind_of_element(
    case: Any, lang: str
) -> None:
    plan = case.plan
    blocks = {n[1]["data-element"]: text_of(n) for n in walk(overview_panel(plan, lang)) if "data-element" in n[1]}
    for element in plan.elements:
        # Of a network the leading roles of each theme, of any other those of the element.
        named = [r for r in plan.roles(element.id) if r in split_roles(element, plan)[0]]
        for role in named:
            for words in (role_industries(role, lang), aim_line(role.aim, lang)):
                assert words in blocks[element.id], (element.id, role.member)
