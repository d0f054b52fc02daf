"""A user's figures find the targets they belong to, by any name and no other, or say why not."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from geodata.intake import FigureRow, limits, read_figure_file
from geodata.intake.figure_file import FigureFile
from geodata.languages import LANGS
from layout.exports.actuals_template import actuals_template, filled_template, template_names
from layout.monitoring.actuals import match_actuals
from layout.monitoring.names import NameIndex
from layout.monitoring.review import review_actuals
from layout.monitoring.targets import DISTRICT, subject_name, target_families
from layout.plan.measure import convert
from layout.plan.model import Text
from layout.words.glossary import say
from layout.words.numbers import format_figure
from layout.words.typed_units import convertible_units

HEAD = "对象,指标,年份,数值,单位,口径,来源\n"


def match_rows(plan: Any, *rows: str) -> tuple[list[Any], list[str]]:
    """Return the figures and the faults, in English, of rows of CSV."""
    actuals, faults = match_actuals(read_figure_file((HEAD + "\n".join(rows)).encode(), "f.csv"), plan)
    return list(actuals), [i.text("en").removeprefix("f.csv ") for i in faults]


@pytest.mark.parametrize(
    ("object_name", "indicator", "target"),
    [
        ("", "工业产值", "output"), ("示例区", "Industrial Output", "output"), ("mini", "规上产值", "output"),
        ("Mini District", "2", "output"), ("", "output", "output"), ("", "新增企业数", "new-firms"),
        ("", "单耗", "water-use"), ("", "machines-2025", "machines-2025"), ("", "机械规模", "machines-2025"),
        ("机械", "产业规模", "machines-2025"), ("机械装备", "产值", "machines-2025"),
        ("MACHINES", "scale", "machines-2025"), ("机械", "机械产值", "machines-2025"),
        (" 齿　轮传动", "Scale of gears", "gears-2025"), ("loom-yard", "产值", "loom-yard-2025"),
        ("纺织基地", "织造园产值", "loom-yard-2025"), ("织造", "loom-yard-press", "loom-yard-2025"),
        ("Gear Hall", "output", "gear-hall-2025"), ("烘焙", "产业规模", "bakery-2025"),
    ],
)  # fmt: skip
def test_a_target_is_known_by_each_of_its_names(
    mini: Any, object_name: str, indicator: str, target: str
) -> None:
    assert NameIndex(mini.plan).find_target(object_name, indicator).target.id == target


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",工业产直,2023,9,亿元,属地,s",
         "row 2, 指标: the plan sets no target '工业产直' for Mini District. Use one of: OPTIONS "
         "(did you mean 工业产值?)"),
        ("机械装被,产值,2023,9,亿元,属地,s",
         "row 2, 对象: the plan knows no place, cluster or segment '机械装被'. Use its name or id; leave the cell "
         "empty for the whole district (did you mean 机械装备?)"),
        ("甲镇,产值,2023,9,亿元,属地,s",
         "row 2, 对象: the plan sets no target for '甲镇'. Leave the row out, or name what the target is set for"),
        (",工业产值,2023,9,家,属地,s",
         "row 2, 单位: '家' does not convert to CNY 100 mn, the target's unit. Use one of: CNY 100 mn, CNY 10,000, "
         "CNY, CNY thousand, CNY mn, CNY 10 mn, CNY bn, CNY 1,000 bn"),
        (",工业产值,2023,9,亿元,全口径,s",
         "row 2, 口径: the scope is 'all', that of the target is 'local'. Give the figure in the target's scope: "
         "the two are not compared"),
        (",工业产值,2019,9,亿元,属地,s",
         "row 2, 年份: 2019 lies outside the plan's years 2020–2025. Leave the row out, or load it with the "
         "edition of its years"),
    ],
)  # fmt: skip
def test_what_does_not_match_is_reported(mini: Any, row: str, fault: str) -> None:
    options = ", ".join(f.target.name("en") for f in target_families(mini.plan) if f.subject == DISTRICT)
    assert match_rows(mini.plan, row) == ([], [fault.replace("OPTIONS", options)])


def test_a_name_of_two_targets_is_not_guessed_at(mini: Any) -> None:
    from dataclasses import replace

    old = mini.plan
    twin = replace(old.statement["loom-yard-2025"], id="twin", name=old.statement["output"].name)
    plan = replace(old, statements=(*old.statements, twin))
    _, faults = match_rows(plan, "织造园,产值,2023,9,亿元,,s")

    assert faults == ["row 2, 指标: '产值' can be any of several targets. Name one of: loom-yard-2025, twin"]


def test_all_faults_of_a_row_are_named_at_once_in_the_order_of_rows(mini: Any) -> None:
    _, faults = match_rows(
        mini.plan, ",工业产值,2023,5,亿元,属地,s", "nowhere,x,1999,much,,,", ",工业产值,2019,9,家,全口径,s"
    )

    assert [line.partition(":")[0] for line in faults] == [
        "row 3, 单位", "row 3, 来源", "row 3, 数值", "row 3, 年份", "row 3, 对象",
        "row 4, 年份", "row 4, 口径", "row 4, 单位",
    ]  # fmt: skip


@pytest.mark.parametrize(("value", "n"), [("99", 1), ("98", 2)])
def test_a_figure_that_stands_twice_counts_once_and_two_values_are_both_kept_to_be_asked_about(
    mini: Any, value: str, n: int
) -> None:
    actuals, faults = match_rows(
        mini.plan, ",工业产值,2023,990000,万元,属地,s", f"Mini District,2,2023,{value},亿元,属地,t"
    )

    assert (len(actuals), faults) == (n, [])


def test_what_stands_beside_a_number_is_read(mini: Any) -> None:
    actuals, faults = match_rows(
        mini.plan,
        ',工业产值,2023,"约990,000万元",亿元,属地,s', ",新增企业数,2023,9个,家,,s", ",工业产值,2022,94亿,,属地,s",
        "机械,产值,2023,21家,亿元,属地,s",
    )  # fmt: skip

    assert [(str(a.value), a.unit) for a in actuals] == [("990000", "万元"), ("9", "家"), ("94", "亿元")]
    assert "about" in actuals[0].flags
    assert [line.partition(".")[0] for line in faults] == [
        "row 5, 数值: '家' does not convert to CNY 100 mn, the target's unit"
    ]


def test_what_cannot_be_held_against_the_target_is_flagged(mini: Any) -> None:
    actuals, faults = match_rows(
        mini.plan,
        ",工业产值,2023,99,亿元,,s", "机械,产值,2023,21,亿元,属地,s", ",用水量,2023,9,立方米/万元,属地,s",
        "纺织,产业规模,2023,9,亿元,属地,s",
    )  # fmt: skip

    assert faults == []
    assert [a.flags for a in actuals] == [("scope",), ("measure",), ("scope",), ()]


def test_versions_of_a_target_are_one_family(mini: Any) -> None:
    versions = {f.target.id: [s.id for s in f.versions] for f in target_families(mini.plan)}

    assert versions["loom-yard-2025"] == ["loom-yard-press"]
    assert sum(len(f.statements) for f in target_families(mini.plan)) == sum(
        s.figure.role == "target" for s in mini.plan.statements
    )


@pytest.mark.parametrize("unit", ["亿元", "CNY 100 mn", "cny  100 MN", "hundred million yuan", "CNY bn", "万元", "元"])
def test_units_are_known_in_both_languages(mini: Any, unit: str) -> None:
    actuals, faults = match_rows(mini.plan, f",工业产值,2023,99,{unit},属地,s")

    assert faults == []
    assert actuals[0].unit in ("亿元", "十亿元", "万元", "元")


@given(st.decimals(0, 10**7, places=4, allow_nan=False))
def test_conversion_is_exact_both_ways(value: Decimal) -> None:
    for unit in convertible_units("亿元"):
        assert convert(convert(value, "亿元", unit), unit, "亿元") == value


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("edition", ["2016-2020", "2021-2025"])
def test_the_template_leads_back_to_every_target(edition: str, lang: str) -> None:
    from tests.conftest import MINI, case_of

    plan = case_of(MINI, "mini", edition).plan
    names = NameIndex(plan)
    rows = [
        FigureRow(f"row {n}", *template_names(f, names, lang), year, Decimal(1), f.target.figure.unit, f.target.figure.scope, "s")
        for n, (f, year) in enumerate(
            (f, y) for f in target_families(plan)
            for y in range(plan.edition.base_year + 1, plan.edition.target_year + 1)
        )
    ]  # fmt: skip
    actuals, faults = match_actuals(FigureFile("t", tuple(rows)), plan)

    assert faults == ()
    assert {a.target for a in actuals} == {f.target.id for f in target_families(plan)}
    assert all(not a.flags for a in actuals)
    blank = read_figure_file(actuals_template(plan, lang), "template.xlsx")
    assert (blank.faults, blank.notices, blank.rows) == ((), (), ())
    assert blank.skipped >= len(target_families(plan))


def filled(plan: Any, lang: str) -> tuple[bytes, int]:
    """Return the template with a figure in every year that a row may have, and their number."""
    book = load_workbook(io.BytesIO(actuals_template(plan, lang)))
    n = 0
    for page in book.worksheets[:-1]:
        for row in range(2, page.max_row + 1):
            for column in range(8, page.max_column):
                page.cell(row, column).value = 1.5
                n += 1
            page.cell(row, page.max_column).value = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), n


@pytest.mark.parametrize("lang", LANGS)
def test_the_template_filled_in_is_read_without_a_fault(case: Any, lang: str) -> None:
    content, n = filled(case.plan, lang)
    actuals, faults = match_actuals(read_figure_file(content, "t.xlsx"), case.plan)

    assert faults == ()
    assert len(actuals) == n
    ids = {f.target.id for f in target_families(case.plan)}
    years = range(case.plan.edition.base_year + 1, case.plan.edition.target_year + 1)
    assert {(a.target, a.year) for a in actuals} >= {(i, y) for i in ids for y in years}


@pytest.mark.parametrize("lang", LANGS)
def test_the_template_has_a_row_for_a_target_a_column_for_a_year_and_words_apart(bundled: Any, lang: str) -> None:
    plan = bundled.plan
    book = load_workbook(io.BytesIO(actuals_template(plan, lang)))
    figures, in_words, help_page = book.worksheets
    families = target_families(plan)
    numeric = [f for f in families if f.target.figure.value is not None]

    assert in_words.max_row - 1 == len(families) - len(numeric)
    # Of levels that rates start from there are rows too.
    assert figures.max_row - 1 == len(numeric) + 3
    head = [c.value for c in figures[1]]
    assert [h for h in head if "202" in h] == head[6:-1] and len(head) == 6 + 6 + 1
    assert {"zh": "1,382.1 亿元", "en": "CNY 138.2 bn"}[lang] in figures["C2"].value and "2020" in figures["C2"].value
    assert {row[0].value for row in help_page.iter_rows(min_row=2)} > set(head[:6])
    if lang == "en":
        texts = [str(c.value) for page in book for row in page.iter_rows() for c in row if c.value]
        heads = [t for t in texts if any("\u4e00" <= ch <= "\u9fff" for ch in t)]
        names = {n for f in families for n in (f.target.name("en"), f.target.figure.words("en"))}
        assert [t for t in heads if t not in names] == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_template_marks_what_is_doubted_and_says_why_once(bundled: Any, lang: str) -> None:
    plan = bundled.plan
    book = load_workbook(io.BytesIO(actuals_template(plan, lang)))
    *pages, help_page = [[[str(c.value or "") for c in row] for row in page.iter_rows(min_row=2)] for page in book]
    doubted = {"listed-firms": 3, "energy-intensity": 2}
    marked = {column: [r for page in pages for r in page if r[column].endswith(say("cite.doubt", lang))] for column in (2, 3)}

    assert {s.id for s in plan.statements if s.question} == set(doubted)
    assert all(marked.values())
    for name, column in doubted.items():
        statement = plan.statement[name]
        assert any(format_figure(statement.figure, lang) in r[column] for r in marked[column])
        assert [r[0] for r in help_page if statement.question(lang) in r[1]] == [statement.name(lang)]


@pytest.mark.parametrize("lang", LANGS)
def test_the_template_asks_for_a_total_without_a_start_as_it_stands_at_the_years_end(bundled: Any, lang: str) -> None:
    names = [f.target.name(lang) for f in target_families(bundled.plan) if f.target.figure.cumulated]
    book = load_workbook(io.BytesIO(actuals_template(bundled.plan, lang)))
    lines = [str(row[1].value) for row in book.worksheets[-1].iter_rows()]

    assert names == [bundled.plan.statement["listed-firms"].name(lang)]
    assert say("template.at-year-end", lang, names=names[0]) in lines


def test_the_old_form_of_the_template_is_still_read(mini: Any) -> None:
    rows = [f"{o},{i},{y},1.5,{f.target.figure.unit},,s" for f in target_families(mini.plan)
            for o, i in [template_names(f, NameIndex(mini.plan), "zh")] for y in (2021, 2022)]  # fmt: skip
    actuals, faults = match_rows(mini.plan, *rows)
    assert faults == [] and len(actuals) == len(rows)


DECIDED = {"output-2020:2022": "as-given", "output-2020:2023": "unit:万元", "investment:2022": "left-out", "new-firms:2021": "choice:2"}


@pytest.mark.parametrize("lang", LANGS)
def test_loaded_figures_are_saved_with_what_was_decided_and_loaded_again(bundled: Any, lang: str) -> None:
    rows = [
        ',规模以上工业总产值,2021,"约1,450",亿元,属地,月报', ",规模以上工业总产值,2022,99999,亿元,属地,年报",
        ",规模以上工业总产值,2023,16000000,亿元,属地,年报", ",工业固定资产投资（累计）,2022,-5,亿元,,s",
        ",新增规模以上工业企业数量（累计）,2021,20,家,,s", ",新增规模以上工业企业数量（累计）,2021,22,家,,t",
        ",生产性服务业营业收入,2022,5000000,亿元,,s", "新型显示,产业规模,2023,90,亿元,,s",
    ]  # fmt: skip
    plan = bundled.plan
    actuals, faults = match_rows(plan, *rows)
    assert faults == []
    review = review_actuals(plan, actuals, DECIDED)
    content = filled_template(plan, review, lang)
    again, no_faults = match_actuals(read_figure_file(content, "saved.xlsx"), plan)
    assert no_faults == ()
    second = review_actuals(plan, again, {})

    def kind(r: Any) -> Any:
        counted = {(a.target, a.year, a.value, a.unit, a.scope, a.source, "about" in a.flags) for a in r.actuals}
        return counted, {q.id for q in r.open_questions}

    assert kind(second) == kind(review)
    assert {q.id for q in second.open_questions} == {"services-revenue:2022"}
    third, _ = match_actuals(read_figure_file(filled_template(plan, second, lang), "saved.xlsx"), plan)
    assert kind(review_actuals(plan, third, {})) == kind(review)


def test_everything_a_target_is_set_for_has_a_name(mini: Any) -> None:
    assert all(subject_name(f.subject, mini.plan) for f in target_families(mini.plan))


@pytest.mark.parametrize("at", range(7))
def test_hostile_text_is_quoted_and_cut(mini: Any, at: int) -> None:
    row = ["", "工业产值", "2023", "9", "亿元", "属地", "s"]
    row[at] = "<img src=x onerror=alert(1)>{{7*7}}\u202e=1+1" + "长" * 200
    actuals, faults = match_rows(mini.plan, ",".join(row))

    assert bool(faults) == (at != 6)
    assert all(len(line) < 400 and "\u202e" not in line for line in faults)
    assert all(a.source == row[6] for a in actuals)


def family_of(plan: Any, key: str) -> set[str]:
    """Return the ids of the family that a statement is in; none where it is no target."""
    return next(({s.id for s in f.statements} for f in target_families(plan) if key in {s.id for s in f.statements}), set())


@pytest.mark.parametrize(
    "key",
    [
        "display-park-2025",
        "display-park-growth",
        "carbon-valley-2025",
        "six-parks-2025",
        "six-parks-growth",
        "double-parks",
        "parks-growth",
        "new-displays-2025",
    ],
)
def test_what_others_published_of_something_narrower_stands_apart(bundled: Any, key: str) -> None:
    assert family_of(bundled.plan, key) == {key}


@pytest.mark.parametrize(
    ("change", "figure", "joined"),
    [
        ({}, {}, True),
        ({"base": ""}, {}, False),
        ({"site": ""}, {}, False),
        ({}, {"unit": "家"}, False),
        ({}, {"measure": "new"}, False),
    ],
)
def test_a_version_joins_only_a_plan_figure_that_is_alike(mini: Any, change: Any, figure: Any, joined: bool) -> None:
    from dataclasses import replace

    old = mini.plan.statement["loom-yard-press"]
    new = replace(old, name=Text("别的", "Another thing"), base="loom-yard-base")
    new = replace(new, figure=replace(old.figure, **figure), **change)
    rest = [s for s in mini.plan.statements if s is not old]

    family = family_of(replace(mini.plan, statements=(*rest, new)), old.id)
    assert family == ({"loom-yard-2025", old.id} if joined else {old.id})


def test_what_was_expected_of_the_base_year_is_no_target(bundled: Any) -> None:
    from dataclasses import replace

    old = bundled.plan.statement["display-park-2020"]
    assert (old.figure.role, bool(old.note)) == ("baseline", True)
    target = replace(old, figure=replace(old.figure, role="target"))
    rest = [s for s in bundled.plan.statements if s.id != old.id]
    assert family_of(replace(bundled.plan, statements=(*rest, target)), old.id) == set()


def test_no_repeat_of_a_target_spans_two_families(case: Any) -> None:
    repeats = [c for c in case.plan.claims if c.kind == "repeat"]
    for claim in repeats:
        assert {claim.stated, *claim.of} <= family_of(case.plan, claim.stated), claim.id
    ids = {key for f in target_families(case.plan) for key in [f.target.id]}
    assert not ids & {c.stated for c in repeats}


@pytest.mark.parametrize(
    ("row", "first"),
    [
        (",新增企业数,2020,5,家,,s", 2021),
        (",工业产值年均增长率,2020,9,%,,s", 2021),
        (",工业产值增量倍增,2020,1,倍,,s", 2021),
        (",工业产值,2020,80,亿元,属地,s", 2020),
    ],
)
def test_only_a_level_has_a_figure_of_the_base_year(mini: Any, row: str, first: int) -> None:
    actuals, faults = match_rows(mini.plan, row)

    assert (len(actuals), len(faults)) == ((1, 0) if first == 2020 else (0, 1))
    assert all(f"2020 lies outside the plan's years {first}–2025" in line for line in faults)


@pytest.mark.parametrize(
    ("row", "base"),
    [
        (",规模以上工业总产值,2023,1500,亿元,属地,s", "output-2020"),
        ("金山区,规模以上工业产值,2023,15000000,万元,属地,s", "output-2020"),
        (",重点产业集群产值,2023,1300,亿元,属地,s", "clusters-2020"),
        (",Output of the key clusters,2023,1300,亿元,属地,s", "clusters-2020"),
        (",特色产业园区规模以上工业产值,2023,700,亿元,,s", "parks-2020"),
        (",特色产业园区产值,2020,700,亿元,,s", "parks-2020"),
        ("特色产业园区,产值,2023,700,亿元,,s", "parks-2020"),
        (",Output of the featured parks,2023,700,亿元,,s", "parks-2020"),
        (",output-2020,2023,1500,亿元,属地,s", "output-2020"),
        (",规模以上工业总产值,2023,8,%,,s", "output-growth"),
        ("南上海新型显示产业园,产值,2023,100,亿元,,s", "display-park-2025"),
    ],
)
def test_the_level_that_a_rate_starts_from_has_figures_of_its_own(bundled: Any, row: str, base: str) -> None:
    actuals, faults = match_rows(bundled.plan, row)

    assert faults == []
    assert [(a.target, set(a.flags) - {"scope"}) for a in actuals] == [
        (base, {"measure"} if base == "output-growth" else set())
    ]


@pytest.mark.parametrize(
    "row",
    [
        ",规模以上工业总产值,2023,1500,家,属地,s",
        ",规模以上工业总产值,2023,1500,亿元,全口径,s",
        ",规模以上工业总产值,2019,1500,亿元,属地,s",
        ",产值,2023,1500,亿元,属地,s",
        ",万元产值能耗,2023,9,吨标准煤/万元,,s",
    ],
)
def test_a_level_is_not_guessed_at(bundled: Any, row: str) -> None:
    actuals, faults = match_rows(bundled.plan, row)
    assert (actuals, len(faults)) == ([], 1)


def test_a_file_of_nothing_but_faults_is_not_read_to_its_end(bundled: Any) -> None:
    head = "对象,指标,年份,数值,单位,口径,来源"
    rows = [f",没有这个指标{n % 7},2023,5,亿元,,来源" for n in range(limits.MAX_FAULTS + 500)]
    actuals, faults = match_actuals(read_figure_file("\n".join([head, *rows]).encode(), "a.csv"), bundled.plan)

    assert actuals == ()
    assert len(faults) == limits.MAX_FAULTS + 1
    assert f"{limits.MAX_FAULTS:,} faults" in faults[-1].text("en")
