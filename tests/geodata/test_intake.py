"""A user's file: what is read of it, in every dress it comes in, and what is said of a faulty one."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from geodata import faults
from geodata.intake import (
    cell_values,
    delimited,
    figure_file,
    file_kinds,
    limits,
    read_figure_file,
    row_reader,
    workbook_reader,
)
from geodata.intake.headings import heading_vocabulary
from geodata.names import name_key

FOLDER = Path(__file__).parents[1] / "data/actuals"
CASES = json.loads((FOLDER / "cases.json").read_text(encoding="utf-8"))
GOOD = (FOLDER / "good.csv").read_text(encoding="utf-8")
HEAD = ["对象", "指标", "年份", "数值", "单位", "口径", "来源"]
ROW: list[Any] = ["", "工业产值", 2023, 99.5, "亿元", "属地", "s"]


def book(*rows: list[Any], first: list[list[Any]] | None = None) -> bytes:
    """Make a workbook: a sheet of other things, then one with the headings and rows."""
    workbook = Workbook()
    for line in first or [["notes"], [1]]:
        workbook.active.append(line)
    page = workbook.create_sheet("数据")
    for line in [HEAD, *rows]:
        page.append(line)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def faults_of(content: bytes, name: str = "case.csv") -> list[str]:
    """Return the faults of a file in English."""
    return [fault.text("en") for fault in read_figure_file(content, name).faults]


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_a_faulty_file_says_all_that_is_wrong(case: dict[str, Any]) -> None:
    content = bytes.fromhex(case["hex"]) if "hex" in case else case["text"].encode()
    faults = read_figure_file(content, "case.csv").faults

    assert [i.text("en") for i in faults] == case["en"]
    if "zh" in case:
        assert [i.text("zh") for i in faults] == case["zh"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_encoding_and_separator_gives_the_same(encoding: str, separator: str) -> None:
    lines = [line.split(",") for line in GOOD.replace('"940,000"', "940000").splitlines()]
    plain = read_figure_file(GOOD.encode(), "a").rows
    text = "\r\n".join(separator.join(line) for line in lines)
    reading = read_figure_file(text.encode(encoding), "a")

    assert reading.faults == ()
    assert [(r.indicator, r.value, r.source) for r in reading.rows] == [
        (r.indicator, r.value, r.source) for r in plain
    ]


def test_values_stay_as_typed_and_rows_without_one_are_skipped() -> None:
    reading = read_figure_file(GOOD.encode(), "C:\\files\\good.csv")

    assert reading.file == "good.csv"
    assert reading.skipped == 1
    assert [str(r.value) for r in reading.rows[:3]] == ["86.5", "940000", "99.0"]
    assert [r.where for r in reading.rows[-1:]] == ["row 10"]
    assert {r.scope for r in reading.rows} == {"local", "all", ""}


def test_headings_may_be_english_in_any_order_and_unknown_columns_are_named() -> None:
    reading = read_figure_file((FOLDER / "english.csv").read_bytes(), "english.csv")

    assert reading.faults == ()
    assert reading.ignored == ("Remark",)
    first = reading.rows[0]
    assert (first.object, first.year, first.value, first.scope) == (
        "Mini District", 2023, Decimal("99.0"), "local",
    )  # fmt: skip


@pytest.mark.parametrize("field", [f for f in heading_vocabulary().lists if f not in ("beside", "remark")])
def test_every_heading_is_known(field: str) -> None:
    known = heading_vocabulary()
    for word in known.all_words(field):
        heads = [word if f == field else known.words(f, "zh")[0] for f in known.lists if f != "remark"]
        reading = read_figure_file((",".join(heads) + "\n").encode(), "a")
        assert field in reading.sheets[0].heads and not reading.faults and not reading.ignored


def test_no_heading_names_two_columns() -> None:
    known = heading_vocabulary()
    words = [name_key(w) for field in known.lists for w in known.all_words(field)]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (0.1 + 0.2, "0.3"), (1382.1, "1382.1"), (100.0, "100"), (7, "7"), (1e16, "10000000000000000"),
        (1e-7, "0.0000001"), (-0.0, "0"), (123456789.12345678, "123456789.123457"),
    ],
)  # fmt: skip
def test_numbers_of_excel_come_back_as_typed(typed: float, expected: str) -> None:
    row = [*ROW[:3], typed, *ROW[4:]]
    reading = read_figure_file(book(row), "a.csv")

    assert reading.faults == ()
    assert reading.rows[0].value == Decimal(expected)
    assert workbook_reader.number_text(typed).lstrip("-") == expected.lstrip("-")
    assert reading.rows[0].where == "数据 row 2"


@given(st.decimals(0, 10**9, places=3, allow_nan=False))
def test_a_number_written_with_separators_is_read_exactly(value: Decimal) -> None:
    assert cell_values.parse_number(f"{value:,f}") == value == cell_values.parse_number(f" {value:f} ")


@given(st.decimals(-(10**6), 10**6, places=4, allow_nan=False))
def test_what_excel_holds_of_a_decimal_is_that_decimal(value: Decimal) -> None:
    assert Decimal(workbook_reader.number_text(float(value))) == value


def test_cells_that_hold_no_number_are_named_with_sheet_and_row() -> None:
    rows = [
        [*ROW[:3], "much", *ROW[4:]],
        [*ROW[:3], date(2023, 5, 1), *ROW[4:]],
        [*ROW[:3], "#N/A", *ROW[4:]],
        [*ROW[:3], "=A1*2", *ROW[4:]],
        [*ROW[:3], True, *ROW[4:]],
        [*ROW[:2], date(2023, 1, 1), 5, *ROW[4:]],
    ]
    messages = [line.removeprefix("case.csv ").partition(". ")[0] for line in faults_of(book(*rows))]

    assert messages == [
        "数据 row 2, 数值: 'much' is not a plain number",
        "数据 row 3, 数值: the cell holds a date or time, 2023-05-01 00:00:00",
        "数据 row 4, 数值: the cell holds the error #N/A",
        "数据 row 5, 数值: the cell holds a formula whose result is not in the file",
        "数据 row 6, 数值: 'True' is not a plain number",
        "数据 row 7, 年份: the cell holds a date or time, 2023-01-01 00:00:00",
    ]


def test_a_cell_in_percent_format_is_not_taken_for_its_hundredth() -> None:
    workbook = Workbook()
    for line in (HEAD, [*ROW[:3], 0.085, *ROW[4:]]):
        workbook.active.append(line)
    workbook.active["D2"].number_format = "0.0%"
    out = io.BytesIO()
    workbook.save(out)

    row = read_figure_file(out.getvalue(), "a.xlsx").rows[0]
    assert (row.value, row.cell_unit) == (Decimal("8.5"), "%")


def test_the_limits_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_kinds, "MAX_BYTES", 100)
    assert faults_of(b"x" * 101) == [
        "case.csv: the file has 101 bytes, more than the 100 that are read. Leave only the table of figures in it"
    ]
    monkeypatch.setattr(file_kinds, "MAX_BYTES", limits.MAX_BYTES)
    monkeypatch.setattr(figure_file, "MAX_ROWS", 2)
    assert "more than 2 rows" in faults_of(GOOD.encode())[0]
    monkeypatch.setattr(figure_file, "MAX_ROWS", limits.MAX_ROWS)
    monkeypatch.setattr(row_reader, "MAX_TEXT", 5)
    assert "the text has 9 characters, more than 5" in faults_of(GOOD.encode())[0]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_of_too_many_rows_is_not_read_to_its_end(kind: str) -> None:
    many = limits.MAX_ROWS + 50
    if kind == "csv":
        content = (",".join(HEAD) + "\n" + ",x,2023,1,家,,s\n" * many).encode()
    else:
        content = book(*[["", "x", 2023, 1, "家", "", "s"]] * many)
    reading = read_figure_file(content, "a")

    assert [i.problem("en") for i in reading.faults] == ["there are more than 20,000 rows"]
    assert reading.rows == ()


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked() -> None:
    out = io.BytesIO(book(ROW))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/image1.bin", b"\0" * (limits.MAX_UNPACKED + 1))
    content = out.getvalue()

    assert len(content) < limits.MAX_BYTES
    assert "unpacked the package has more than 60 MB" in faults_of(content)[0]


def repacked(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return a workbook with one text of a part changed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as package,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        for name in package.namelist():
            text = package.read(name)
            if name == part:
                assert old in text
                text = text.replace(old, new)
            changed.writestr(name, text)
    return out.getvalue()


def test_entities_are_refused_before_they_are_read() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'
    content = repacked(book(ROW), "xl/worksheets/sheet2.xml", b"<worksheet", bomb)

    assert "xl/worksheets/sheet2.xml in the package declares a document type" in faults_of(content)[0]


BLANK = "there are more than 50,000 rows in all, blank ones counted"


@pytest.mark.parametrize("row", [b"60000", b"1048576", b"999999999999"])
def test_a_row_far_below_holds_nobody_up(row: bytes) -> None:
    content = repacked(book(ROW), "xl/worksheets/sheet2.xml", b'<row r="2"', b'<row r="%s"' % row)
    reading = read_figure_file(content, "a")

    assert [i.problem("en") for i in reading.faults] == [BLANK]
    assert "连空行在内超过 50,000 行" in reading.faults[0].text("zh")


def test_blank_rows_of_all_sheets_count_together() -> None:
    content = repacked(book(ROW), "xl/worksheets/sheet1.xml", b'<row r="2"', b'<row r="49998"')
    assert len(read_figure_file(content, "a").rows) == 1
    content = repacked(content, "xl/worksheets/sheet1.xml", b'<row r="49998"', b'<row r="49999"')

    assert [i.problem("en") for i in read_figure_file(content, "a").faults] == [BLANK]


def test_a_sheet_without_headings_is_not_read_to_its_end() -> None:
    many = [["note", n] for n in range(limits.MAX_ROWS + 100)]

    assert len(read_figure_file(book(ROW, first=many), "a").rows) == 1


def test_blank_rows_of_a_text_are_neither_kept_nor_endless() -> None:
    start = (",".join(HEAD) + "\n").encode()
    reading = read_figure_file(start + b",,\n" * 40_000 + b",x,2023,1,%,,s\n", "a")
    assert [r.where for r in reading.rows] == ["row 40002"]
    assert len(next(delimited.read_csv((start + b"\n" * 40_000).decode())).rows) == 1

    assert [i.problem("en") for i in read_figure_file(start + b"\n" * 60_000, "a").faults] == [BLANK]
    wide = next(delimited.read_csv((start + b"1," * 100_000).decode()))
    assert len(wide.rows[1].cells) == limits.MAX_COLUMNS


def test_a_workbook_of_too_many_sheets_is_not_opened() -> None:
    workbook = Workbook()
    for _ in range(limits.MAX_SHEETS):
        workbook.create_sheet()
    out = io.BytesIO()
    workbook.save(out)

    assert "the workbook has 31 sheets, more than the 30 that are read" in faults_of(out.getvalue())[0]


@pytest.mark.parametrize(
    ("part", "end"),
    [("worksheets/sheet2", b"</sheetData>"), ("styles", b"</cellXfs>"), ("workbook", b"</sheets>")],
)
def test_a_workbook_that_takes_too_much_to_read_is_not_read(part: str, end: bytes) -> None:
    content = repacked(book(ROW), f"xl/{part}.xml", end, b"<c/>" * limits.MAX_ELEMENTS + end)

    assert "more cells and formats than are read, 400,000 elements at most" in faults_of(content)[0]


def test_formulas_without_results_make_a_workbook_count_twice() -> None:
    more = b"<c/>" * (limits.MAX_ELEMENTS // 2) + b"</sheetData>"
    with_results = b'<c r="Z2"><f>A1</f><v>1</v></c>'
    for cell, refused in ((with_results, False), (b'<c r="Z2"><f>A1</f><v></v></c>', True)):
        content = repacked(book(ROW), "xl/worksheets/sheet1.xml", b"</sheetData>", more)
        content = repacked(
            content, "xl/worksheets/sheet2.xml", b"</row></sheetData>", cell + b"</row></sheetData>"
        )
        assert any("elements at most" in line for line in faults_of(content)) == refused


def test_after_so_many_faults_the_rest_is_not_read() -> None:
    line = ",x,never,much,家,,s\n"
    faults = read_figure_file((",".join(HEAD) + "\n" + line * 5_000).encode(), "a").faults

    assert len(faults) == limits.MAX_FAULTS + 1
    assert faults[-1].text("en") == (
        "a row 1002: there are 2,000 faults above; from here on the rows are not read. "
        "Mend those first, then load the file again"
    )


def test_a_word_is_looked_up_for_a_hint_only_once(monkeypatch: pytest.MonkeyPatch) -> None:
    words: list[str] = []

    def count_word(word: str, *_: Any) -> list[str]:
        words.append(word)
        return []

    monkeypatch.setattr(faults, "get_close_matches", count_word)
    read_figure_file((",".join(HEAD) + "\n" + ",x,2023,1,家,unheard-of,s\n" * 500).encode(), "a")

    assert words == ["unheard-of"]


def test_any_other_package_is_named_as_what_it_is_not() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", "<x/>")

    assert "the content is a word processor's document (Word)" in faults_of(out.getvalue(), "figures.xlsx")[0]


def test_the_suffix_is_not_trusted() -> None:
    assert read_figure_file(book(ROW), "figures.csv").rows[0].value == Decimal("99.5")
    assert len(read_figure_file(GOOD.encode(), "figures.xlsx").rows) == 8


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_workbook_never_raises(seed: int) -> None:
    content = bytearray(book(ROW, [*ROW[:3], "=1", *ROW[4:]]))
    rng = random.Random(seed)
    for _ in range(rng.randint(1, 30)):
        content[rng.randrange(4, len(content))] = rng.randrange(256)
    damaged = bytes(content[: rng.randint(20, len(content))] if seed % 3 == 0 else content)
    reading = read_figure_file(damaged, "a.xlsx")

    # The undamaged file has a formula without a result, so that there is a fault in any case.
    assert reading.faults


@given(
    st.binary(max_size=300)
    | st.text(max_size=200).map(lambda t: ("对象,指标,年份,数值,单位,来源\n" + t).encode("utf-8", "replace"))
)
def test_no_bytes_raise(content: bytes) -> None:
    reading = read_figure_file(content, "a")

    assert reading.faults or reading.sheets[0].heads


@pytest.mark.parametrize("field", range(7))
def test_hostile_text_stays_text(field: int) -> None:
    poison = "=cmd|' /C calc'!A0<img src=x onerror=alert(1)>{{7*7}}\u202e"
    row = ["", "x", "2023", "1", "家", "", "s"]
    row[field] = poison
    reading = read_figure_file((",".join(HEAD) + "\n" + ",".join(row) + "\n").encode(), poison)

    assert "\u202e" not in "".join(i.text("zh") for i in reading.faults)
    texts = [
        getattr(r, name)
        for r in (*reading.rows, *reading.broken)
        for name in ("object", "indicator", "unit", "source")
    ]
    assert poison in texts or reading.faults


def test_reading_loads_no_frames_and_a_csv_no_library() -> None:
    code = (
        "import sys; from geodata.intake import read_figure_file as read; read(b'a,b', 'x');"
        "print([m for m in ('pandas', 'numpy', 'openpyxl', 'geopandas', 'layout') if m in sys.modules])"
    )
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert process.stdout.strip() == "[]"
