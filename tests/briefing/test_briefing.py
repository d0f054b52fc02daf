"""A story filled from the data: fields, figures, tables and sources, in both languages."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from geodata.bidi import BIDI_CONTROLS
from geodata.languages import LANGS
from layout.audit.findings import FINDING_STATES, audit_claims
from layout.audit.reach import of_one_subject
from layout.briefing import story_file
from layout.briefing.placeholders import KINDS, fill_placeholders, placeholder_faults, typed_text
from layout.briefing.plan_facts import PlanFacts
from layout.briefing.slide_sources import citations
from layout.briefing.slides import fill_story, one_line, step_view
from layout.briefing.story_model import Briefing, Grid, Step, Story
from layout.briefing.tables import GRIDS
from layout.briefing.tables.grids import MAX_ROWS, GridRow, abridged_list, make_grid
from layout.briefing.visuals import VISUALS, step_visual, visual_choices
from layout.charts import CHARTS, Chart
from layout.plan.model import Ref, Text
from layout.plan.shapes import bounds_by_id
from layout.view.extent import extent
from layout.view.query import parse_view
from layout.view.view import View
from layout.words.citations import citation
from layout.words.cluster_words import group_heading
from layout.words.glossary import say
from layout.words.nouns import say_of
from tests.conftest import WITH_STORY, ids_of

# Classes of Unicode whose characters turn text: embeddings, overrides, isolates, and their ends.
TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def shipped_story(case: Any) -> Story | None:
    """Return the story that a case ships."""
    plan = case.plan
    edition_story, faults = story_file.edition_story(case.root, plan.district.id, plan.edition.id, plan, ())
    assert faults == ()
    return edition_story


def briefing_of(case: Any, lang: str, story: Story | None = None) -> Briefing | None:
    """Return a case's briefing."""
    story = story or shipped_story(case)
    return fill_story(story, case.plan, lang, bounds_by_id(case.plan, case.shapes)) if story else None


def step(**parts: Any) -> Step:
    """Return a step of which only parts matter."""
    return Step(**{"id": "x", "view": "", "title": Text("x", ""), "lines": (), "notes": Text("", "")} | parts)


def slide_of(case: Any, lang: str = "zh", **parts: Any) -> Any:
    """Return the slide of a single step."""
    briefing = briefing_of(case, lang, Story(Text("x", ""), (step(**parts),)))
    assert briefing
    return briefing.slides[0]


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        ("{output}", "120 亿元", "CNY 12 bn"),
        ("{figure:output:number}", "120", "12"),
        ("{output:unit}|{output:year}|{output:name}", "亿元|2025|工业产值", "CNY bn|2025|Industrial output"),
        ("{goods-2025}", "不低于 12.5 亿元", "at least CNY 1.25 bn"),
        ("{goods-2025:number}", "不低于 12.5", "at least 1.25"),
        ("{output-base}", "80.0 亿元", "CNY 8.00 bn"),
        ("{bakery-2025}", "另行下达", "to be set"),
        ("{output-growth-past:year}", "2015–2020", "2015–2020"),
        ("{computed:output-reach}", "约 117.5 亿元", "about CNY 11.8 bn"),
        ("{computed:increase-real}", "30 亿元", "CNY 3 bn"),
        ("{computed:output-reach:number}", "约 117.5", "about 11.8"),
        ("{stated:output-reach}", "120 亿元", "CNY 12 bn"),
        ("{gap:output-reach}|{gap:output-reach:number}", "2.5 亿元|2.5", "CNY 250 mn|0.25"),
        ("{needed:output-reach}|{needed:output-reach:number}", "8.4 %|8.4", "8.4 %|8.4"),
        ("{count:parks} {count:parks.unlocated} {count:parks.loom-yard}", "3 1 {count:parks.loom-yard}", "3 1 {count:parks.loom-yard}"),
        ("{count:indicators} {count:indicators.binding}", "5 2", "5 2"),
        ("{count:links} {count:links.named} {count:links.unnamed} {count:items}", "4 1 2 1", "4 1 2 1"),
        ("{names:members.axis.lead}", "丙工业片", "Bing Works"),
        ("{names:segments.goods}", "纺织、烘焙", "Cloth, Bakery"),
        ("{name:loom-yard} {name:district} {name:edition}", "织造园示例区示例规划（2021–2025）", "Loom Yard Mini District Mini Plan (2021–2025)"),
        ("{phrase:axis} {year:base}–{year:target}", "一轴引路 2020–2025", "One axis leads 2020–2025"),
        ("{note:fiction}", "全部内容均为虚构。", "All of this is fictitious."),
        ("{{output}} }}{{", "{output} }{", "{output} }{"),
        ("由 {goods-2025} 到 {output} 为止", "由不低于 12.5 亿元到 120 亿元为止", "由 at least CNY 1.25 bn 到 CNY 12 bn 为止"),
        ("甲 乙 {output:number} 丙", "甲 乙 120 丙", "甲 乙 12 丙"),
    ],
)  # fmt: skip
def test_a_field_takes_its_words_from_the_data(words: str, zh: str, en: str, mini: Any) -> None:
    facts = PlanFacts(mini.plan)

    assert [fill_placeholders(words, facts, lang)[0] for lang in LANGS] == [zh, en]


