"""An officer's workbook becomes facts of sites, or every fault is named by sheet, row and column."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from geodata.guard.errors import GuardError
from geodata.intake import fact_file, limits
from geodata.intake.fact_codec import facts_from_plain, facts_to_plain
from geodata.intake.fact_file import FactFile, read_fact_file
from geodata.intake.guarded_facts import read_guarded_facts
from geodata.intake.guarded_photos import Photo
from geodata.languages import LANGS
from layout.exports.facts_template import facts_template
from layout.plan.model import Alias, Plan, Text
from layout.promotion import fact_age
from layout.promotion.fact_age import MONTHS_ENV, facts_months, first_fresh_day
from layout.promotion.fact_words import fact_label, fact_text, owner_words, photo_words
from layout.promotion.officer_facts import OfficerFact
from layout.promotion.officer_file import PlacedPhoto, match_facts
from layout.promotion.officer_photos import is_file_name, place_photos
from tests.conftest import EDITIONS, case_of
from tests.promotion.facts import HEAD, TODAY, faults_of, matched, mini_plan, picture

CASES = json.loads((Path(__file__).parents[1] / "data/facts/cases.json").read_text(encoding="utf-8"))
GOOD = (
    HEAD
    + "织造园,可供土地面积,3.3,公顷,招商办,2026-05-31,可分割\n"
    + "纺织基地,层高,8–12,米,招商办,2024-05-01,\n"
    + "LOOM yard,荷载,约1.5t,,招商办,,\n"
    + "loom-yard,火灾危险性类别,丙类及以下,,招商办,2026/5/1,\n"
    + "Bing Town,联系电话,021-57921234,,镇政府,2026年5月1日,\n"
)


def facts(text: str) -> list[tuple[str, str, str]]:
    """Return site, field and words of the facts of a text without faults."""
    reading = matched(text)
    assert [f.text("en") for f in reading.faults] == []
    return [(f.site, f.field, fact_text(f, "zh")) for f in reading.facts.facts]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_fault_is_named_at_once_in_both_languages(case: dict[str, Any]) -> None:
    assert [faults_of(case["text"], lang) for lang in ("en", "zh")] == [case["en"], case["zh"]]


def test_a_place_is_known_by_any_name_of_its_own_and_a_value_in_any_unit() -> None:
    assert facts(GOOD) == [
        ("loom-yard", "land-on-offer", "3.3 公顷"), ("loom-yard", "floor-height", "8–12 米"),
        ("loom-yard", "floor-load", "约 1.5 吨/平方米"), ("loom-yard", "hazard", "丙类、丁类、戊类"),
        ("bing", "contact-phone", "021-57921234"),
    ]  # fmt: skip
    first, height, *_ = matched(GOOD).facts.facts
    assert (first.value, first.unit, first.text, first.note) == (Decimal("49.5"), "公顷", "3.3 公顷", "可分割")
    assert (first.owner, first.day, first.where) == ("招商办", date(2026, 5, 31), "row 2")
    assert (height.value, height.until) == (8, 12)


def test_english_has_no_chinese_but_what_is_marked_as_such() -> None:
    reading = matched(GOOD)
    words = [f"{fact_label(f.field, 'en')}: {fact_text(f, 'en')}" for f in reading.facts.facts]

    assert words == [
        "Land on offer: 3.3 ha", "Floor height: 8–12 m", "Floor load: about 1.5 t/m²",
        "Fire hazard classes permitted: class C, class D, class E", "Phone: 021-57921234",
    ]  # fmt: skip
    assert owner_words("招商办", None, "en") == "招商办 (zh), no date given"
    assert fact_text(OfficerFact("x", "policies", None, "免租", "a", None), "en") == "免租 (zh)"
    assert fact_label("gone", "zh") == "gone"


@pytest.mark.parametrize(
    "text",
    [
        "园区,可供土地面积（公顷）,厂房层高(米),楼面荷载（t）,火灾危险性类别,提供人,更新日期\n织造园,3.3,8–12,约1.5,丙类及以下,招商办,2026-05-31\n",
        "Note,From,Value,Item,Park,Unit\n,招商办,3.3,land on offer,织造,ha\n,招商办,8–12,层高,织造,m\n,招商办,约1.5,LOAD,织造,t/㎡\n,招商办,class C and below,Hazard class,织造,\n",
        "台账\n\n园区;项目;内容;单位;提供人\n织造园;可供土地;3.3;公顷;招商办\n织造园;层高;8-12;米;招商办\n织造园;荷载;约1.5;吨/㎡;招商办\n织造园;火险类别;丙、丁、戊;;招商办\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_columns_stand_in_any_order_and_form(text: str, encoding: str) -> None:
    reading = matched(text.replace("㎡", "m2").encode(encoding))

    assert [f.text("en") for f in reading.faults] == []
    assert {(f.field, f.value) for f in reading.facts.facts} == {
        ("land-on-offer", Decimal("49.5")), ("floor-height", 8), ("floor-load", Decimal("1.5")), ("hazard", None),
    }  # fmt: skip


def test_empty_rows_examples_and_what_says_that_there_is_no_number_are_passed_over_silently() -> None:
    text = HEAD + "\n织造园,层高,,米,,,\n织造园,层高,—,米,,,\n织造园,荷载,暂无,吨,,,\n示例,层高,9,米,,,\nExample,层高,x,,,,\n"

    assert (faults_of(text, "en"), matched(text).facts.facts, matched(text).notices) == ([], (), ())


def test_of_some_fields_a_place_has_several_and_one_value_twice_is_one_fact() -> None:
    rows = [f"织造园,{field},{value},,甲,2026-01-01,\n" for field, value in (
        ("招商政策", "甲"), ("招商政策", "乙"), ("层高", "9m"), ("层高", "0.009公里"),
    )]  # fmt: skip

    assert [f[1] for f in facts(HEAD + "".join(rows))] == ["policies", "policies", "floor-height"]


def book(**sheets: list[list[Any]]) -> Workbook:
    """Return a workbook of sheets by title."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        page = workbook.create_sheet(title)
        for row in rows:
            page.append(row)
    return workbook


