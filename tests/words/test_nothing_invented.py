"""No word about any plan is invented: names, nouns, counts and claims come from the folder that is shown."""

from __future__ import annotations

import ast
import dataclasses
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from geodata.languages import LANGS, Text
from layout.words.glossary import glossary
from layout.words.numbers import format_number
from tests.conftest import EDITIONS, case_of
from tests.words.plan_claims import CLAIM, FOUND_OUT
from tests.words.rendered import briefing_file_texts, texts_of_plan
from tests.words.tokens import plan_numbers, plan_texts, tokenised

REPO = Path(__file__).parents[2]
HAN = re.compile(r"[\u3400-\u9fff]")
# Words that plans share with each other and with any page about one; each was looked at.
SHARED = {
    "zh": {
        "全区", "镇街", "园区", "产业链", "产业集群", "集群", "细分领域", "环节", "清单", "项目", "主题", "成员", "承载", "联动",
        "联系", "产值", "营业收入", "指标", "数量", "年度", "企业", "来源", "规划", "布局", "回顾", "总量", "产业", "服务",
        "中期评估", "国家级", "市级", "区级", "镇级", "省级", "街道", "工业区", "地标", "地点",
    },
    "en": {
        "Clusters", "Layout", "Review", "Targets", "Output", "Revenue", "Member", "District", "Carrier", "Chains",
        "Services", "Parts", "Industry", "Measure", "Project", "Landmark", "Indicators", "Main indicators", "Structure", "mid-term evaluation",
    },
}  # fmt: skip
# A number before a noun of plans: only data can know it.
COUNT = re.compile(
    r"[一二三四五六七八九十百两][大个条项家座类](?!月|字|数)(?:集群|园区|产业|镇|片|翼|带|节点|领域|环节|指标|产业链)"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:\w+ )?"
    r"(?:clusters|parks|towns|zones|wings|belts|nodes|segments|links|chains|indicators|cores)\b",
    re.IGNORECASE,
)

@cache
def interface_words() -> dict[str, tuple[str, ...]]:
    """Return every word of the program by its place: glossary, faults, data of the program, scripts, code."""
    places = {key: text.texts for key, text in glossary().items()}
    for file in sorted((REPO / "geodata").glob("*.toml")):
        # The schema explains the format by examples out of the bundled plan.
        if file.name not in ("schema.toml",):
            places |= {f"{file.name} {n}": (t,) for n, t in enumerate(_texts(tomllib.loads(file.read_text("utf-8"))))}
    for file in sorted((REPO / "layout/web").rglob("*.js")):
        places[file.name] = tuple(re.sub(r"(?m)^\s*(//|\*|/\*).*$", "", file.read_text("utf-8")).splitlines())
    for file in [*sorted((REPO / "layout").rglob("*.py")), *sorted((REPO / "geodata").rglob("*.py")), REPO / "app.py"]:
        places[str(file.relative_to(REPO))] = tuple(_strings(ast.parse(file.read_text("utf-8"))))
    return places


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(item)


def _strings(tree: ast.AST) -> Iterable[str]:
    spoken = {id(n.body[0].value) for n in ast.walk(tree) if isinstance(n, ast.Module | ast.FunctionDef | ast.ClassDef)
              and n.body and isinstance(n.body[0], ast.Expr)}  # fmt: skip
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in spoken:
            continue
        # A word without a blank is an id or a key of the program, in whose language no name of a plan is.
        if " " in node.value or HAN.search(node.value):
            yield node.value


def terms_of(plan: Any, lang: str) -> set[str]:
    """Return the names and phrases of a plan that tell it from others: long enough, without figures."""
    texts = {t.strip() for t in plan_texts(plan, lang) if not re.search(r"\d", t)}
    if lang == "zh":
        return {t for t in texts if len(t) >= 2 and HAN.search(t)} - SHARED["zh"]
    return {t for t in texts if len(t) > 5 and (" " in t or t[:1].isupper())} - SHARED["en"]


def neutral_words(lang: str) -> str:
    return "\n".join(t.texts[LANGS.index(lang)] for k, t in glossary().items())


@cache
def pattern_of(terms: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(terms, key=len, reverse=True))) or "(?!)")