def test_every_field_of_every_kind_can_be_filled(case: Any) -> None:
    facts = PlanFacts(case.plan)
    for kind, row in KINDS.items():
        for name in row.names(facts):
            for form in ("", *row.forms):
                field = "{" + ":".join(p for p in (kind, name, form) if p) + "}"
                assert list(placeholder_faults(field, facts)) == []
                for lang in LANGS:
                    assert "{" not in fill_placeholders(field, facts, lang)[0], field


def test_a_field_is_looked_up_and_never_worked_out(mini: Any) -> None:
    facts = PlanFacts(mini.plan)
    for words in (
        "{output.figure}",
        "{output!r}",
        "{output:>9}",
        "{0}",
        "{__class__}",
        "{names:__class__}",
        "{year:__init__}",
    ):
        assert fill_placeholders(words, facts, "en") == (words, ())
        assert [w.source for w in placeholder_faults(words, facts)] == [words]


def test_what_a_field_puts_in_is_not_filled_again(mini: Any) -> None:
    """A name that looks like a field stays a name."""
    facts = PlanFacts(mini.plan)
    facts.name_of = {"odd": Text("{output}", "{output}")}  # type: ignore[misc]

    assert fill_placeholders("{name:odd}", facts, "zh")[0] == "{output}"


def test_a_figure_brings_its_place_in_the_source(mini: Any) -> None:
    facts = PlanFacts(mini.plan)
    statement = mini.plan.statement["output"]

    assert fill_placeholders("{output}", facts, "zh")[1] == statement.refs
    base, growth = (mini.plan.statement[name] for name in ("output-base", "output-growth"))
    assert set(fill_placeholders("{computed:output-reach}", facts, "zh")[1]) == {*base.refs, *growth.refs}
    assert fill_placeholders("{name:loom-yard}", facts, "zh")[1] == ()


@pytest.mark.parametrize("case", WITH_STORY, ids=ids_of(WITH_STORY), indirect=True)
@pytest.mark.parametrize("lang", LANGS)
def test_a_shipped_story_fills_without_a_rest(case: Any, lang: str) -> None:
    briefing = briefing_of(case, lang)
    assert briefing
    assert briefing.title
    assert briefing.lang == lang
    assert [s.n for s in briefing.slides] == list(range(1, len(briefing.slides) + 1))
    for slide in briefing.slides:
        words = (briefing.title, slide.kicker, slide.title, *slide.lines, slide.notes)
        assert slide.title and slide.kicker and slide.sources
        assert [w for w in words if re.search(r"[{}]|–\s*$", w)] == []
        assert len(slide.sources) == len(set(slide.sources)) <= 10
        assert slide.extent == extent(slide.view, case.plan, bounds_by_id(case.plan, case.shapes))