def saved(workbook: Workbook) -> bytes:
    """Return a workbook's bytes."""
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def test_the_title_of_a_sheet_may_name_the_place_and_other_sheets_are_left() -> None:
    head = ["项目", "内容", "单位", "提供人", "日期"]
    line = ["层高", 9, "米", "招商办", datetime(2026, 5, 1)]
    workbook = book(织造园=[head, line], 示例=[head, ["层高", "x", "", "", ""]], 说明=[["列", "怎样填写"]], 面包街=[head, line])
    workbook["面包街"].sheet_state = "hidden"
    reading = matched(saved(workbook), "f.xlsx")

    assert [(f.site, f.value, f.day) for f in reading.facts.facts] == [("loom-yard", 9, date(2026, 5, 1))]
    assert [n.text("en").partition(".")[0] for n in reading.notices] == ["f"] and "hidden" in reading.notices[0].text("en")


def test_a_merged_place_is_that_of_all_its_rows_and_a_merged_value_is_a_fault() -> None:
    head = ["园区", "项目", "内容", "单位", "提供人"]
    workbook = book(a=[head, ["织造园", "层高", 9, "米", "招商办"], [None, "荷载", 2, "吨/平方米", None], [None, "供水", 2, "吨/日", "甲"]])
    workbook["a"].merge_cells("A2:A4")
    workbook["a"].merge_cells("E2:E3")
    assert [(f.site, f.owner) for f in matched(saved(workbook)).facts.facts] == [
        ("loom-yard", "招商办"), ("loom-yard", "招商办"), ("loom-yard", "甲"),
    ]  # fmt: skip
    workbook["a"].merge_cells("C2:C3")
    assert [f.text("en").partition(":")[0] for f in matched(saved(workbook), "f.xlsx").faults] == ["f.xlsx a row 3, 内容"]


def test_hidden_rows_and_columns_are_not_read_and_named() -> None:
    head = ["园区", "项目", "内容", "单位", "提供人", "没人认识"]
    workbook = book(a=[head, ["织造园", "层高", 9, "米", "招商办"], ["织造园", "荷载", 2, "吨/平方米", "招商办"]])
    workbook["a"].row_dimensions[3].hidden = True
    workbook["a"].column_dimensions["F"].hidden = True
    reading = matched(saved(workbook), "f.xlsx")

    assert [f.field for f in reading.facts.facts] == ["floor-height"] and len(reading.notices) == 2


