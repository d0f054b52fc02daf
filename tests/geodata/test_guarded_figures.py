"""Files of figures in the guarded child: hostile ones end as a named limit, and this process does not grow."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.guard.errors import GuardError
from geodata.guard.limits import MEGABYTE, Limits
from geodata.intake import FigureFile, guarded_figures, limits, read_figure_file, read_guarded_figures
from geodata.intake.guarded_figures import FIGURE_LIMITS
from geodata.intake.reading_codec import reading_from_plain, reading_to_plain
from geodata.languages import LANGS
from tests.geodata.archives import growth, packed, parts_of, renamed, restated
from tests.geodata.test_sheets import HEAD, book, row, saved

REPO = Path(__file__).parents[2]
FILES = sorted((REPO / "tests/data/actuals").glob("*.csv"))
SHEET = "xl/worksheets/sheet1.xml"
# Of this process, whatever is read: see SECURITY.md.
MOST_GROWTH = 20
GOOD = saved(book(填报=[HEAD, row(2022, 1500), row(2023, 1600)]))


def refused(content: bytes) -> str:
    """Return the one fault of a file that the child refuses, and hold what reading it costs here."""
    read_guarded_figures(b"a", "a")  # what is loaded once does not count
    reading, grown = growth(lambda: read_guarded_figures(content, "f.xlsx"))

    assert grown <= MOST_GROWTH
    assert reading.rows == () and len(reading.faults) == 1
    texts = [reading.faults[0].text(lang) for lang in LANGS]
    assert texts[0] != texts[1] and not any("{" in text for text in texts)
    return texts[1]


def stuffed(name: str, text: bytes) -> bytes:
    """Return a workbook with a part of many bytes, which are few in the file."""
    return packed({**parts_of(GOOD), name: text})


def test_a_part_whose_size_is_understated_is_refused_by_the_limit() -> None:
    bomb = restated(stuffed(SHEET, b"<a/>" * 20_000_000), SHEET, 1_000)

    assert len(bomb) < limits.MAX_BYTES
    assert "unpacked the package has more than 60 MB" in refused(bomb)


def test_a_sheet_under_another_name_is_held_like_any() -> None:
    many = b"<c/>" * (limits.MAX_ELEMENTS + 1)
    text = parts_of(GOOD)[SHEET].replace(b"</sheetData>", b"<row>" + many + b"</row></sheetData>")
    content = renamed(stuffed(SHEET, text), SHEET, "xl/pages/sheet1.dat")

    assert "400,000 elements at most" in refused(content)


def test_a_sheet_under_another_name_is_read_if_it_is_honest() -> None:
    content = renamed(GOOD, SHEET, "xl/pages/sheet1.dat")

    assert [r.year for r in read_guarded_figures(content, "f.xlsx").rows] == [2022, 2023]


def test_a_formula_without_a_result_is_found_in_a_sheet_of_any_name() -> None:
    content = renamed(saved(book(填报=[HEAD, row(2022, "=1+1")])), SHEET, "xl/pages/t.bin")

    assert "formula" in read_figure_file(content, "f").faults[0].text("en")


def test_one_part_is_no_two_sheets() -> None:
    content = saved(book(甲=[HEAD, row(2022, 1500)], 乙=[HEAD, row(2023, 1600)]))
    parts = parts_of(content)
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace(b"sheet2.xml", b"sheet1.xml")

    assert "xl/worksheets/sheet1.xml" in read_figure_file(packed(parts), "f").faults[0].text("en")


def test_a_reading_without_end_is_refused_by_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded_figures, "FIGURE_LIMITS", Limits(seconds=0.2))
    many = "\n".join(["指标,年份,数值,单位,来源", *["甲,2022,1,家,乙"] * 15_000])

    assert "took more than 0.2 seconds" in refused(many.encode())


def test_a_reading_that_needs_too_much_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded_figures, "FIGURE_LIMITS", Limits(memory=20 * MEGABYTE))

    assert "more than 20 MB of memory" in refused(stuffed("docProps/big.xml", b"<a/>" + b" " * 59_000_000))


def test_more_than_an_answer_may_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded_figures, "FIGURE_LIMITS", Limits(max_answer=100))

    assert "what is read from the file is more than" in refused(GOOD)


def test_the_longest_answer_takes_little_room_here() -> None:
    lines = [f"甲,{n},2022,{n},家,{'x' * 300}{n:05d}" for n in range(10_000)]
    content = "\n".join(["对象,指标,年份,数值,单位,来源", *lines]).encode()
    read_guarded_figures(b"a", "a")
    reading, grown = growth(lambda: read_guarded_figures(content, "f.csv"))

    size = len(json.dumps(reading_to_plain(reading)))
    assert FIGURE_LIMITS.max_answer * 0.9 < size <= FIGURE_LIMITS.max_answer and len(reading.rows) == 10_000
    assert grown <= MOST_GROWTH


@pytest.mark.parametrize("content", [GOOD, *[p.read_bytes() for p in FILES], b"", b"PK nothing", b"%PDF-1.7"])
def test_the_child_reads_what_is_read_here(content: bytes) -> None:
    assert read_guarded_figures(content, "dir/f.xlsx") == read_figure_file(content, "dir/f.xlsx")


def plain_of(content: bytes) -> Any:
    """Return a reading as it goes over the pipe."""
    return json.loads(json.dumps(reading_to_plain(read_figure_file(content, "f.xlsx"))))


def test_a_reading_comes_through_whole() -> None:
    workbook = book(填报=[HEAD, row(2022, 1500), row(2023, "x"), ["合计", "", 5, "", "", ""]], 旧=[HEAD, row(2022, 1)])
    workbook["旧"].sheet_state = "hidden"
    content = saved(workbook)
    here, back = read_figure_file(content, "f.xlsx"), reading_from_plain(plain_of(content))

    assert back == here and here.broken and here.faults and here.notices and len(here.sheets) == 2
    assert [dict(r.heads) for r in back.rows] == [dict(r.heads) for r in here.rows]


def _spoilt(plain: Any, place: tuple[Any, ...], value: Any) -> Any:
    around = plain
    for key in place[:-1]:
        around = around[key]
    around[place[-1]] = value
    return plain


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("texts",), 3), (("texts", 0), 3), (("heads",), {}), (("rows", 0), []), (("rows", 0, 0), "2022"),
        (("rows", 1, 0), 10**6), (("rows", 2, 0), 1), (("rows",), None), (("sheets", 0), {}), (("file",), None),
        (("rows", 1, 0), 0), (("rows",), [[1]]),
    ],
)  # fmt: skip
def test_an_answer_of_another_kind_is_no_reading(place: tuple[Any, ...], value: Any) -> None:
    with pytest.raises(GuardError):
        reading_from_plain(_spoilt(plain_of(GOOD), place, value))


def test_this_process_loads_nothing_that_only_the_reader_needs() -> None:
    code = (
        "import sys; from geodata.intake import read_guarded_figures\n"
        "reading = read_guarded_figures(sys.stdin.buffer.read(), 'f.xlsx')\n"
        "print(len(reading.rows), [m for m in ('openpyxl', 'lxml', 'numpy', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], input=GOOD, capture_output=True, cwd=REPO, check=True)

    assert done.stdout.strip() == b"2 []"


def _flipped(content: bytes, flips: list[tuple[int, int]]) -> bytes:
    changed = bytearray(content)
    for place, bits in flips:
        changed[place % len(changed)] ^= bits
    return bytes(changed)


FLIPS = st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 255)), min_size=1, max_size=4)


@settings(max_examples=80)
@given(FLIPS)
def test_flipped_bytes_leave_right_figures_or_a_named_fault(flips: list[tuple[int, int]]) -> None:
    reading = read_figure_file(_flipped(GOOD, flips), "f.xlsx")
    right = read_figure_file(GOOD, "f.xlsx")

    assert reading.faults or replace(reading, notices=()) == replace(right, notices=())


@settings(max_examples=3)
@given(FLIPS)
def test_flipped_bytes_come_through_the_child_alike(flips: list[tuple[int, int]]) -> None:
    content = _flipped(GOOD, flips)

    assert read_guarded_figures(content, "f.xlsx") == read_figure_file(content, "f.xlsx")


def test_a_file_that_cannot_be_read_is_still_a_file() -> None:
    assert isinstance(read_guarded_figures(b"\0" * 10, "..\\..\\x"), FigureFile)
