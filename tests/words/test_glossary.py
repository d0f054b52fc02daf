"""Words and numbers: one glossary, all of it in two languages, all of it used."""

from __future__ import annotations

import ast
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import geodata
from geodata.languages import LANGS, by_count, read_words
from geodata.outlines import OutlineKind
from geodata.places import read_place
from geodata.schema import table_schemas
from layout.audit.findings import FINDING_STATES
from layout.exports.formats import FORMATS, VARIANTS
from layout.exports.sheets.sheet_data import LINE_BASES
from layout.lists.listings import LISTINGS
from layout.pages.registry import PAGES
from layout.plan.clusters import SERVICE_KINDS
from layout.plan.model import Figure, Ref, Text
from layout.plan.plan_copy import cited_places
from layout.view.facets import FACETS
from layout.words import glossary
from layout.words.citations import citation, heading_path
from layout.words.numbers import format_figure, format_number, unit_name
from tests.conftest import EDITIONS, case_of

ROOM = Path(glossary.__file__).parents[1]
CODE = sorted(ROOM.rglob("*.py"))
# Words in -s that are no plurals, counts in faults that may be one, and texts whose number is a limit.
_NO_PLURALS = ("is", "was", "as", "has", "does", "its", "this", "times", "agrees", "comes", "fits", "goes", "lies", "stays")
_COUNTS = {"got", "expected", "most", "total", "missing", "low"}
_ALWAYS_SEVERAL = {
    "map_image.hint", "map_image_answer.view", "map_image_answer.range", "static_map_fault.range", "short_course",
    "shortlist.full", "sheet_call.too-many", "sheet_call.long-comment", "sheet_call.long-request",
    "sheet_call.long-for", "sheet_call.long-from",
}  # fmt: skip
# Words whose key is put together, by section, and where the second part of each key comes from.
BUILT = {
    "bound": table_schemas()["figures"].field("bound").allowed,  # type: ignore[union-attr]
    "card": (
        *table_schemas()["site_clusters"].field("basis").allowed,  # type: ignore[union-attr]
        "located",
        *(f"{whole}-target{line}" for whole in ("cluster", "services") for line in ("", "-line")),
    ),
    "aim": ("range-end", "range-end-open", "stretch", "stretch-open"),
    "chart": ("targets-any", "held-without-any"),
    "facet": tuple(f.key for f in FACETS),
    "grid": ("clusters", "clusters-any", "segments", "segments-any"),
    "panel": ("clusters-any",),
    "reached": (*table_schemas()["figures"].field("bound").allowed, "words"),  # type: ignore[union-attr]
    "table": ("target-any", "no-target-any"),
    "targets": ("title-any",),
    "month": tuple(map(str, range(1, 13))),
    # Parts of a year that have names of their own.
    "months": ("1-6", "7-12", "1-9", "1-3", "4-6", "7-9", "10-12"),
    "position": (
        *table_schemas()["parks"].field("position").allowed,  # type: ignore[union-attr]
        *("short-middle", "short-zone", "short-town", "short-former"),
        *("legend-inside", "legend-former", "legend-both"),
    ),
    "source_kind": ("press", "copy", "third-party"),
    "page": PAGES,
    # The states of connectionState in watch_connection.js, each with a line for the administrator.
    "connection": ("never", "never-admin", "lost", "lost-admin", "old", "old-admin", "offline-page"),
    "kind": ("town", "park"),
    "state": FINDING_STATES,
    "validity": ("named-begins", "named-ends"),
    "scope": table_schemas()["figures"].field("scope").allowed,  # type: ignore[union-attr]
    "attribute": table_schemas()["figures"].field("attribute").allowed,  # type: ignore[union-attr]
    "role": table_schemas()["figures"].field("role").allowed,  # type: ignore[union-attr]
    "list": tuple(LISTINGS),
    "format": tuple(
        f"{each.content}-{each.form}{shape}{title}"
        for each in FORMATS
        for shape in ("", *(f"-{VARIANTS[option]}" for option in each.options if option in VARIANTS))
        for title in ("", "-title")
        if f"format.{each.content}-{each.form}{shape}{title}" in glossary.glossary()
    ),
    "kind-of-claim": (*table_schemas()["claims"].field("kind").allowed, "cause"),  # type: ignore[union-attr]
    **dict.fromkeys(("pace", "second-half"), ("growth", "amount", "level-growth")),
    **dict.fromkeys(("planned-pace", "pace-to-edge"), ("growth", "amount")),
    # The title of questions that are all decided, in place of the one of open questions.
    "confirm": ("settled",),
    "service-kind": SERVICE_KINDS,
    "hub": table_schemas()["context"].field("hub").allowed,  # type: ignore[union-attr]
    # Of the button that moves a place up or down.
    "shortlist": ("up-name", "down-name"),
    # In place of the words of a pack where one place's files are offered.
    "park_files": ("sheet-title", "sheet-lead"),
    "outline": (*OutlineKind, "union-schematic"),
    "board": ("in-folder", "in-next"),
    # Choices that cannot be, by OptionError; signs of what a line rests on; what the cover of a pack tells.
    "sheet_call": (
        "unknown", "too-many", "long-comment", "long-request", "long-for", "long-from", "no-day", "no-address",
    ),
    "sheet": tuple(f"sign-{basis}" for basis in LINE_BASES),
    "pack": ("request", "from", "day"),
    "fault_list": ("fault", "warning", "note"),
    "matrix": table_schemas()["site_clusters"].field("basis").allowed,  # type: ignore[union-attr]
    "compare": ("joined-ground", "left-ground"),
    "compare_scope": (*table_schemas()["figures"].field("scope").allowed, "none"),  # type: ignore[union-attr]
    "compare_attribute": (*table_schemas()["figures"].field("attribute").allowed, "none"),  # type: ignore[union-attr]
}