def test_formulas_errors_and_numbers_as_excel_stores_them() -> None:
    head = ["园区", "项目", "内容", "单位", "提供人", "日期"]
    rows = [["织造园", "层高", "=1+1", "米", "招商办", None], ["织造园", "荷载", 0.1 + 0.2, "吨/平方米", "招商办", 46022]]
    reading = matched(saved(book(a=[head, *rows])), "f.xlsx")

    assert [str(f.value) for f in reading.facts.facts] == ["0.3"] and reading.facts.facts[0].day == date(2025, 12, 31)
    assert [f.text("en").partition(":")[0] for f in reading.faults] == ["f.xlsx a row 2, 内容"]


def test_the_child_reads_as_the_reader_does_and_no_answer_of_it_is_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = read_fact_file(GOOD.encode(), "f.csv")
    assert read_guarded_facts(GOOD.encode(), "f.csv") == reading and len(reading.facts) == 5
    bad = read_fact_file((HEAD + "织造园,层高,x,米,,,\n" + "照" * 600).encode(), "f.csv")
    assert facts_from_plain(json.loads(json.dumps(facts_to_plain(bad)))) == bad
    plain = facts_to_plain(reading)
    for spoilt in ([], {}, plain | {"facts": [["x", {}, 99, False]]}, plain | {"file": 3}, plain | {"faults": [[1]]}):
        with pytest.raises(GuardError):
            facts_from_plain(spoilt)
    monkeypatch.setattr("geodata.intake.guarded_facts.read_guarded", lambda *_: (None, b""))
    assert [f.file for f in read_guarded_facts(b"x", "/home/me/f.csv").faults] == ["f.csv"]


def test_limits_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fact_file, "MAX_ROWS", 3)
    assert "more than 3 rows" in faults_of(GOOD, "en")[0]
    monkeypatch.setattr(fact_file, "MAX_ROWS", 99)
    assert "bytes, more than" in faults_of("x" * (limits.MAX_BYTES + 1), "en")[0]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("root", "district", "edition"), EDITIONS)
def test_the_template_of_every_edition_is_read_back(root: Path, district: str, edition: str, lang: str) -> None:
    plan = case_of(root, district, edition).plan
    content = facts_template(plan, lang)
    assert content == facts_template(plan, lang)
    empty = match_facts(read_fact_file(content, "t.xlsx"), plan, TODAY)
    # Nothing of a template, its examples above all, is a fact.
    assert (empty.facts.facts, empty.photos, empty.faults, empty.notices) == ((), (), (), ())

    parks = [site for site in plan.sites if site.is_park]
    filled = filled_template(content, plan, lang)
    assert [f.text("en") for f in filled.faults] == []
    assert [f.site for f in filled.facts.facts] == [s.id for s in parks for _ in range(2)]
    assert {f.field for f in filled.facts.facts} <= {"floor-height", "hazard"}


def filled_template(content: bytes, plan: Plan, lang: str) -> Any:
    """Return what comes of a template with two rows of each park filled in."""
    workbook = load_workbook(io.BytesIO(content))
    names = {fact_label("floor-height", lang): 9, fact_label("hazard", lang): Text("丙类", "class C")(lang)}
    for page in workbook.worksheets:
        for row in page.iter_rows(min_row=2):
            if len(row) > 7 and row[2].value in names and page.sheet_state == "visible":
                row[3].value, row[5].value, row[6].value = names[row[2].value], "x", datetime(2026, 5, 1)
    return match_facts(read_fact_file(saved(workbook), "t.xlsx"), plan, TODAY)


def test_the_template_lets_choose_and_filters_nothing() -> None:
    workbook = load_workbook(io.BytesIO(facts_template(mini_plan(), "en")))
    page = workbook.worksheets[0]

    assert page.auto_filter.ref is None and workbook["lists"].sheet_state == "hidden"
    rules = {rule.formula1 for rule in page.data_validations.dataValidation}
    # A unit with a comma in its name would be two choices within a rule.
    lists = [{c.value for c in column if c.value} for column in workbook["lists"].columns]
    assert {"mu", "10,000 mu", "ha", "km²", "m²", "10,000 m²"} in lists
    assert {"class A", "class B", "class C", "class D", "class E"} in lists
    assert len(rules) > 5 and all(rule.startswith("'lists'!$") for rule in rules)


@pytest.mark.parametrize(
    ("today", "months", "fresh"),
    [
        (date(2026, 11, 30), 12, date(2025, 11, 30)), (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)), (date(2026, 1, 15), 1, date(2025, 12, 15)),
    ],
)  # fmt: skip
def test_the_first_day_that_is_fresh(today: date, months: int, fresh: date) -> None:
    assert first_fresh_day(today, months) == fresh


