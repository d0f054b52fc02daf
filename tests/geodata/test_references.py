"""Source references, lists in cells, names and dates."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.check import list_faults
from geodata.dates import first_day, is_date, spans_overlap
from geodata.faults import printable
from geodata.names import name_key
from geodata.references import Ref, parse_refs, split_list, write_refs

IDS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,12}", fullmatch=True)
LOCATORS = st.text(st.characters(exclude_characters=";", exclude_categories=["Cs"])).map(str.strip)
REFS = st.builds(Ref, IDS, LOCATORS)


@given(st.lists(REFS, min_size=1, max_size=4))
def test_references_are_read_back_as_written(refs: list[Ref]) -> None:
    assert parse_refs(write_refs(refs)) == tuple(refs)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        refs = parse_refs(text)
    except ValueError:
        return
    assert parse_refs(write_refs(refs)) == refs


def test_a_reference_keeps_its_section_number() -> None:
    assert parse_refs("plan:四（六）1; osm:relation 1") == (
        Ref("plan", "四（六）1"),
        Ref("osm", "relation 1"),
    )


def test_a_locator_may_hold_a_colon() -> None:
    assert parse_refs("plan:table 1: row 2") == (Ref("plan", "table 1: row 2"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("a", (Ref("a", ""),)),
        ("a:四（六）1; b", (Ref("a", "四（六）1"), Ref("b", ""))),
        ("a:x:y", (Ref("a", "x:y"),)),
    ],
)
def test_references_are_split(text: str, expected: tuple[Ref, ...]) -> None:
    assert parse_refs(text) == expected


@pytest.mark.parametrize("text", ["Plan", "plan:", "plan;", ";plan", "plan ;; osm", ":x", "计划"])
def test_bad_references_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_refs(text)


@given(st.lists(st.text(st.characters(exclude_characters=";")).map(str.strip).filter(bool)))
def test_lists_are_parted_at_semicolons(parts: list[str]) -> None:
    assert split_list(" ; ".join(parts)) == tuple(parts)


@given(st.text())
def test_folding_a_name_twice_changes_nothing_more(name: str) -> None:
    assert name_key(name_key(name)) == name_key(name)


def test_width_case_and_blanks_do_not_part_names() -> None:
    assert name_key("Ｇear  Hall") == name_key("gearhall")


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("2021", True),
        ("2021-04", True),
        ("2024-02-29", True),
        ("2023-02-29", False),
        ("2021-13", False),
        ("21", False),
        ("2021-4", False),
        ("２０２１", False),
        ("", False),
    ],
)
def test_dates_stand_in_the_calendar(text: str, good: bool) -> None:
    assert is_date(text) is good


SPANS = st.tuples(*[st.sampled_from(["", "2015", "2018-03", "2021", "2022-08-16"])] * 2)


@given(SPANS, SPANS)
def test_overlap_does_not_depend_on_order(first: tuple[str, str], second: tuple[str, str]) -> None:
    assert spans_overlap(first, second) == spans_overlap(second, first)


def test_an_end_is_not_part_of_a_span() -> None:
    assert not spans_overlap(("", "2021"), ("2021", ""))
    assert spans_overlap(("", "2022"), ("2021", ""))


def test_dates_of_unequal_precision_begin_with_their_first_day() -> None:
    assert [first_day(text) for text in ("2021", "2021-04", "2021-04-09", "")] == [
        "2021-01-01", "2021-04-01", "2021-04-09", "",
    ]  # fmt: skip
    assert not spans_overlap(("", "2021-01"), ("2021", ""))
    assert not spans_overlap(("", "2021-01-01"), ("2021-01", ""))
    assert spans_overlap(("", "2021-02"), ("2021", ""))


@given(st.text())
def test_shown_values_are_short_and_visible(text: str) -> None:
    shown = printable(text)

    assert not {unicodedata.category(part) for part in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert len(shown) <= 80 * 10


def test_a_long_value_is_shortened() -> None:
    assert len(printable("长" * 200)) == 80


def test_a_page_is_no_section(root: Path) -> None:
    figures = root / "mini/plans/2021-2025/figures.csv"
    text = figures.read_text(encoding="utf-8")
    cited = next(row for row in csv.DictReader(io.StringIO(text)) if row["source"].startswith("plan21:"))["source"]
    for place, is_known in (("第 3 页", True), (cited.partition(":")[2] + " 第 3 页", True), ("第 3 页 第九章", False)):
        figures.write_text(text.replace(cited, f"plan21:{place}", 1), encoding="utf-8")
        faults = [f for f in list_faults(root, "mini", "2021-2025") if f.is_stopping]
        assert (faults == []) is is_known
