"""A view that was kept as a step fills its slide: with the place that it selects, or what its filters leave."""

from __future__ import annotations

from typing import Any

import pytest

from geodata.languages import LANGS
from layout.briefing.slides import fill_story
from layout.briefing.story_model import Grid, Slide, Step, Story
from layout.briefing.tables.grids import CELL_WIDTH, MAX_ROWS, first_clauses
from layout.briefing.tables.places import place_table
from layout.briefing.visuals import step_visual, visual_choices
from layout.plan.model import Text
from layout.plan.shapes import bounds_by_id
from layout.promotion.profile import site_profile
from layout.view.filters import matches
from layout.view.view import View
from layout.words.glossary import say
from layout.words.widths import terminal_columns


def slide_of_view(case: Any, view: str, lang: str, **parts: Any) -> Slide:
    """Return the slide of a step with a view and, unless `parts` say more, a title alone."""
    step = Step(**{"id": "x", "view": view, "title": Text("x", "x"), "lines": (), "notes": Text("", "")} | parts)
    story = Story(Text("x", "x"), (step,))
    return fill_story(story, case.plan, lang, bounds_by_id(case.plan, case.shapes)).slides[0]


@pytest.mark.parametrize("lang", LANGS)
def test_a_place_that_was_kept_is_shown_as_a_card(case: Any, lang: str) -> None:
    for site in case.plan.sites:
        slide = slide_of_view(case, f"sel={site.id}", lang)
        assert isinstance(slide.visual, Grid), site.id
        assert slide.visual.name == "site"
        assert 0 < len(slide.visual.rows) <= MAX_ROWS
        # What a view selects, and nothing else, is on the card: every cell is of its profile.
        values = {x.value for section in site_profile(site, case.plan, lang).sections for x in section.lines}
        for _, words in slide.visual.rows:
            assert words
            assert words in values or any(v.startswith(str(words).removesuffix("…")) for v in values)


def test_the_filters_of_a_kept_view_bring_their_list(case: Any) -> None:
    plan = case.plan
    for cluster in {k.cluster for s in plan.parks for k in s.links}:
        slide = slide_of_view(case, f"cluster={cluster}", "zh")
        assert isinstance(slide.visual, Grid)
        assert slide.visual.name == "places"
        view = View(plan.district.id, plan.edition.id, "zh", cluster=(cluster,))
        listed = [row[0] for row in slide.visual.rows]
        parks = [s.name("zh") for s in plan.parks if matches(view, s, plan)]
        # Parks first: who keeps a filter looks for them.
        assert listed[: len(parks)] == parks[:MAX_ROWS]
        names = {s.name("zh") for s in plan.sites if matches(view, s, plan) and s.carries}
        assert set(listed) <= names


def test_a_site_that_a_filter_does_not_speak_of_is_in_no_list(bundled: Any) -> None:
    """A facet that a type of sites lacks hides none of them on the map; in a list they would seem to fit."""
    plan = bundled.plan
    view = View(plan.district.id, plan.edition.id, "zh", level=(plan.parks[0].levels[0],))
    table = place_table(plan, view, "zh")
    assert table
    names = {row[0] for row in table.grid.rows}
    assert names
    assert names.isdisjoint(t.name("zh") for t in plan.towns)


@pytest.mark.parametrize(
    "parts", [{"lines": (Text("x", "x"),)}, {"show": "parks"}], ids=lambda p: "-".join(p)
)
def test_a_step_with_a_word_of_its_own_is_shown_as_written(bundled: Any, parts: dict[str, Any]) -> None:
    slide = slide_of_view(bundled, f"sel={bundled.plan.parks[0].id}", "zh", **parts)
    assert getattr(slide.visual, "name", "") == parts.get("show", "")


@pytest.mark.parametrize("lang", LANGS)
def test_a_card_is_offered_and_says_what_it_lacks(case: Any, lang: str) -> None:
    plan = case.plan
    shown: Any = step_visual("site", plan, View(plan.district.id, plan.edition.id, lang), lang)
    assert shown.notes == (say("grid.no-site", lang),)
    assert [kind for name, title, kind in visual_choices(plan, lang) if name == "site" and title] == ["table"]


@pytest.mark.parametrize("lang", LANGS)
def test_clauses_of_a_cell_end_where_one_ends(lang: str) -> None:
    clause = {"zh": "一二三四五六七八九十；", "en": "one two three four; "}[lang]
    whole, most = clause * 30, CELL_WIDTH["Hani" if lang == "zh" else "Latn"]
    assert first_clauses(clause, lang) == clause
    cut = first_clauses(whole, lang)
    assert cut.endswith(clause.rstrip("； ;") + "…")
    assert terminal_columns(cut) <= most
    # One long clause is cut all the same.
    assert terminal_columns(first_clauses("x" * 500, lang)) <= most