def test_the_bundled_story_is_told_in_both_languages(bundled: Any) -> None:
    story = shipped_story(bundled)
    assert story is not None
    assert 10 <= len(story.steps) <= 14
    for step in story.steps:
        for words in (step.title, *step.lines, step.notes):
            assert words("zh") and words("en"), step.id
            assert CHINESE.search(words("zh")), words
            assert not CHINESE.search(words("en")), words


# What of a plan's names holds a digit is a name; numerals before a measure word are figures too.
FIGURES = re.compile(
    r"\d|[一二三四五六七八九十百千万两]+\s*(?:个|项|家|条|处|年|倍|亿|成)"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|twenty|hundred|thousand)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("case", WITH_STORY, ids=ids_of(WITH_STORY), indirect=True)
def test_no_figure_is_typed_into_a_shipped_story(case: Any) -> None:
    story = shipped_story(case)
    assert story
    typed = [w for s in story.steps for t in (s.title, *s.lines) for w in (t("zh"), t("en"))]
    typed += [story.title("zh"), story.title("en")]

    assert [w for w in typed if FIGURES.search(typed_text(w))] == []
    assert FIGURES.search("九个园区") and FIGURES.search("nine parks") and FIGURES.search("约 5 %")


@pytest.mark.parametrize("lang", LANGS)
def test_the_bundled_words_can_be_read_from_afar(bundled: Any, lang: str) -> None:
    briefing = briefing_of(bundled, lang)
    assert briefing
    limits = {"zh": (14, 21), "en": (46, 57)}[lang]
    for slide in briefing.slides:
        assert _length(slide.title, lang) <= limits[0], slide.title
        assert [line for line in slide.lines if _length(line, lang) > limits[1]] == []
        assert 2 <= len(slide.lines) <= 3


def _length(words: str, lang: str) -> float:
    """Count characters; of Chinese ones, Latin letters and digits are half as wide."""
    return len(words) if lang == "en" else sum(1 if ord(c) > 0x2E80 else 0.5 for c in words)


def test_the_audit_of_the_bundled_story_says_the_open_question(bundled: Any) -> None:
    """Size of industry is not output: what follows from both must not be told as settled."""
    finding = {f.claim.id: f for f in audit_claims(bundled.plan)}["audit-clusters-reach"]
    briefing = briefing_of(bundled, "zh")
    assert briefing
    slide = next(s for s in briefing.slides if s.id == "reach")
    words = "".join(slide.lines)

    assert finding.state == "open-question"
    assert finding.needed_growth is not None
    for part in ("1,634.5", "165.5", f"{finding.needed_growth:.1f} %", "产业规模", "产值", "待核"):
        assert part in words


@pytest.mark.parametrize("name", VISUALS)
@pytest.mark.parametrize("lang", LANGS)
def test_every_visual_of_every_edition_is_sound(name: str, lang: str, case: Any) -> None:
    plan = case.plan
    view = View(plan.district.id, plan.edition.id, lang)
    shown = step_visual(name, plan, view, lang)
    if shown is None or isinstance(shown, Chart):
        return
    grid = shown.grid
    assert (grid.name, bool(grid.title)) == (name, True)
    assert 1 < len(grid.head) <= 4
    assert 0 < len(grid.rows) <= MAX_ROWS
    assert all(len(row) == len(grid.head) for row in grid.rows)
    assert not grid.colours or len(grid.colours) == len(grid.rows)
    assert all(re.fullmatch(r"(#[0-9A-Fa-f]{6})?", c) for c in grid.colours)
    cells = [c for row in grid.rows for c in row]
    assert all(c is None or isinstance(c, Decimal | str) for c in cells)
    assert all(_width(c) <= 130 for c in cells if isinstance(c, str))
    for column in range(len(grid.head)):
        assert any(row[column] not in ("", None) for row in grid.rows), grid.head[column]


def _width(words: str) -> int:
    return sum(2 if ord(c) > 0x2E80 else 1 for c in words)