def names_of(plan: Any, lang: str) -> frozenset[str]:
    """Return what the program may never know: names, phrases, mottos, nouns, themes, titles of a plan."""
    edition = plan.edition
    records = (
        plan.district.name, edition.phrase, edition.title, edition.name,
        *((e.name, e.phrase, e.motto, e.aim) for e in plan.elements), *(s.name for s in plan.sites),
        *(i.name for i in plan.industry.values()), *(t.name for t in edition.themes), *(c.name for c in plan.chains),
        *((n.name, n.plural) for n in edition.nouns), *(e.name for e in edition.evaluations),
        *(k.name for c in plan.chains for k in c.links),
    )  # fmt: skip
    texts = {t.strip() for r in records for t in plan_texts(r if isinstance(r, tuple) else (r,), lang)}
    neutral = {t.texts[LANGS.index(lang)] for k, t in glossary().items() if k.startswith(("noun.", "noun-many."))}
    least = 2 if lang == "zh" else 5
    return frozenset(t for t in texts if len(t) >= least) - SHARED[lang] - neutral


@pytest.mark.parametrize("lang", LANGS)
def test_no_word_of_the_program_is_one_of_a_plans_own(lang: str) -> None:
    terms = frozenset().union(*(names_of(case_of(*e).plan, lang) for e in EDITIONS))
    # English names within longer words say nothing: "core" in "score".
    pattern = pattern_of(terms) if lang == "zh" else re.compile(rf"\b(?:{pattern_of(terms).pattern})\b")
    hits = {
        f"{place}: {m[0]}"
        for place, texts in interface_words().items()
        for text in texts
        if (m := pattern.search(text))
    }

    assert hits == set()


def test_no_word_of_the_program_counts_what_only_data_can_count() -> None:
    assert {p: t for p, texts in interface_words().items() for t in texts if COUNT.search(t)} == {}


def test_what_a_word_says_of_the_plan_is_found_out() -> None:
    """A new word that says what the plan states or leaves out is entered with what finds it out."""
    claims = {k for k, t in glossary().items() if CLAIM.search("\n".join(t.texts))}

    assert claims == {k for keys in FOUND_OUT.values() for k in keys}


@pytest.fixture(params=EDITIONS, ids=[f"{d}-{e}" for _, d, e in EDITIONS])
def edition(request: pytest.FixtureRequest) -> tuple[Any, ...]:
    """Give every district and edition."""
    return tuple(request.param)


@pytest.mark.parametrize("lang", LANGS)
def test_a_plan_of_other_words_and_figures_is_shown_in_these_alone(edition: Any, lang: str) -> None:
    """Every text and figure of the plan is exchanged: what still shows an old one has it from elsewhere."""
    case = case_of(*edition)
    other = dataclasses.replace(case, plan=tokenised(case.plan))
    # Surroundings and other names of a site are exchanged neither: they stand beside the plan.
    aliases = [a for s in case.plan.sites for a in s.aliases]
    beside = (*(c.name for c in case.shapes.context), *aliases, *(Text("", a.name_en) for a in aliases))
    interface = "\n".join((neutral_words(lang), *plan_texts(beside, lang))).casefold()
    terms = frozenset(t for t in terms_of(case.plan, lang) if t.casefold() not in interface)
    shifted = {format_number(n) for n in plan_numbers(other.plan)}
    figures = {format_number(n) for n in plan_numbers(case.plan)} - shifted
    # A year, or a limit such as a thousand, may stand in words of the program.
    figures = {f for f in figures if len(re.sub(r"\D", "", f)) > 3 and not re.fullmatch(r"(19|20)\d\d|[1-9][0,]*", f)}
    pattern = re.compile(rf"{pattern_of(terms).pattern}|(?<![\d.,])(?:{pattern_of(frozenset(figures)).pattern})(?![\d.,])")
    shown = [*texts_of_plan(other, lang), *(briefing_file_texts(other, lang) if lang == LANGS[0] else ())]

    assert {t: (where, m[0]) for where, t in shown if (m := pattern.search(t))} == {}


@pytest.mark.parametrize("lang", LANGS)
def test_no_place_for_a_noun_is_left_open(edition: Any, lang: str) -> None:
    shown = texts_of_plan(case_of(*edition), lang)

    assert {t: where for where, t in shown if re.search(r"\{[\w-]+:(one|many)\}", t)} == {}