def texts_of_code() -> set[str]:
    """Find every text in the code that could be a word's key."""
    texts = set()
    for file in CODE:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
    return texts


def keys_of_calls() -> set[str]:
    """Find the keys that the code hands to `say` as they stand."""
    nodes = [n for f in CODE for n in ast.walk(ast.parse(f.read_text(encoding="utf-8")))]
    calls = [n for n in nodes if isinstance(n, ast.Call) and n.args]
    first = [c.args[0] for c in calls if getattr(c.func, "id", getattr(c.func, "attr", "")) == "say"]
    return {a.value for a in first if isinstance(a, ast.Constant)}


def test_every_word_asked_for_is_in_the_glossary() -> None:
    built = {f"{section}.{key}" for section, keys in BUILT.items() for key in keys}

    assert sorted((keys_of_calls() | built) - set(glossary.glossary())) == []


def test_every_word_of_the_glossary_is_used() -> None:
    texts, built = texts_of_code(), {f"{s}.{k}" for s, keys in BUILT.items() for k in keys}
    code = "\n".join(f.read_text(encoding="utf-8") for f in CODE)
    prefixes = set(re.findall(r"f[\"']([\w-]+)\.\{", code))
    # The beginning of a key whose end is put in, such as own.help- before a column.
    begun = tuple(re.findall(r"f[\"']([\w-]+\.[\w-]+-)\{", code))
    scripts = "\n".join(f.read_text(encoding="utf-8") for f in ROOM.rglob("*.js"))

    def used(key: str) -> bool:
        section, _, name = key.partition(".")
        if key in texts or key in built or key.startswith(begun) or section in ("unit", "amount", "amount-one"):
            return True
        # Handed to the scripts as a whole section, where a key may be chosen between two.
        if section in ("needs", "facts_upload", "shortlist", "park_files", "hub"):
            return bool(re.search(rf"[.'\"]{re.escape(name)}\b", f"{scripts}{code}"))
        # Nouns stand in words: tests/words/test_nouns.py holds that each of them is used.
        if section in ("noun", "noun-many"):
            return True
        in_script = bool(re.search(rf"(words|finder)(\.|\[')({re.escape(name)})\b", scripts))
        if section in (
            "map", "upload", "confirm", "present", "briefing_editor", "keep_view", "map_image", "job",
            "connection", "passage", "finder",
        ):  # fmt: skip
            # The key may be put together of the state and who is told.
            return in_script or (section == "connection" and name.partition("-")[0] in scripts)
        return (section in prefixes and name in texts) or (section == "app" and in_script)

    assert [key for key in glossary.glossary() if not used(key)] == []


def test_every_word_has_both_languages_and_the_same_places() -> None:
    words = {key: word.texts for key, word in glossary.glossary().items()}
    places = {key: [set(re.findall(r"\{(\w+)\}", t)) for t in texts] for key, texts in words.items()}

    # Chinese puts nothing behind the name of a level.
    empty = {key for key, texts in words.items() if not all(texts)}
    assert empty <= {"bound.=", "noun-counted.level-ending", "noun-counted.level-before"}
    assert {key: en for key, (_, en) in words.items() if re.search(r"[\u4e00-\u9fff]", en)} == {}
    assert {key: (zh, en) for key, (zh, en) in places.items() if zh != en} == {}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "–"), (0, "0"), (500.0, "500"), (1062.3, "1,062.3"), (1062.34, "1,062.34"),
        (4.74, "4.74"), (12.5, "12.5"), (1_234_567, "1,234,567"), (-0.5, "\N{MINUS SIGN}0.5"), (-0.001, "0"),
    ],
)  # fmt: skip
def test_numbers_are_written_with_separators(value: float | None, expected: str) -> None:
    assert format_number(value) == expected