def test_tables_and_charts_share_no_name(case: Any) -> None:
    assert len(VISUALS) == len(set(CHARTS) | set(GRIDS)) == len(CHARTS) + len(GRIDS)
    offered = visual_choices(case.plan, "zh")
    assert {kind for _, _, kind in offered} == {"chart", "table"}
    assert [name for name, title, _ in offered if not title] == []
    assert [name for name, _, _ in offered] == [n for n in VISUALS if n in {o[0] for o in offered}]


def grid(case: Any, name: str, lang: str = "zh", **parts: Any) -> Grid:
    """Return a table of a case."""
    plan = case.plan
    table = GRIDS[name](plan, View(plan.district.id, plan.edition.id, lang, **parts), lang)
    assert table
    return table.grid


def test_a_table_follows_the_filters_of_its_view(mini: Any) -> None:
    plan = mini.plan
    for element in (e.id for e in plan.elements if e.kind == "area"):
        names = {plan.site[r.member].name("zh") for r in plan.roles(element)}
        if plan.element[element].industries:
            names.add(say("grid.whole", "zh", element=plan.element[element].name("zh")))
        rows = grid(mini, "roles", element=(element,)).rows
        # A list that the plan leaves open ends so.
        assert {n.removesuffix("等") for row in rows for n in str(row[0]).split("、")} == names
    assert [r[0] for r in grid(mini, "parks", level=("upper",)).rows] == [
        p.name("zh") for p in plan.of_type("park") if p.level == "upper"
    ]
    assert [r[0] for r in grid(mini, "segments", cluster=("goods",)).rows] == ["纺织", "烘焙"]
    assert [r[0] for r in grid(mini, "clusters", cluster=("goods",)).rows] == ["消费品"]
    assert len(grid(mini, "chains", cluster=("goods",)).rows) == 1
    few_rows, all_rows = (grid(mini, "roles", cluster=c).rows for c in (("goods",), ()))
    assert {r[0] for r in few_rows} < {r[0] for r in all_rows}
    only = grid(mini, "audit", state=("does-not-close",)).rows
    assert {r[-1] for r in only} == {say("state.does-not-close", "zh")}


def test_like_roles_share_a_row_and_empty_columns_go(bundled: Any) -> None:
    south, north = (grid(bundled, "roles", element=(e,)) for e in ("south", "north"))

    # The wing as a whole, its two members, and those linked to it.
    assert len(south.rows) == 4
    assert south.rows[0][0] == say("grid.whole", "zh", element=bundled.plan.element["south"].name("zh"))
    assert [row[2] != "" for row in south.rows] == [True, False, False, False]
    assert str(south.rows[-1][0]).count("、") == 4
    assert south.head != north.head
    # No member of it has a role in words.
    assert len(north.head) == 3


def test_a_column_of_zeros_is_not_an_empty_one(mini: Any) -> None:
    rows = [GridRow((name, Decimal(0), None, "")) for name in ("a", "b")]
    cited_grid = make_grid("chains", ("one", "two", "three", "four"), rows, (1, 2), mini.plan, "en")

    assert cited_grid
    assert cited_grid.grid.head == ("one", "two")
    assert cited_grid.grid.numeric == (1,)


def test_what_is_inferred_says_so(bundled: Any) -> None:
    marks = [str(row[2]) for row in grid(bundled, "parks").rows]
    links = [p.links for p in bundled.plan.of_type("park")]

    assert [m.endswith("〔推断〕") for m in marks] == [any(k.basis == "inferred" for k in ks) for ks in links]


def test_what_is_cut_is_counted(bundled: Any) -> None:
    assert grid(bundled, "segments").left == len(bundled.plan.segment) - MAX_ROWS
    assert abridged_list(["甲" * 20] * 3 + ["乙" * 20, "丙" * 20], "zh") == "甲" * 20 + "等 3 个"
    assert abridged_list(["a", "b"], "en") == "a, b"


