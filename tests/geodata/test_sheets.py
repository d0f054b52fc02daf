"""Which sheets, rows and columns of a user's file are read, what is hidden, and what every kind of file is."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Font

from geodata.intake import FigureFile, read_figure_file

HEAD = ["指标名称", "年度", "完成值", "单位", "口径", "数据来源"]


def row(year: int, value: Any, indicator: str = "工业产值") -> list[Any]:
    """Return a row of the usual headings."""
    return [indicator, year, value, "亿元", "属地", "月报"]


def saved(workbook: Workbook) -> bytes:
    """Return a workbook's bytes."""
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def book(**sheets: list[list[Any]]) -> Workbook:
    """Return a workbook of sheets by title."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        page = workbook.create_sheet(title)
        for line in rows:
            page.append(line)
    return workbook


def values(reading: FigureFile) -> list[tuple[int | None, str]]:
    """Return year and value of the rows that were read."""
    return [(r.year, str(r.value)) for r in reading.rows]


def notices(reading: FigureFile, lang: str = "en") -> list[str]:
    """Return what is said of a reading."""
    return [n.text(lang).removeprefix("f.xlsx").lstrip(" ：:") for n in reading.notices]


def read(workbook: Workbook) -> FigureFile:
    """Read a workbook."""
    return read_figure_file(saved(workbook), "f.xlsx")


def test_one_sheet_per_year_is_read_whole() -> None:
    sheets = {str(y): [HEAD, row(y, v)] for y, v in ((2022, 1500), (2023, 1600), (2024, 1700))}
    reading = read(book(**sheets))

    assert reading.faults == () and values(reading) == [(2022, "1500"), (2023, "1600"), (2024, "1700")]
    assert [(s.title, s.counts.read) for s in reading.read_sheets] == [("2022", 1), ("2023", 1), ("2024", 1)]


def test_a_hidden_sheet_is_named_and_never_read() -> None:
    for state in ("hidden", "veryHidden"):
        workbook = book(旧稿=[HEAD, row(2022, 111)], 填报=[HEAD, row(2022, 1500)])
        workbook["旧稿"].sheet_state = state
        reading = read(workbook)

        assert values(reading) == [(2022, "1500")]
        assert notices(reading) == ["旧稿: the sheet is hidden and was not read. Unhide it if it is to count"]
        assert notices(reading, "zh") == ["旧稿：这张工作表已隐藏，未读取。要计入请取消隐藏"]


def test_where_only_a_hidden_sheet_fits_the_file_is_refused() -> None:
    workbook = book(封面=[["x"]], 旧稿=[HEAD, row(2022, 111)])
    workbook["旧稿"].sheet_state = "hidden"
    reading = read(workbook)

    assert reading.rows == ()
    assert "only hidden sheets look like a table of figures: 旧稿" in reading.faults[0].text("en")


def test_hidden_rows_and_columns_are_not_read_and_said() -> None:
    workbook = book(填报=[[*HEAD, "年份"], [*row(2022, 1500), 1], [*row(2023, 1600), 1], [*row(2024, 1700), 1]])
    page = workbook["填报"]
    page.row_dimensions[4].hidden = True
    page.column_dimensions["G"].hidden = True
    reading = read(workbook)

    assert reading.faults == () and values(reading) == [(2022, "1500"), (2023, "1600")]
    assert notices(reading) == [
        "填报 row 1, 年份: the column is hidden and was not read. Unhide it if it is to count",
        "填报: rows that are hidden or filtered out were not read: 1 (rows 4). Show them if they are to count",
    ]


def test_a_sheet_without_headings_is_named() -> None:
    reading = read(book(封面=[["金山区"]], 填报=[HEAD, row(2022, 1500)]))
    assert "these sheets have no headings of figures and were not read: 封面" in notices(reading)[0]


def test_an_unknown_heading_is_named_with_those_that_are_known() -> None:
    reading = read(book(填报=[[*HEAD, "联系人"], [*row(2022, 1500), "某"]]))
    assert notices(reading, "zh") == [
        "填报 第 1 行，联系人：这一列不认识，未读取。认识的表头：对象、指标、年份、数值、单位、口径、来源"
    ]


def test_a_year_in_the_name_of_the_sheet_stands_for_a_column_and_is_said() -> None:
    head = [h for h in HEAD if h != "年度"]
    reading = read(book(**{"2022年": [head, ["工业产值", 1500, "亿元", "属地", "月报"]]}))

    assert values(reading) == [(2022, "1500")]
    assert "the rows are taken as of 2022" in notices(reading)[0]


def test_a_column_for_each_year_is_read() -> None:
    head = ["指标", "单位", "数据来源", "2021年", 2022, "2023年完成值", "备注"]
    reading = read(book(表=[head, ["工业产值", "亿元", "年鉴", 1450, "约1,500", "——", ""], ["用水量", "立方米/万元", "年鉴", None, None, None, ""]]))

    assert values(reading) == [(2021, "1450"), (2022, "1500")]
    assert [r.about for r in reading.rows] == [False, True]
    assert reading.skipped == 1
    assert reading.rows[1].heads["value"] == "2022"


def test_a_unit_in_the_heading_or_beside_the_number_is_the_number_s() -> None:
    head = ["指标", "年份", "数值（亿元）", "数据来源"]
    reading = read(book(表=[head, ["工业产值", 2022, "15,000,000 万元", "年鉴"], ["工业产值", 2023, 1600, "年鉴"]]))

    assert reading.faults == ()
    assert [(r.cell_unit, str(r.value)) for r in reading.rows] == [("万元", "15000000"), ("亿元", "1600")]


@pytest.mark.parametrize("name", ["合计", "小 计：", "总计", "Total", "SUBTOTAL"])
def test_a_total_is_one_message_and_no_figure(name: str) -> None:
    reading = read(book(表=[HEAD, row(2022, 1500), [name, None, 3000, None, None, None]]))

    assert reading.faults == () and values(reading) == [(2022, "1500")]
    assert notices(reading) == [
        "表 row 3: the row looks like a total and was not read. If it is the figure of an indicator, name that"
    ]


def test_a_total_is_known_in_a_column_that_is_not_read() -> None:
    reading = read(book(表=[["序号", *HEAD], [1, *row(2022, 1500)], ["合计", None, None, 1500, None, None, None]]))
    assert reading.faults == () and values(reading) == [(2022, "1500")]


def test_merged_words_count_for_each_of_their_rows_and_are_said() -> None:
    workbook = book(表=[HEAD, row(2022, 1500), [None, 2023, 1600, None, None, None]])
    for column in "ADEF":
        workbook["表"].merge_cells(f"{column}2:{column}3")
    reading = read(workbook)

    assert reading.faults == ()
    assert [(r.indicator, r.year, r.unit, r.source) for r in reading.rows] == [
        ("工业产值", 2022, "亿元", "月报"), ("工业产值", 2023, "亿元", "月报"),
    ]  # fmt: skip
    assert notices(reading)[0].startswith("表: rows under merged cells")


def test_a_merged_value_is_a_fault_that_says_so() -> None:
    workbook = book(表=[HEAD, row(2022, 1500), row(2023, None)])
    workbook["表"].merge_cells("C2:C3")
    assert "the value stands in merged cells (1500)" in read(workbook).faults[0].text("en")


def test_a_cell_covered_by_one_on_its_left_says_so() -> None:
    workbook = book(表=[HEAD, [*row(2022, 1500)[:3], "亿元 属地", None, "s"]])
    workbook["表"].merge_cells("A2:B2")
    assert "the cell is covered by merged cells on its left" in read(workbook).faults[0].text("en")


def test_a_column_that_is_needed_and_hidden_is_named() -> None:
    workbook = book(填报=[HEAD, row(2022, 1500)])
    workbook["填报"].column_dimensions["D"].hidden = True
    assert read(workbook).faults[0].text("en") == (
        "f.xlsx 填报 row 1: the headings lack Unit; these columns are hidden and not read: 单位. "
        "Unhide them, or add the columns that lack"
    )


def test_a_column_of_remarks_is_said_not_to_be_read() -> None:
    reading = read(book(填报=[[*HEAD, "备注"], [*row(2022, 1500), "快报"]]))
    assert "a column of remarks takes no part and was not read" in notices(reading)[0]


def test_a_remark_across_the_whole_row_is_no_figure() -> None:
    workbook = book(表=[HEAD, row(2022, 1500), ["注：快报数", *[None] * 5]])
    workbook["表"].merge_cells("A3:F3")
    reading = read(workbook)
    assert reading.faults == () and values(reading) == [(2022, "1500")]


STRICT = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"),
)  # fmt: skip


def strict(content: bytes) -> bytes:
    """Return a workbook as Excel saves it in the form Strict Open XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(out, "w") as changed:
        for name in package.namelist():
            text = package.read(name)
            for old, new in STRICT:
                text = text.replace(old, new)
            changed.writestr(name, text)
    return out.getvalue()


