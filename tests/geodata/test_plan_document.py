"""An office's copy of its plan: the sentence at a place, whatever the format, or in words why there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.document import lines
from geodata.document.copy import PlanCopy, read_copy, split_sentences
from geodata.document.lines import read_lines
from geodata.document.named_copy import DOCUMENTS_ENV, DocumentError, named_copy
from geodata.document.outline import tidy
from geodata.guard.limits import Limits
from geodata.languages import LANGS
from geodata.places import ROW, SENTENCE, Place, last_step, read_place
from tests.plan_documents import LONG, TEXT, write_pdf, write_scan

TITLES = {
    "一（一）": "要求", "一（一）1": "做强产业", "一（一）1 齿轮": "齿轮", "一（一）1 机床": "机床",
    "一（一）2": "做优服务", "一（一）2 坚持开放": "坚持开放", "一（二）一是": "", "一（二）二是": "",
}  # fmt: skip


def copy_of(folder: Path, text: str | bytes, name: str = "plan.txt", titles: dict[str, str] | None = None) -> PlanCopy:
    """Write a copy and read it."""
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_copy(file, TITLES if titles is None else titles)


def refusal(file: Path) -> str:
    """Return the message with which a copy is refused; it names the file, and no folder, in each language."""
    with pytest.raises(DocumentError) as caught:
        read_copy(file, {})
    texts = [caught.value.fault.text(lang) for lang in LANGS]
    assert all(file.name in text and str(file.parent) not in text for text in texts)
    return texts[LANGS.index("en")]


@pytest.mark.parametrize(
    ("locator", "place"),
    [
        ("四（二）1 高端材料 第2句", Place(("四", "四（二）", "四（二）1", "四（二）1 高端材料"), SENTENCE, 2)),
        ("一（一）三是 第 4 句", Place(("一", "一（一）", "一（一）三是"), SENTENCE, 4)),
        ("表一 第15行", Place(("表一",), ROW, 15)),
        ("表 1 第1行", Place(("表 1",), ROW, 1)),
        ("第二章第一节", Place(("第二章", "第二章第一节"))),
        ("四", Place(("四",))),
        ("十一（十二）3", Place(("十一", "十一（十二）", "十一（十二）3"))),
        ("", Place(())),
    ],
)
def test_a_locator_is_taken_apart(locator: str, place: Place) -> None:
    assert read_place(locator) == place
    assert [last_step(s) for s in place.sections] == [
        s.removeprefix(place.sections[n - 1] if n else "").strip() for n, s in enumerate(place.sections)
    ]


@pytest.mark.parametrize(
    ("locator", "passage"),
    [
        ("第一章 第1句", "全区工业产值从50.0亿元提高到80.0亿元；位次不变。"),
        ("第一章 第2句", "年均增长9.9%，净增３１.0亿元。"),
        ("第一章 第3句", "机械产值20亿元，占25.0%！"),
        ("第二章 第2句", "建成特色园区3个，“一轴引路。”"),
        ("第二章 第3句", "织造园产值由4亿元增至8亿元，齿轮坊不低于50000万元。"),
        ("表 1 第1行", "1 工业产值年均增长率（%） 8左右"),
        ("表 1 第2行", "2 工业产值（亿元） 120"),
        ("表 1 第5行", "5 能耗下降率（%） 完成下达指标"),
        ("第三章 第1句", "一是扩量。"),
        ("第三章", "一是扩量。机械、消费品两个集群并进。二是打造百亿级产业。"),
    ],
)
@pytest.mark.parametrize("form", ["txt", "gb18030", "utf-16", "md", "pdf"])
def test_a_place_leads_to_its_sentence_in_each_format(tmp_path: Path, form: str, locator: str, passage: str) -> None:
    """Broken lines, torn numbers, page numbers and a contents page do not move a sentence."""
    if form == "pdf":
        copy = read_copy(write_pdf(tmp_path / "p.pdf", TEXT), {})
    elif form == "md":
        marked = TEXT.replace("第一章 回顾\n全", "# 第一章 回顾\n\n全").replace("年均增长", "**年均增长**")
        rows = {"1 工业产值年均增长率（%） 8左右": "| | 1 | 工业产值年均增长率（%） | 8左右 |", "2\n工业产值（亿元）\n120": "| | 2 | 工业产值（亿元） | 120 |"}
        for plain, row in rows.items():
            marked = marked.replace(plain, row)
        copy = copy_of(tmp_path, marked, "plan.md", {})
    else:
        copy = copy_of(tmp_path, TEXT.encode("utf-8" if form == "txt" else form), titles={})

    assert copy.passage(locator).replace(" ", "") == passage.replace(" ", "")


@pytest.mark.parametrize(
    ("locator", "passage"),
    [
        ("一（一）1 第1句", "强调规模。"),  # its title is not counted
        ("一（一）1 第2句", "规模为500亿元。"),
        ("一（一）1 齿轮 第1句", "坚持精品，到2025年达到250亿元。"),
        ("一（一）1 机床 第1句", "达到120亿元。"),
        ("一（一）1 机床 第2句", "再看1,234.5亿元。"),
        ("一（一）2 坚持开放 第1句", "开放为先；合作为要。"),
        ("一（二） 第1句", "2.1万人参与。"),  # no heading
        ("一（二）一是 第1句", "一是建链。"),  # an opening is a sentence
        ("一（二）二是 第2句", "延伸项目？"),
    ],
)
def test_titles_are_not_counted_and_openings_are(tmp_path: Path, locator: str, passage: str) -> None:
    assert copy_of(tmp_path, LONG).passage(locator) == passage


def test_a_heading_that_the_data_know_may_break_over_lines(tmp_path: Path) -> None:
    text = "一、提质增效，构建\n产业发展的新格局\n稳步推进。\n二、其他\n完。\n"
    copy = copy_of(tmp_path, text, titles={"一": "提质增效，构建产业发展的新格局"})

    assert copy.sections["一"].heading == "提质增效，构建产业发展的新格局"
    assert copy.passage("一 第1句") == "稳步推进。"


def test_words_at_the_start_of_a_line_are_no_heading_out_of_order(tmp_path: Path) -> None:
    text = "一、开头\n涉及\n三、四产业，\n（五）类项目。又一句。\n二、结尾\n完。\n"

    assert copy_of(tmp_path, text).passage("一 第2句") == "又一句。"


@pytest.mark.parametrize(
    ("locator", "message"),
    [
        ("八（一）", "plan.txt: the document has no section “八（一）”"),
        ("一（一）1 齿轮 第9句", "plan.txt: “一（一）1 齿轮” has 1 sentence, no sentence 9"),
        ("一（一）1 第1行", "plan.txt: “一（一）1” has 0 rows, no row 1"),
    ],
)
def test_a_place_that_is_not_there_is_said(tmp_path: Path, locator: str, message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        copy_of(tmp_path, LONG).passage(locator)

    assert str(caught.value).startswith(message)


def test_what_cannot_be_read_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoilt = tmp_path / "spoilt.pdf"
    spoilt.write_bytes(b"%PDF-1.7 nothing")
    named_pdf = tmp_path / "named.pdf"
    named_pdf.write_text("plain")
    binary = tmp_path / "binary.txt"
    binary.write_bytes(b"\xff\x00\x81" * 50)
    prose = tmp_path / "prose.txt"
    prose.write_text("没有标题。")
    assert "not a valid PDF" in refusal(spoilt)
    assert "not a valid PDF" in refusal(named_pdf)
    assert "no plain text" in refusal(binary)
    assert "no heading of a section" in refusal(prose)
    assert "a scan" in refusal(write_scan(tmp_path / "scan.pdf"))
    monkeypatch.setattr(lines, "MAX_DOCUMENT_PAGES", 1)
    assert "more than the limit of 1" in refusal(write_pdf(tmp_path / "long.pdf", TEXT))
    monkeypatch.setattr(lines, "PDF_LIMITS", Limits(seconds=0.001))
    assert "took more than 0.001 seconds" in refusal(tmp_path / "long.pdf")
    monkeypatch.setattr(lines, "MAX_DOCUMENT_BYTES", 3)
    assert "larger than 0 MB" in refusal(prose)


def test_a_pdf_with_a_password_says_so(tmp_path: Path) -> None:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=write_pdf(tmp_path / "open.pdf", TEXT))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")

    assert "opens with a password only" in refusal(tmp_path / "locked.pdf")


def test_the_one_file_of_the_folder_is_the_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside = tmp_path / "d/plans/e/document"
    elsewhere = tmp_path / "copies/d/e"
    assert named_copy(tmp_path, "d", "e") is None
    beside.mkdir(parents=True)
    assert named_copy(tmp_path, "d", "e") is None
    (beside / ".DS_Store").touch()
    (beside / "某规划.PDF").touch()
    assert named_copy(tmp_path, "d", "e") == beside / "某规划.PDF"
    elsewhere.mkdir(parents=True)
    (elsewhere / "b.md").touch()
    monkeypatch.setenv(DOCUMENTS_ENV, str(tmp_path / "copies"))
    assert named_copy(tmp_path, "d", "e") == elsewhere / "b.md"
    (elsewhere / "c.txt").touch()
    with pytest.raises(DocumentError, match=r"several files: b\.md, c\.txt"):
        named_copy(tmp_path, "d", "e")
    (elsewhere / "b.md").unlink()
    (elsewhere / "c.txt").rename(elsewhere / "c.docx")
    with pytest.raises(DocumentError, match=r"c\.docx: files of this kind are not read\. Save it as one of \.txt, \.md, \.pdf"):
        named_copy(tmp_path, "d", "e")


def test_running_heads_are_taken_out_of_a_pdf(tmp_path: Path) -> None:
    bodies = [(f"{word}业有所发展，", "续行，写得长一些，好让一页有足够多的字。") for word in "农工商学"]
    text = "\n".join(line for body in bodies for line in ("某区规划", *body, "内部资料"))

    assert read_lines(write_pdf(tmp_path / "p.pdf", text, lines_to_page=4)) == [line for body in bodies for line in body]


def test_radicals_of_a_browsers_pdf_become_characters(tmp_path: Path) -> None:
    assert copy_of(tmp_path, "一、增⻓\n⾦融⻰头增⻓。\n").passage("一 第1句") == "金融龙头增长。"


def test_sentences_end_at_full_stops_and_closing_quotes() -> None:
    assert split_sentences("甲；乙。“丙！”丁？（戊。）己") == ["甲；乙。", "“丙！”", "丁？", "（戊。）", "己"]
    assert tidy("强 度 4.2% ， 用 CAR T 技 术 1 2 3 4 . 5 亿 元") == "强度4.2%，用CAR T技术1234.5亿元"