def test_what_growth_is_to_reach_stands_in_a_table_of_its_own(bundled: Any) -> None:
    """Sides that are computed must not stand under the heading of what the plan states."""
    findings = {f.claim.title("zh"): f for f in audit_claims(bundled.plan)}
    reach = {str(r[0]) for r in grid(bundled, "reach").rows}
    rows = {str(r[0]).partition("（")[0]: r for r in grid(bundled, "audit").rows}

    # A rate of the past adds its years to the title.
    titles = {name.partition("（以往")[0] for name in reach}
    assert titles and all(
        findings[name].needed_growth is not None and of_one_subject(findings[name], bundled.plan) for name in titles
    )
    # A ratio of two printed levels is in no column of growth, and says beside the number what it is.
    title = next(f.claim.title("zh") for f in findings.values() if f.claim.id == "audit-double-zones")
    assert title not in reach and str(rows[title][1]) == say("grid.unlike", "zh", value="0.77 倍")
    worked_out = next(f for f in findings.values() if f.claim.id == "audit-chemicals-and-clusters")
    assert str(rows[worked_out.claim.title("zh")][2]) == say("grid.own-sum", "zh", value="不低于 2,800 亿元")


def test_a_common_cause_is_one_row_and_what_does_not_close_comes_first(bundled: Any) -> None:
    rows = grid(bundled, "audit").rows
    states = [say(f"state.{s}", "zh") for s in FINDING_STATES]

    assert (rows[0][0], rows[0][2], rows[0][3]) == ("2015 年规上产值与其余数字不合", "957.4 亿元", states[0])
    assert str(rows[0][1]) == say("grid.implied", "zh", value="942.5 亿元", by="439.6 亿元", n=4)
    assert [r[3] for r in rows] == sorted((r[3] for r in rows), key=states.index)


def test_a_bound_stays_with_its_number(mini: Any) -> None:
    targets = {str(row[0]): row[2] for row in grid(mini, "segments").rows}

    assert targets == {"齿轮": "≈\u00a010", "机床": Decimal(20), "纺织": "≥\u00a012.5", "烘焙": "另行下达"}


def test_a_site_that_begins_later_is_counted_besides(case: Any) -> None:
    plan = case.plan
    sets = PlanFacts(plan).sets
    shown = {kind: len(sets.get(kind, ())) for kind in ("parks", "parks-besides")}

    assert shown == {"parks": len(plan.parks_on_day), "parks-besides": len(plan.parks) - len(plan.parks_on_day)}


def test_a_group_whose_clusters_stand_under_another_takes_no_row(case: Any) -> None:
    plan = case.plan
    table = grid(case, "clusters") if plan.clusters else None
    listed = {c.groups[0] for c in plan.clusters if c.groups}
    elsewhere = {g for c in plan.clusters for g in c.groups} - listed
    headings = {group_heading(g, "zh"): g.id for g in plan.cluster_groups}
    rows = {headings.get(str(row[0])) for row in (table.rows if table else ())}

    assert not rows & elsewhere
    # The corridor's plan has two schemes, of which each cluster is in both.
    assert not elsewhere or (table and table.left == 0)


def test_gaps_are_counted_from_the_data(bundled: Any, mini: Any) -> None:
    for case in (bundled, mini):
        parks = case.plan.of_type("park")
        rows = {row[0]: row[1:] for row in grid(case, "gaps").rows}
        lost = [p.name("zh") for p in parks if not p.located]
        assert rows[say_of(case.plan, "gap.unlocated", "zh")] == (Decimal(len(lost)), "、".join(lost))
        assert say("gap.review", "zh") in rows
        assert say("gap.actuals", "zh") in rows


def test_numbers_are_those_of_the_data_with_their_bounds(mini: Any) -> None:
    slide = slide_of(mini, figures=("goods-2025", "bakery-2025", "output-reach"))
    goods, bakery, reach = slide.numbers

    assert (goods.value_text, goods.unit, goods.value) == ("≥\u00a012.5", "亿元", Decimal("12.5"))
    assert goods.colour == mini.plan.cluster["goods"].colour
    assert (bakery.value_text, bakery.unit, bakery.value) == ("另行下达", "", None)
    assert (reach.value_text, reach.unit, reach.colour) == ("≈\u00a0117.5", "亿元", "")
    assert reach.label.endswith("（测算）")
    assert slide_of(mini, "en", figures=("loom-yard-2025",)).numbers[0].colour