def test_facts_grow_old_by_a_setting_and_one_without_a_day_is_not_known_to(monkeypatch: pytest.MonkeyPatch) -> None:
    def old() -> list[str]:
        reading = matched(GOOD)
        return [f.field for f in reading.facts.facts if reading.facts.is_stale(f)]

    monkeypatch.delenv(MONTHS_ENV, raising=False)
    assert facts_months() == 12 and old() == ["floor-height"]
    monkeypatch.setenv(MONTHS_ENV, "6")  # since 30 May
    assert old() == ["floor-height", "hazard", "contact-phone"]
    monkeypatch.setenv(MONTHS_ENV, "100")
    assert old() == []


@pytest.mark.parametrize("setting", ["0", "-3", "soon", "1e3", "9999999"])
def test_a_setting_that_is_no_number_of_months_is_said_in_the_log(
    setting: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fact_age._months.cache_clear()
    monkeypatch.setenv(MONTHS_ENV, setting)

    assert facts_months() == 12 and MONTHS_ENV in caplog.text


def test_a_photograph_goes_to_the_row_that_names_it_and_nothing_else_is_lost() -> None:
    text = "园区,照片文件,图注,提供人,日期\n织造园,A.JPG,大门,王,2026-05-01\n面包街,gone.jpg,,王,\n齿轮坊,../x.jpg,,王,\n织造园,bad.jpg,,王,\n"
    reading = matched(text)
    assert reading.faults == ()
    bad = replace(matched("").faults[0], file="bad.jpg")
    photos = {"a.jpg": Photo(picture(), (60, 40)), "bad.jpg": bad, "other.png": Photo(picture(), (60, 40))}
    placed, left_out = place_photos(reading.photos, photos, "f.csv")

    assert [(p.site, p.name, p.caption, p.owner, p.day) for p in placed] == [
        ("loom-yard", "A.JPG", "大门", "王", date(2026, 5, 1))
    ]
    assert photo_words(placed[0], "zh") == "大门 · 照片：王，2026-05-01"
    assert photo_words(replace(placed[0], day=None), "en") == "大门 (zh) · Photo: 王 (zh)"
    said_of = [fault.text("en").partition(". ")[0] for fault in left_out]
    assert "there is no photograph 'gone.jpg'" in said_of[0] and "more than a file name" in said_of[1]
    assert said_of[2] == bad.text("en").partition(". ")[0] and "no row of the photographs names" in left_out[3].text("en")


def test_no_more_photographs_than_the_limit() -> None:
    rows = [PlacedPhoto("loom-yard", f"{n}.jpg", "", "a", None, f"row {n}") for n in range(70)]
    photos = {f"{n}.jpg": Photo(b"x", (1, 1)) for n in range(70)}
    placed, left_out = place_photos(rows, photos, "f.csv")

    assert len(placed) == 60 and "more than 60 photographs" in left_out[0].text("en")


@pytest.mark.parametrize("name", ["", ".", "..", "a/b.jpg", "a\\b.jpg", "C:x.jpg", "x\0.jpg"])
def test_a_name_with_a_folder_is_none_of_a_file(name: str) -> None:
    assert not is_file_name(name) and is_file_name("照片 1.jpg")


def test_faults_of_a_file_of_nothing_else_end_at_a_limit() -> None:
    text = HEAD + "某园,层高,x,米,,,\n" * 5_000

    assert len(matched(text).faults) <= limits.MAX_FAULTS + 1


def test_a_reading_without_rows_has_no_facts() -> None:
    assert match_facts(FactFile("f.csv"), mini_plan(), TODAY).facts.facts == ()


def test_a_name_of_two_places_is_that_of_neither() -> None:
    """A name is never joined by guess, not even to the first that bears it."""
    plan = mini_plan()
    first, second = plan.parks[:2]
    twin = replace(second, aliases=(*second.aliases, Alias(first.name("zh"), "short", "", "")))
    both = replace(plan, sites=tuple(twin if s.id == second.id else s for s in plan.sites))
    text = f"{HEAD}{first.name('zh')},层高,9,米,招商办,2026-05-01,\n"
    faults = match_facts(read_fact_file(text.encode(), "case.csv"), both, TODAY).faults

    assert [f"'{first.name('zh')}' is the name of several places" in f.text("en") for f in faults] == [True]
