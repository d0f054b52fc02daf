"""Sites side by side: one row for each label, in one order, what differs told, what is missing said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from geodata.languages import LANGS
from layout.promotion.profile import SECTIONS, SiteProfile, site_profile
from layout.promotion.profile_line import ProfileLine, ProfileSection
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
    first = profile("a", what=[("", "x"), ("", "y")])
    second = profile("b", what=[("", "y"), ("", "x"), ("", "x")])

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
        assert sorted(repr(line.refs) for line in compared) == sorted(repr(line.refs) for line in lines)
        texts = "\n".join(line.value for line in compared)
        assert [line.value for line in lines if line.value not in texts] == []
        labels = {row.label for row in comparison.rows}
        assert len(labels) > 3
        # A chain is told from another by its name alone.
        assert [x for x in compared if x.key == "chain" and not x.value.startswith(x.label)] == []


def test_lines_that_name_their_own_industry_share_a_row_and_figures_of_two_kinds_do_not() -> None:
    def of(name: str, *lines: tuple[str, str, str]) -> SiteProfile:
        made_of = tuple(ProfileLine(label, value, key=key) for key, label, value in lines)
        return replace(profile(name), sections=(ProfileSection("fits", "Fits", made_of),))

    first = of("a", ("makes", "X: fields", "f"), ("chain", "X chain", "l"), ("figure", "Output", "1"))
    second = of("b", ("makes", "Y: fields", "g"), ("figure", "Growth", "2"), ("figure", "Output", "1"))

    rows = side_by_side([first, second]).rows

    words = [say(f"side_by_side_row.{key}", "en") for key in ("makes", "chain")]
    assert [r.label for r in rows] == [words[0], "Growth", words[1], "Output"]
    assert [r.cells[0].texts for r in rows][:3] == [("f",), (say("side_by_side.not-stated", "en"),), ("X chain: l",)]
    assert [r.differs for r in rows] == [True, True, True, False]
