"""What a copy of other words, figures and years may not show: all of it is of the folders that it was made of.

What is shown is looked at without its tokens, so that what is left is the program's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from geodata.languages import LANGS
from layout.words.glossary import glossary
from layout.words.numbers import format_amount, format_number
from tests.words.other_words import HAN, TOKEN, Words

# Words that plans share with the program; where each stands was looked at.
SHARED = {
    "zh": (
        # Headings of tables, and the names of pages and layers.
        "主导", "主要指标", "产业", "产品", "企业", "占比", "布局", "总量", "成员", "承载", "数量", "核心", "片区", "目标定位",
        "联动", "规模", "道路", "面积", "目标",
        # The kinds of an evaluation, and how each is computed.
        "年度监测", "中期评估", "倍数", "单耗",
        # Parts of other words: 平方公里, 每张表一个工作表, 集群的配套服务, a unit.
        "公里", "表一", "配套", "个五年",
        # Words of the check: what is in a folder, and of reading a file.
        "各镇", "街道", "镇街", "邻区", "本项目", "尚无", "软件",
    ),
    "en": (
        "Indicators", "Industries", "Layout", "Member", "Number", "Share", "mid-term evaluation",
        # Words of the check: files of a folder, a program.
        "towns", "the towns", "all towns", "Numbers",
        # Words of any sentence.
        "equipment", "nodes", "power", "products", "roads", "garments", "bearings", "estate",
    ),
}  # fmt: skip
# Nouns that are words of any sentence as well, or kinds: 地点, 项目, a link to copy, a place in a file.
_PLAIN = ("place", "list", "link", "project", "town", "network", "theme")
# A standard, and numbers of the program: a measure of plausibility, what a unit counts in.
ALLOWED = re.compile(r"GB/T 39972-2021|1/1,000|(?:CNY|RMB) 10,000|10,000 (?:people|tce|mu|m[²³]|t\b|kWh)|CNY 1,000 bn|https?://\S+")
_COUNTS = {
    "zh": re.compile(
        r"(?<![第十〇])[两双二三四五六七八九十百]+(?:大|个|条|项|家|座|类|片|支)?"
        r"(?:~|产?业?集群|园区|产业|镇|街道|片区|翼|带|核|廊|轴|圈|心|节点|领域|环节|指标|产?业?链)"
    ),
    "en": re.compile(
        r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:[a-z-]+ )?"
        r"(?:~|clusters|parks|towns|zones|wings|belts|nodes|segments|links|chains|indicators|cores)",
        re.IGNORECASE,
    ),
}
_OPEN = re.compile(r"\{[\w-]+:(?:one|many)\}")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?!\d|[.,]\d)")
KINDS = NAME, NOUN, FIGURE, YEAR, COUNT, OPEN = (
    "a name, title or phrase", "a noun that the plan has another for", "a figure", "a year", "a number in words",
    "an open place for a noun",
)  # fmt: skip
# The ids of the folder's own records, in a cell of a table that the command line prints or alone.
_ID = re.compile(r"(?:(?<=  )|^)[a-z0-9-]+(?=  |$)")


class FalseWords:
    """Finds in texts what stands in none of the folders that are shown; `words` tells what stood in the others."""

    def __init__(self, words: Words) -> None:
        self.patterns = {
            lang: {
                NAME: _compiled(frozenset(_terms(words, lang)), lang),
                NOUN: _compiled(frozenset(_nouns(lang)), lang),
                FIGURE: _compiled(frozenset(_figures(words, lang)), "number"),
                YEAR: _YEAR,
                COUNT: _COUNTS[lang],
                OPEN: _OPEN,
            }
            for lang in LANGS
        }

    def of(self, shown: Iterable[tuple[str, str]], lang: str, kinds: tuple[str, ...] = KINDS) -> dict[str, tuple[str, str, str]]:
        """Return each text with a false word: where it stands, of which kind that is, and the word."""
        # Pages bear the program's own names, as a file does that holds them.
        texts = {t.texts[LANGS.index(lang)]: "" for k, t in glossary().items() if k.startswith("page.")}
        for where, text in shown:
            texts.setdefault(_ID.sub("", ALLOWED.sub("", TOKEN.sub("~", text))), where)
        return {
            text: (where, kind, match[0])
            for text, where in texts.items()
            if where
            for kind in kinds
            if (match := self.patterns[lang][kind].search(text))
        }


def _terms(words: Words, lang: str) -> set[str]:
    """Return the texts that tell plans apart: long enough, in the letters of the language."""
    # Nouns are looked for apart: which may be shown depends on the plan.
    known = words.terms[lang].keys() - set(SHARED[lang]) - set(_neutral_nouns(lang).values())
    if lang == "zh":
        return {t for t in known if len(t) > 1 and HAN.search(t)}
    return {t for t in known if len(t) > 4 and not re.search(r"\d", t)}


def _nouns(lang: str) -> set[str]:
    """Return the neutral nouns: the other folder has a noun of its own for each."""
    nouns = {t for k, t in _neutral_nouns(lang).items() if k.partition(".")[2] not in _PLAIN}
    return nouns | {n[:1].upper() + n[1:] for n in nouns}


def _neutral_nouns(lang: str) -> dict[str, str]:
    nouns = {k: t for k, t in glossary().items() if k.startswith(("noun.", "noun-many."))}
    return {k: t.texts[LANGS.index(lang)] for k, t in nouns.items()}


def _figures(words: Words, lang: str) -> set[str]:
    """Return the figures that are told from others by their digits; short ones may be computed of any."""

    def written(figures: set[tuple[Decimal, str]]) -> set[str]:
        numbers = {w for v, unit in figures for w in (format_number(v), format_amount(v, unit, lang))}
        return {n for n in numbers if len(re.sub(r"\D", "", n)) > 3}

    return written(words.figures) - written(words.others)


def _compiled(terms: frozenset[str], kind: str) -> re.Pattern[str]:
    alternatives = "|".join(map(re.escape, sorted(terms, key=len, reverse=True))) or "(?!)"
    around = {"zh": ("", ""), "number": (r"(?<![\d.,])", r"(?![\d.,]*\d)")}.get(kind, (r"(?<![\w-])", r"(?![\w-])"))
    return re.compile(f"{around[0]}(?:{alternatives}){around[1]}")

