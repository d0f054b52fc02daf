"""Workbooks: text stays text, numbers stay numbers, every row leads to its source."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from geodata.languages import LANGS
from layout.exports import render_view
from layout.exports.workbook_file import WorkbookSheet, workbook_bytes
from layout.lists.listings import LISTINGS
from layout.view.view import View
from layout.words.glossary import say
from layout.words.nouns import say_of


def book_of(data: bytes, **rest: Any) -> Any:
    """Open a workbook from its bytes."""
    return load_workbook(io.BytesIO(data), **rest)


def cells(*values: Any) -> list[Any]:
    """Write one row and read it back."""
    page = book_of(workbook_bytes([WorkbookSheet("s", ["h"] * len(values), [values])])).active
    return [c.value for c in page[2]]


# XML folds carriage returns and has no place for surrogates; control characters have a test below.
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)


@given(TEXT)
def test_any_text_comes_back_as_the_same_text(text: str) -> None:
    cell = book_of(workbook_bytes([WorkbookSheet("s", ["h"], [[text]])])).active["A2"]

    assert (cell.data_type, cell.value) == ("s", text)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "1,382.1", "2025-01-01"]
)
def test_no_text_is_a_formula_a_number_or_a_date(text: str) -> None:
    data = workbook_bytes([WorkbookSheet("s", ["h"], [[text]])])

    assert book_of(data).active["A2"].data_type == "s"
    assert book_of(data).active["A2"].value == text
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_numbers_are_numbers_shown_as_printed() -> None:
    assert cells(5, 1.5, Decimal("93.40"), None, True) == [5, 1.5, 93.4, None, "true"]
    book = book_of(workbook_bytes([WorkbookSheet("s", ["h"], [[Decimal("93.40")]])]))
    assert book.active["A2"].number_format == "#,##0.00"


def test_control_characters_and_long_texts_do_not_spoil_the_file() -> None:
    read = cells("a\x00b\x1bc", "x" * 40_000)

    assert read[0] == "a\ufffdb\ufffdc"
    assert len(read[1]) <= 32_767


def test_titles_are_made_fit_and_unique() -> None:
    names = ["a/b:c", "a/b:c", "", "x" * 50, "'quoted'", "History", "x" * 30 + "'y", "'' twice ''", "' '", "'"]
    titles = book_of(workbook_bytes([WorkbookSheet(n, ["h"], []) for n in names])).sheetnames

    assert len({t.lower() for t in titles}) == len(names)
    assert all(0 < len(t) <= 31 and not set(t) & set("[]:*?/\\") for t in titles)
    assert [t for t in titles if "'" in (t[0], t[-1])] == []


@pytest.mark.parametrize("lang", LANGS)
def test_all_tables_stand_in_the_workbook_with_their_sources(case: Any, lang: str) -> None:
    plan = case.plan
    view = View(plan.district.id, plan.edition.id, lang)
    book = book_of(render_view(".xlsx", plan, case.shapes, view))

    assert book.sheetnames == [say_of(plan, f"list.{n}", lang) for n, k in LISTINGS.items() if not k.optional or k.rows(plan)]
    for name, page in zip([n for n, k in LISTINGS.items() if not k.optional or k.rows(plan)], book.worksheets, strict=True):
        head = [c.value for c in page[1]]
        rows = LISTINGS[name].rows(plan)
        assert page.max_row == len(rows) + 1
        where = head.index(say("table.source", lang) if name != "sources" else say("table.key", lang))
        assert all(page.cell(r, where + 1).value for r in range(2, page.max_row + 1))
        assert not any(c.data_type == "f" for row in page.iter_rows() for c in row)


def test_figures_can_be_calculated_with(bundled: Any) -> None:
    plan = bundled.plan
    view = View(plan.district.id, plan.edition.id, "zh")
    page = book_of(render_view(".xlsx", plan, bundled.shapes, view))[say("list.figures", "zh")]
    head = [c.value for c in page[1]]
    name, value = (head.index(say(f"table.{k}", "zh")) for k in ("name", "value"))
    figures = [(row[name].value, row[value].value) for row in page.iter_rows(min_row=2)]

    assert ("规模以上工业总产值", 1382.1) in figures
    whole = book_of(render_view(".xlsx", plan, bundled.shapes, view))[say_of(plan, "list.clusters", "zh")]
    at = [c.value for c in whole[1]].index(say("table.target", "zh", year=plan.edition.target_year))
    numbers = [row[at].value for row in whole.iter_rows(min_row=2) if row[at].value is not None]
    assert sum(numbers) == 1800
    assert all(v is None or isinstance(v, int | float) for _, v in figures)


def test_two_workbooks_are_equal_whenever_they_are_made(mini: Any) -> None:
    view = View(mini.plan.district.id, mini.plan.edition.id)
    first, second = (render_view(".xlsx", mini.plan, mini.shapes, view) for _ in range(2))

    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {i.date_time[0] for i in archive.infolist()} == {2000}
        assert b"2000-01-01" in archive.read("docProps/core.xml")