def test_strict_open_xml_is_read_as_the_other_form() -> None:
    workbook = book(填报=[HEAD, row(2022, 1500), row(2023, 1600)], 旧稿=[HEAD, row(2022, 111)])
    workbook["填报"].row_dimensions[3].hidden = True
    workbook["旧稿"].sheet_state = "hidden"
    reading = read_figure_file(strict(saved(workbook)), "f.xlsx")

    assert reading.faults == () and values(reading) == [(2022, "1500")]
    assert notices(reading) == notices(read(workbook)) and len(notices(reading)) == 2


def test_nothing_of_the_server_is_written_to_the_error_stream(tmp_path: Path) -> None:
    workbook = book(填报=[HEAD, row(2022, 1500)])
    workbook["填报"]["A1"].font = Font(bold=True)
    content = saved(workbook)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(out, "w") as changed:
        for name in package.namelist():
            text = package.read(name)
            # A workbook without a default style, of which openpyxl warns.
            text = re.sub(rb"<cellStyles.*</cellStyles>", b"", text) if name == "xl/styles.xml" else text
            changed.writestr(name, text)
    (tmp_path / "f.xlsx").write_bytes(out.getvalue())
    code = (
        "import sys; from pathlib import Path; from geodata.intake import read_figure_file as r;"
        "print(len(r(Path(sys.argv[1]).read_bytes(), 'f').rows))"
    )
    process = subprocess.run([sys.executable, "-c", code, str(tmp_path / "f.xlsx")], capture_output=True, text=True)
    assert (process.stdout.strip(), process.stderr) == ("1", "")
    loud = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1])"
    heard = subprocess.run([sys.executable, "-c", loud, str(tmp_path / "f.xlsx")], capture_output=True, text=True)
    assert "UserWarning" in heard.stderr