@pytest.mark.parametrize(
    ("view", "kicker"),
    [
        ("", "示例区 · 2021 版"),
        ("element=axis", "一轴引路"),
        ("element=belt-a,belt-b", "双带并进 · 东带、西带"),
        ("cluster=goods", "产业集群 · 消费品"),
        ("cluster=goods,machines", "产业集群"),
        ("segment=cloth", "细分领域 · 纺织"),
        ("level=upper", "基地 · 省级"),
        ("level=upper,lower", "基地"),
        ("sel=loom-yard", "基地 · 织造园"),
    ],
)
def test_the_kicker_says_what_the_view_is_about(view: str, kicker: str, mini: Any) -> None:
    assert slide_of(mini, view=view).kicker == kicker


@pytest.mark.parametrize(
    ("view", "about"),
    [
        ("", ""),
        ("element=belt-a", "belt-a"),
        ("element=belt-a,belt-b", ""),
        ("cluster=goods", "goods"),
        ("cluster=goods,machines", ""),
        ("segment=cloth", "goods"),
        ("element=belt-a&cluster=goods", "belt-a"),
        ("level=upper", ""),
    ],
)
def test_a_slide_about_one_thing_has_its_colour(view: str, about: str, mini: Any) -> None:
    plan = mini.plan
    subject = plan.element.get(about) or plan.cluster.get(about)

    assert slide_of(mini, view=view).colour == (subject.colour if subject else "")


def test_the_view_of_a_step_is_its_link(mini: Any) -> None:
    view = step_view(step(id="one", view="?element=axis&off=towns,rays"), mini.plan, "en")

    assert (view.page, view.step, view.lang, view.off) == ("briefing", "one", "en", ("towns", "rays"))
    assert parse_view(view.query(), mini.plan, ("towns", "rays"), "briefing") == (view, ())


def test_text_of_a_story_is_one_clean_line(mini: Any) -> None:
    odd = Text("a\x00b\n c\u202ed\u2066 \t", "")
    slide = slide_of(mini, title=odd, lines=(odd, Text("\u0000", "")), notes=Text("a\n\n b\x07", ""))

    assert (slide.title, slide.lines, slide.notes) == ("a b cd", ("a b cd",), "a\nb")
    assert one_line("\U0001f469\u200d\U0001f680 x") == "\U0001f469\u200d\U0001f680 x"


def test_no_character_that_turns_text_is_left_in_a_story() -> None:
    turning = {chr(n) for n in range(0x110000) if unicodedata.bidirectional(chr(n)) in TURNING} | set(
        "\u061c\u200e\u200f"
    )

    assert one_line("a" + "".join(sorted(turning)) + "b") == "ab"
    assert set(re.findall(f"[{BIDI_CONTROLS}]", "".join(map(chr, range(0x3000))))) == turning