@pytest.mark.parametrize(
    ("value", "bound", "words", "zh", "en"),
    [
        ("1062.3", "=", "", "1,062.3 亿元", "CNY 106.2 bn"),
        ("500", ">=", "", "不低于 500 亿元", "at least CNY 50 bn"),
        ("10", "~", "", "约 10 亿元", "about CNY 1 bn"),
        (None, "", "千亿级", "千亿级", "千亿级 (zh)"),
    ],
)
def test_figures_carry_bound_and_unit(value: str | None, bound: str, words: str, zh: str, en: str) -> None:
    number = None if value is None else Decimal(value)
    figure = Figure(number, bound, "亿元", 2025, "scale", "local", Text(words, ""))

    assert (format_figure(figure, "zh"), format_figure(figure, "en")) == (zh, en)


def test_an_unlisted_unit_stands_as_the_data_give_it_and_says_of_what_language_it_is() -> None:
    assert [unit_name("篇", lang) for lang in LANGS] == ["篇", "篇 (zh)"]
    assert unit_name("TEU", "en") == "TEU"


def test_values_are_put_in_as_plain_text() -> None:
    assert glossary.say("card.precision-m", "en", m="{lang}{m}") == "±{lang}{m} m"


def test_a_place_in_the_plan_is_cited_by_its_section(bundled: Any) -> None:
    source = bundled.plan.edition.refs[0].source
    refs = (Ref(source, "四（六）2"), Ref("nowhere", "x"))

    assert citation(refs, bundled.plan, "zh") == "规划第四部分（六）2；nowhere x"
    assert citation(refs, bundled.plan, "en") == "14th FYP §4(6)2; nowhere x"


@pytest.mark.parametrize("lang", LANGS)
def test_every_place_that_the_data_cite_is_known_by_its_headings(case: Any, lang: str) -> None:
    """Each section on the way to a place has a title, and none in English has a Chinese word in it."""
    han = re.compile(r"[\u3400-\u9fff（）：；，。]")
    for place in cited_places(case.plan):
        path = heading_path(place, case.plan, lang)
        words = citation([Ref(case.plan.edition.refs[0].source, place)], case.plan, lang)
        assert len(path) == len(read_place(place).sections) + bool(read_place(place).unit)
        for section in read_place(place).sections:
            assert case.plan.heading(section).title(lang) in " ".join(path)
        if lang == "en":
            assert not han.search(words + "".join(path)), place
            assert words.startswith(case.plan.edition.short("en"))


def test_a_number_right_below_a_part_stands_apart_from_it(bundled: Any) -> None:
    refs = (Ref(bundled.plan.edition.refs[0].source, "二12 第1句"),)

    assert citation(refs, bundled.plan, "zh") == "规划第二部分 12 第 1 句"


def test_a_place_is_written_as_the_way_to_it(bundled: Any) -> None:
    place = "四（二）1 高端复合材料 第2句"
    assert heading_path(place, bundled.plan, "zh") == (
        "第四部分 科学布局，打造金山区产业高质量加速发展的新格局",
        "（二）持续提升重点产业集群能级",
        "1 做深做精新材料产业集群",
        "高端复合材料",
        "第 2 句",
    )
    assert heading_path(place, bundled.plan, "en")[-3:] == (
        "1 New materials: deeper and finer",
        "High-end composites",
        "sentence 2",
    )
    assert heading_path("一（一）一是 第2句", bundled.plan, "zh")[2] == "一是规模成长力保持领先"
    assert heading_path("九（八）7 第6行", bundled.plan, "en") == ("Part 9", "(8)", "7", "row 6")


def test_a_word_takes_the_form_of_its_number() -> None:
    assert by_count("{n} {n|item|items}", {"n": 1}) == "{n} item"
    assert by_count("{n} {n|item|items}", {"n": "0"}) == "{n} items"
    assert by_count("{total|the one {park:one}|all {total} {park:many}}", {"total": 3}) == "all {total} {park:many}"
    # What a script fills in is left to it.
    assert by_count("{n} {n|item|items}", {}) == "{n} {n|item|items}"
    assert glossary.say("targets.indicators-heading", "en", n=1) == "The 1 indicator"
    assert glossary.say("cli.clean", "en", districts=1, editions=2) == "No faults: 1 district, 2 editions"