PAGE = """<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head><body>
<style>td {{ color: red }}</style><table><tr><td colspan=6>金山区</td></tr>
<tr><th>指标名称<th>年度<th>完成值<th>单位<th>口径<th>数据来源</tr>
<tr><td rowspan=2>工业产值</td><td>2022</td><td>1,500</td><td rowspan="2">亿元</td><td rowspan=2>属地</td><td>月报&amp;年报</td></tr>
<tr><td>2023</td><td>1,600<br></td><td>月报</td></tr>
<tr style="display:none"><td>工业产值</td><td>2024</td><td>9</td><td>亿元</td><td>属地</td><td>月报</td></tr>
</table></body></html>"""


@pytest.mark.parametrize(("charset", "encoding"), [("gb2312", "gb18030"), ("utf-8", "utf-8"), ("utf-8", "utf-8-sig")])
def test_a_web_page_named_as_a_workbook_is_read(charset: str, encoding: str) -> None:
    reading = read_figure_file(PAGE.format(charset=charset).encode(encoding), "f.xls")

    assert reading.faults == () and values(reading) == [(2022, "1500"), (2023, "1600")]
    assert [(r.indicator, r.unit, r.source) for r in reading.rows] == [
        ("工业产值", "亿元", "月报&年报"), ("工业产值", "亿元", "月报"),
    ]  # fmt: skip
    assert any("rows that are hidden" in n.text("en") for n in reading.notices)
    assert reading.rows[0].where == "table 1 row 3"


XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="p"><NumberFormat ss:Format="0.0%"/></Style></Styles>
<Worksheet ss:Name="旧稿"><Table>{head}{old}</Table><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>
<Worksheet ss:Name="填报"><Table>{head}{rows}</Table></Worksheet></Workbook>"""


def xml_row(*cells: Any, more: str = "") -> str:
    """Return a row of XML Spreadsheet 2003; a text that begins with `<` is a cell as it stands."""
    kinds = [(c, "Number" if isinstance(c, int | float) else "String") for c in cells]
    inner = [c if str(c).startswith("<") else f'<Cell><Data ss:Type="{k}">{c}</Data></Cell>' for c, k in kinds]
    return f"<Row{more}>{''.join(map(str, inner))}</Row>"


def test_xml_spreadsheet_2003_named_xls_is_read() -> None:
    rows = [
        xml_row('<Cell ss:MergeDown="1"><Data ss:Type="String">工业产值</Data></Cell>', 2022, 1500, "亿元", "属地", "s"),
        xml_row('<Cell ss:Index="2"><Data ss:Type="Number">2023</Data></Cell>', 1600, "亿元", "属地", "s"),
        xml_row("占比", 2023, '<Cell ss:StyleID="p"><Data ss:Type="Number">0.641</Data></Cell>', "%", "", "s", more=' ss:Index="9"'),
        xml_row("工业产值", 2024, 9, "亿元", "属地", "s", more=' ss:Hidden="1"'),
    ]
    text = XML.format(head=xml_row(*HEAD), old=xml_row(*row(2022, 111)), rows="".join(rows))
    reading = read_figure_file(text.encode(), "f.xls")

    assert reading.faults == () and values(reading) == [(2022, "1500"), (2023, "1600"), (2023, "64.1")]
    assert reading.rows[2].where == "填报 row 9"
    assert [n.problem("en")[:12] for n in reading.notices] == ["rows that ar", "rows under m", "the sheet is"]
    bomb = text.replace("<Workbook", "<!DOCTYPE x [<!ENTITY a 'a'>]><Workbook")
    assert "DOCTYPE" in read_figure_file(bomb.encode(), "f").faults[0].text("en")


def test_other_packages_are_named() -> None:
    for part, word in (("content.xml", "OpenDocument"), ("Index/Document.iwa", "Numbers"), ("xl/workbook.bin", ".xlsb"), ("ppt/presentation.xml", "PowerPoint")):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            package.writestr(part, "<x/>")
            package.writestr("[Content_Types].xml", "<x/>")
        assert word in read_figure_file(out.getvalue(), "f.xlsx").faults[0].text("en")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<>/tabletrdh ='\"0123456789指标年度", max_size=300))
def test_no_page_raises(text: str) -> None:
    read_figure_file(f"<table><tr>{text}".encode(), "f")
    read_figure_file(XML.format(head=text, old="", rows=text).encode(), "f")


def test_a_number_in_a_percent_format_is_what_the_sheet_shows() -> None:
    workbook = book(表=[HEAD, ["占比", 2023, 0.641, "%", "", "s"]])
    workbook["表"]["C2"].number_format = "0.0%"
    reading = read(workbook)
    assert (reading.rows[0].value, reading.rows[0].cell_unit) == (Decimal("64.1"), "%")
