"""The plan beside the office's copy: cited places and printed figures, and what the commands say of them."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from geodata.document.copy import read_copy
from geodata.document.named_copy import DOCUMENTS_ENV
from geodata.languages import LANGS
from layout.cli import document
from layout.plan.plan_copy import cited_places, hold_beside, plan_copy, printed_span, section_titles
from tests.conftest import MINI, case_of
from tests.plan_documents import TEXT

EDITION = ("mini", "2021-2025")


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name a copy of the small plan and return its file."""
    file = tmp_path.joinpath("copies", *EDITION, "示例规划.txt")
    file.parent.mkdir(parents=True)
    file.write_text(TEXT, encoding="utf-8")
    monkeypatch.setenv(DOCUMENTS_ENV, str(tmp_path / "copies"))
    return file


def run(*call: str, data: Path = MINI) -> Result:
    return CliRunner().invoke(document.app, [*call, "--data", str(data), "--edition", EDITION[1]])


@pytest.mark.parametrize(
    ("text", "value", "words", "printed"),
    [
        ("增长18%，后8.1%，再8%。", "8", "", "8"),
        ("达到1,382.1亿元", "1382.1", "", "1,382.1"),
        ("打造百家以上工厂", "100", "", "百"),
        ("位居第二", "2", "", "二"),
        ("实现增量倍增", "2", "", "倍增"),
        ("完成市下达指标", None, "完成 市下达指标", "完成市下达指标"),
        ("达到50亿元", "50.0", "", None),  # the last digit says how exact a figure is
        ("达到150亿元", "50", "", None),
    ],
)
def test_a_figure_is_found_as_it_is_printed(text: str, value: str | None, words: str, printed: str | None) -> None:
    statement = case_of(MINI, *EDITION).plan.statements[0]
    figure = replace(statement.figure, value=Decimal(value) if value else None, words=type(statement.name)(words))
    span = printed_span(text, replace(statement, figure=figure))

    assert (text[slice(*span)] if span else None) == printed


def test_every_source_of_the_small_plan_is_in_its_copy(copies: Path) -> None:
    plan = case_of(MINI, *EDITION).plan
    copy = plan_copy(MINI, plan)
    assert copy is not None
    report = hold_beside(plan, copy)

    assert report.name == copies.name
    assert (report.places, report.unresolved) == (len(cited_places(plan)), ())
    # 表 3 is cited as a whole and holds nothing here. Digits of the other width are digits.
    lacking = {fault.field for fault in report.without_figure}
    assert lacking == {s.id for s in plan.statements if any(r.locator == "表 3" for r in s.refs)}


def test_the_copy_beside_the_edition_is_read(tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(MINI, root)
    folder = root / "mini/plans/2021-2025/document"
    folder.mkdir()
    (folder / "计划.md").write_text(TEXT, encoding="utf-8")
    plan = case_of(MINI, *EDITION).plan
    copy = plan_copy(root, plan)

    assert copy is not None and copy.name == "计划.md"
    assert copy.sections == read_copy(folder / "计划.md", section_titles(plan)).sections


def test_the_command_shows_a_place_and_reports(copies: Path) -> None:
    shown = run("document", "第一章 第2句", "--lang", "en")
    assert shown.output.splitlines() == ["Chapter 1 Review › sentence 2", "年均增长9.9%，净增３１.0亿元。"]
    assert run("document", "--lang", "zh").output.startswith("示例规划.txt：出处 ")
    report = json.loads(run("document", "--json").output)
    assert report["unresolved"] == [] and report["places"] == len(cited_places(case_of(MINI, *EDITION).plan))
    copies.write_text(TEXT.replace("年均增长", "").replace("9.9%，净增 ３１.0 亿\n- 1 -\n元。", ""), encoding="utf-8")
    short = run("document", "--lang", "en")
    assert short.exit_code == 1
    assert "“第一章” has 2 sentences, no sentence 3" in short.output
    assert "第八章" in run("document", "第八章").stderr


def test_the_check_names_what_the_copy_does_not_answer(copies: Path) -> None:
    assert run("check").exit_code == 0
    copies.write_text(TEXT.replace("第二章 布局\n到", "到"), encoding="utf-8")
    checked = run("check", "--lang", "en")
    assert checked.exit_code == 1
    assert "示例规划.txt\n  fault  the document has no section “第二章”" in checked.output
    copies.rename(copies.with_suffix(".doc"))
    assert "files of this kind are not read" in run("check", "--lang", "en").output


def test_without_a_copy_the_command_says_where_one_goes() -> None:
    for lang in LANGS:
        done = run("document", "--lang", lang)
        assert done.exit_code == 2 and "mini/plans/2021-2025/document" in done.stderr


def test_no_copy_is_shipped(bundled: Any) -> None:
    assert plan_copy(bundled.root, bundled.plan) is None