def test_no_english_word_has_a_plural_beside_one() -> None:
    """Of every count in a word of a page, and of those in a fault that may be one, `1` is put in."""
    messages = read_words(Path(geodata.__file__).with_name("messages.toml"))
    problems = {code: parts["problem"] for code, parts in messages.items()}
    plural = re.compile(
        r"(?<![\w.])1 (?:other |more )?(?:[\w-]+:many|(?!(?:{})\b)[a-z]+s)\b".format("|".join(_NO_PLURALS))
    )
    wrong = {}
    for key, text in (glossary.glossary() | problems).items():
        names = set(re.findall(r"\{(\w+)[|}]", text("en")))
        ones = dict.fromkeys(names & _COUNTS if key in problems else names, 1)
        counted = by_count(text("en"), ones)
        shown = re.sub(r"\{(\w+)\}", lambda m, ones=ones: "1" if m[1] in ones else "…", counted)
        if plural.search(shown.replace("{", "")) and key not in _ALWAYS_SEVERAL:
            wrong[key] = shown

    assert wrong == {}


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        ("第3页", "规划第 3 页", ", page 3"),
        ("p. 3", "规划第 3 页", ", page 3"),
        ("第 12–13 页", "规划第 12–13 页", ", pages 12–13"),
        ("pp. 12-13", "规划第 12–13 页", ", pages 12–13"),
        ("四（二） 第3页 第2句", "规划第四部分（二） 第 2 句（第 3 页）", " §4(2), sentence 2 (page 3)"),
        ("第3页 表一 第 2 行", "规划表一 第 2 行（第 3 页）", ", table 1, row 2 (page 3)"),
        ("附图 2", "规划附图 2", ", figure 2"),
        ("附录一", "规划附录一", ", appendix 1"),
        ("附件 3", "规划附件 3", ", annex 3"),
        ("第 3 章 第2段", "规划第 3 章 第2段", ", chapter 3 paragraph 2"),
    ],
)
def test_places_of_every_kind_are_written_in_each_language(bundled: Any, place: str, zh: str, en: str) -> None:
    refs = (Ref(bundled.plan.edition.refs[0].source, place),)

    assert citation(refs, bundled.plan, "zh") == zh
    assert citation(refs, bundled.plan, "en") == bundled.plan.edition.short("en") + en
    assert not re.search("[\u4e00-\u9fff]", " ".join(heading_path(place, bundled.plan, "en")))


def test_the_document_of_another_edition_is_cited_by_its_own_headings() -> None:
    newer = next(e for e in EDITIONS if e[1] == "jinshan" and e[2] == "2026-2030")
    plan = case_of(*newer).plan
    refs = [r for s in plan.sites for r in s.refs if r.source == "plan" and " " in r.locator]

    assert {r.source for r in plan.edition.refs} == {"test-plan"} and refs
    for ref in refs:
        words = citation((ref,), plan, "en")
        assert not re.search("[\u4e00-\u9fff]", words), words
    # What bears one number in two documents are two headings.
    old, new = (case_of(*e).plan for e in EDITIONS if e[1] == "shidai")
    for this, other in ((old, new), (new, old)):
        for section in other.sections:
            heading = this.heading(section.locator, other.edition.refs[0].source)
            assert heading is not None and heading.title == section.title



@pytest.mark.parametrize(
    ("place", "en"),
    [
        ("十", "14th FYP §10"),
        ("十一（十）3", "14th FYP §11(10)3"),
        ("二十", "14th FYP §20"),
        ("九十九（一）", "14th FYP §99(1)"),
        ("四（十二）2 第1句", "14th FYP §4(12)2, sentence 1"),
        ("表十二", "14th FYP, table 12"),
        ("第三章第二节 第1句", "14th FYP, chapter 3 section 2, sentence 1"),
        ("图 1", "14th FYP, figure 1"),
        ("四（三） 培育产业集群特色 第1句", "14th FYP §4(3) Foster what sets the clusters apart, sentence 1"),
        ("三（一）二是", "14th FYP §3(1)2"),
        ("二2 第1句", "14th FYP §2.2, sentence 1"),
    ],
)
def test_numerals_of_a_place_are_digits_in_english(place: str, en: str, bundled: Any) -> None:
    refs = (Ref(bundled.plan.edition.refs[0].source, place),)

    assert citation(refs, bundled.plan, "en") == en