def test_sources_stand_once_and_together(bundled: Any) -> None:
    plan = bundled.plan
    source = plan.edition.refs[0].source
    refs = [
        Ref(source, p)
        for p in (
            "表一 第3行",
            "表一 第1行",
            "表一 第2行",
            "表一",
            "四（六）",
            "四（六）1 第2句",
            "表一 第7行",
        )
    ]

    assert citations(refs, plan, "zh") == ("规划表一 第 1–3、7 行", "规划第四部分（六）1 第 2 句")
    assert citations(refs, plan, "en") == ("14th FYP, table 1, rows 1–3, 7", "14th FYP §4(6)1, sentence 2")
    many = [Ref(source, f"四（{n}） 第{i}句") for n in "一二三四五六七" for i in (1, 2)]
    # By sections while they are few, then by part.
    assert citations(many, plan, "zh") == tuple(f"规划第四部分（{n}）" for n in "一二三四五六七")
    deeper = [Ref(source, f"四（{n}）{i} 高分子材料 第1句") for n in "一二三" for i in (1, 2, 3)]
    assert citations(deeper, plan, "zh") == tuple(f"规划第四部分（{n}）" for n in "一二三")
    most = [*many, *(Ref(source, f"五（{n}）") for n in "一二三四")]
    assert citations(most, plan, "zh") == ("规划第四部分", "规划第五部分")
    assert citations([*many[:10], Ref(source, "四（一）12")], plan, "zh")[:1] == (
        "规划第四部分（一） 第 1、2 句",
    )
    others = [Ref(s.id, "page 1") for s in plan.sources if s.id != source][:5]
    first = plan.source[others[0].source].title("zh")
    assert citations(others, plan, "zh") == (f"{first}等 5 份资料",)
    assert citations([Ref(source, "四（二）1"), Ref(source, "四（二）10")], plan, "zh") == (
        "规划第四部分（二）1", "规划第四部分（二）10",
    )  # fmt: skip
    assert citations([Ref(source, "十"), Ref(source, "十一")], plan, "en") == ("14th FYP §10", "14th FYP §11")


def test_a_slide_cites_what_it_shows(bundled: Any) -> None:
    plan = bundled.plan
    slide = slide_of(
        bundled, lines=(Text("{services-2025}", ""),), figures=("output-2020",), show="indicator-table"
    )
    cited = "；".join(slide.sources)

    for name in ("services-2025", "output-2020"):
        assert citation(plan.statement[name].refs, plan, "zh") in cited
    assert "表一" in cited


def test_a_chart_that_an_edition_lacks_leaves_room(mini: Any) -> None:
    other = next(v for v in VISUALS if step_visual(v, mini.plan, View("mini", "2021-2025"), "zh"))

    assert slide_of(mini, show="").visual is None
    assert slide_of(mini, show=other).visual.name == other


def test_the_readme_names_every_field_set_and_table() -> None:
    text = (Path(__file__).parents[2] / "docs/stories.md").read_text(encoding="utf-8")
    part = text.partition("## Write a story")[2].partition("\n## ")[0]

    assert [k for k in KINDS if f"{{{k}:" not in part and k != "figure"] == []
    assert [v for v in VISUALS if f"`{v}`" not in part] == []


def test_the_example_of_the_readme_is_sound(bundled: Any) -> None:
    text = (Path(__file__).parents[2] / "docs/stories.md").read_text(encoding="utf-8")
    example = text.partition("## Write a story")[2].partition("```toml\n")[2].partition("```")[0]
    fields = [
        f
        for f in re.findall(r"`(\{[^`]+\})`", text.partition("| field |")[2].partition("\n\n")[0])
        if f.islower()
    ]

    assert story_file.read_story(example, "README", bundled.plan, ())[1] == ()
    assert [list(placeholder_faults(f, PlanFacts(bundled.plan))) for f in fields] == [[]] * len(fields)
    assert len(fields) > 4
    sets = re.findall(r"`([a-z.-]+)`", text.partition("Sets are ")[2].partition("\n\n")[0])
    assert [s for s in sets if list(placeholder_faults(f"{{count:{s}}}", PlanFacts(bundled.plan)))] == []
    assert len(sets) > 20


def test_the_unit_of_a_table_stands_once_above_it(bundled: Any) -> None:
    table = grid(bundled, "reach")
    cells = [str(c) for row in table.rows for c in row[1:3]]
    assert re.search(r"（.+）$", table.title)
    unit = table.title[table.title.rindex("（") + 1 : -1]
    assert [c for c in cells if c.endswith(unit)] == []
    assert any(re.fullmatch(r"[\d,.]+", c) for c in cells)
    assert any(re.search(r"\d \S", c) for c in cells)
    # Questions of many kinds share no unit, so that each cell has its own.
    assert "（" not in grid(bundled, "audit").title


