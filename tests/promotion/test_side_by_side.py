"""Sites side by side: one row for each label, in one order, what differs told, what is missing said."""

from __future__ import annotations

from typing import Any

import pytest

from geodata.languages import LANGS
from layout.promotion.profile import SECTIONS, ProfileLine, ProfileSection, SiteProfile, site_profile
from layout.promotion.side_by_side import COMPARED, side_by_side
from layout.words.glossary import say


def profile(name: str, lang: str = "en", **sections: list[tuple[str, str]]) -> SiteProfile:
    """Make a profile of sections with lines of label and value."""
    parts = tuple(
        ProfileSection(key, key.title(), tuple(ProfileLine(*line) for line in sections[key]))
        for key in SECTIONS
        if key in sections
    )
    return SiteProfile(name, lang, name, "", "", "", "#000000", True, parts)


def test_rows_stand_in_the_order_of_the_sections_and_labels_of_a_later_profile_in_their_place() -> None:
    first = profile("a", what=[("", "x")], size=[("Area", "1"), ("Firms", "3")])
    second = profile("b", size=[("Area", "1"), ("Output", "2"), ("Firms", "4")], offer=[("Land", "5")])

    rows = side_by_side([first, second]).rows

    assert [(r.section, r.label) for r in rows] == [
        ("what", "What"), ("size", "Area"), ("size", "Output"), ("size", "Firms"), ("offer", "Land"),
    ]  # fmt: skip
    assert [r.differs for r in rows] == [True, False, True, True, True]


@pytest.mark.parametrize("lang", LANGS)
def test_a_blank_says_whether_the_plan_is_silent_or_nothing_is_known(lang: str) -> None:
    first = profile("a", lang, fits=[("", "x")], offer=[("Land", "5")], unknown=[("", "y")])
    cells = {row.section: row.cells[1] for row in side_by_side([first, profile("b", lang)]).rows}

    assert {key: cell.texts for key, cell in cells.items()} == {
        "fits": (say("side_by_side.not-stated", lang),),
        "offer": (say("side_by_side.not-known", lang),),
        "unknown": (say("side_by_side.nothing", lang),),
    }


def test_the_order_of_several_lines_is_no_difference() -> None:
    first = profile("a", fits=[("", "x"), ("", "y")])
    second = profile("b", fits=[("", "y"), ("", "x"), ("", "x")])

    (row,) = side_by_side([first, second]).rows
    assert not row.differs
    assert row.cells[1].texts == ("y", "x")


@pytest.mark.parametrize("lang", LANGS)
def test_all_sites_of_a_district_compare_and_no_line_is_lost(case: Any, lang: str) -> None:
    profiles = [site_profile(site, case.plan, lang) for site in case.plan.sites]
    comparison = side_by_side(profiles)

    assert comparison.profiles == tuple(profiles)
    assert all(len(row.cells) == len(profiles) for row in comparison.rows)
    places = [COMPARED.index(row.section) for row in comparison.rows]
    assert places == sorted(places)
    for n, each in enumerate(profiles):
        lines = [line for part in each.sections if part.id in COMPARED for line in part.lines]
        compared = [line for row in comparison.rows for line in row.cells[n].lines]
        assert sorted(map(repr, compared)) == sorted(map(repr, lines))