def test_what_others_published_counts_for_no_figure_of_the_plan(bundled: Any) -> None:
    facts = PlanFacts(bundled.plan)
    others = [s for s in bundled.plan.statements if s.as_of]

    assert others
    assert len(facts.sets["figures"]) == len(bundled.plan.statements) - len(others)
    assert len(facts.sets["figures-elsewhere"]) == len(others)
    gaps = {str(row[0]): row for row in grid(bundled, "gaps").rows}
    levels = [s for s in bundled.plan.statements if s.figure.form == "level" and s.figure.value is not None]
    unscoped = [s for s in levels if not s.figure.scope and not s.as_of]
    assert gaps[say("gap.unscoped", "zh")][1] == Decimal(len(unscoped))


_PLACE = re.compile(r"第.部分|表[一二三四]|^出处|\bparts? \d|\bsection \d|\d\(\d\)|§|^Source|table \d", re.MULTILINE)


@pytest.mark.parametrize("lang", LANGS)
def test_sources_stand_in_the_line_of_sources_and_in_no_sentence(bundled: Any, lang: str) -> None:
    briefing = briefing_of(bundled, lang)
    assert briefing
    section = {"zh": re.compile(r"规划(第.部分（|表)"), "en": re.compile(r"§\d\(|table \d")}[lang]

    for slide in briefing.slides:
        sentences = "\n".join((slide.title, *slide.lines, slide.notes))
        # What the notes of the district say, and the findings, cite by themselves.
        for note in bundled.plan.district.notes:
            sentences = sentences.replace(note.text(lang), "")
        assert not _PLACE.search(sentences), slide.id
        if slide.id in ("chains", "reach"):
            assert section.search("\n".join(slide.sources)), slide.id


@pytest.mark.parametrize("lang", LANGS)
def test_the_story_says_whose_sums_and_whose_positions_it_tells(bundled: Any, lang: str) -> None:
    """A sum that the plan does not print is ours, a place is that of public pages, a match is inferred."""
    briefing = briefing_of(bundled, lang)
    assert briefing
    slides = {s.id: s for s in briefing.slides}
    ours, pages, inferred = {
        "zh": ("本站合计", "公开网页", "推断"),
        "en": ("our sum", "public pages", "inferred"),
    }[lang]

    for name in ("clusters", "reach"):
        assert ours in " ".join(slides[name].lines)
    assert ours in slides["targets"].notes
    for name in ("one-core", "south-wing", "parks"):
        assert any(pages in line for line in slides[name].lines)
    assert inferred in slides["nodes"].title
    assert bundled.plan.site["sci-tech-centre"].name("zh").endswith("科创中心")
    former = next(s for s in bundled.plan.parks if s.position == "former")
    for name in ("one-core", "parks"):
        assert former.name(lang) in slides[name].notes


def test_the_source_of_innovation_is_where_the_plan_puts_it(bundled: Any) -> None:
    briefing = briefing_of(bundled, "zh")
    assert briefing
    title = next(s for s in briefing.slides if s.id == "one-core").title

    # 四（六）1 names the centre as the source, not the town that it lies in.
    assert "策源在科创中心" in title and bundled.plan.site["shanyang"].name("zh")[:2] not in title


def test_a_figure_may_keep_every_printed_digit(bundled: Any) -> None:
    facts = PlanFacts(bundled.plan)
    filled = [fill_placeholders("{output-2015}|{output-2015:exact}", facts, lang)[0] for lang in LANGS]

    assert filled == ["957.4 亿元|957.4 亿元", "CNY 95.7 bn|CNY 95.74 bn"]


@pytest.mark.parametrize("lang", LANGS)
def test_a_sum_of_ours_is_told_from_what_the_plan_sets_in_a_table(bundled: Any, lang: str) -> None:
    view = View("jinshan", "2021-2025", lang)
    table = GRIDS["reach"](bundled.plan, view, lang)
    assert table
    aims = [str(row[2]) for row in table.grid.rows]

    for value in {"zh": ("1,800", "2,261.3"), "en": ("180", "226.1")}[lang]:
        assert say("grid.own-sum", lang, value=value) in aims
