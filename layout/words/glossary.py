"""Facts to words: the glossary, formatted numbers and short phrases in zh and en."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from layout.plan.model import Alias, Figure, Plan, Ref, Text

_WORDS = Path(__file__).parent


@cache
def glossary() -> Mapping[str, Text]:
    """Return the words of the screen by `section.key`."""
    found: dict[str, Text] = {}
    for file in sorted(_WORDS.glob("*.toml")):
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
        found |= {f"{s}.{k}": Text(*pair) for s, block in raw.items() for k, pair in block.items()}
    return found


def say(key: str, lang: str, /, **values: Any) -> str:
    """Return a word of the glossary in `lang` with `values` put in as plain text."""
    return re.sub(r"\{(\w+)\}", lambda m: str(values.get(m[1], m[0])), glossary()[key](lang))


def words(section: str, lang: str) -> dict[str, str]:
    """Return all words of one section, keyed without the section."""
    prefix = section + "."
    return {k[len(prefix) :]: t(lang) for k, t in glossary().items() if k.startswith(prefix)}


def format_number(value: Decimal | float | None) -> str:
    """Format a number with separators: a decimal as exactly as it is printed (`1,062.3`, `50.0`),
    any other with at most two decimals; unknown as `–`."""
    if value is None:
        return "–"
    if isinstance(value, Decimal):
        return f"{value:,f}"
    return f"{round(value, 2) + 0.0:,.2f}".rstrip("0").rstrip(".")


def unit_name(name: str, lang: str) -> str:
    """Return a unit's name in `lang`; an unlisted unit stands as the data give it."""
    word = glossary().get(f"unit.{name}")
    return word(lang) if word else name


def format_figure(fig: Figure, lang: str) -> str:
    """Return a figure with bound and unit (`不低于 500 亿元`), or its words."""
    if fig.value is None:
        return fig.words(lang)
    return f"{say('bound.' + fig.bound, lang)}{format_number(fig.value)} {unit_name(fig.unit, lang)}"


def format_years(start: int | None, end: int | None, lang: str) -> str:
    """Return a year, or a span of years."""
    return say("text.span", lang, start=start, end=end) if start and end else str(end or "")


# How a bound is written where there is no room for its words.
_SIGNS = {"~": "≈ ", ">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< "}


def format_with_sign(value: Decimal, bound: str) -> str:
    """Return a number with its bound as a sign: `≥ 10`."""
    return _SIGNS.get(bound, "") + format_number(value)


def text_width(words: str) -> int:
    """Return how wide text is, counted as terminals do: a Chinese character is two, a letter one."""
    return sum(map(_column, words))


def _column(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def join_words(items: Iterable[str], lang: str) -> str:
    """Join names with the language's own comma, leaving out empty ones."""
    return say("text.comma", lang).join(i for i in items if i)


def join_names(texts: Iterable[Text], lang: str) -> str:
    """Join bilingual names with the language's own comma."""
    return join_words((t(lang) for t in texts), lang)


def citation(refs: Iterable[Ref], plan: Plan, lang: str) -> str:
    """Return sources as words: title and place in it, or the place in the plan alone."""
    plan_sources = {r.source for r in plan.edition.refs}
    parts = []
    for ref in refs:
        if ref.source in plan_sources and ref.locator:
            section = re.match(r"[一二三四五六七八九十]", ref.locator)
            key = "text.section" if section else "text.of-plan"
            parts.append(say(key, lang, place=_place(ref.locator, lang)))
        else:
            source = plan.source.get(ref.source)
            title = source.title(lang) if source else ref.source
            parts.append(f"{title} {ref.locator}".strip())
    return say("text.stop", lang).join(dict.fromkeys(parts))


_NUMERALS = str.maketrans("一二三四五六七八九（）", "123456789()", "是")
_COUNTED = ((r"\s*第(\d+)句", "text.sentence"), (r"\s*第(\d+)行", "text.row"))


def _place(locator: str, lang: str) -> str:
    """Return a place in a plan: `四（六）2 第1句` as 第四部分（六）2 第1句 or 4(6)2, sentence 1."""
    words = locator
    for pattern, word in _COUNTED:
        words = re.sub(pattern, lambda m, w=word: say(w, lang, n=m[1]), words)  # type: ignore[misc]
    part = re.match(r"[一二三四五六七八九十]+", words)
    if part is not None:
        words = say("text.part", lang, part=part[0], rest=words[part.end() :])
    if lang != "en":
        return words
    return re.sub(r"表\s*(?=[\d一二三四五六七八九])", say("text.table", lang), words).translate(_NUMERALS)


def split_counted_place(locator: str) -> tuple[str, int, str] | None:
    """Take a place that ends in a counted sentence or row apart: what it is of, its number, its word."""
    for pattern, word in _COUNTED:
        match = re.search(f"{pattern}$", locator)
        if match:
            return locator[: match.start()], int(match[1]), word
    return None


def format_alias(item: Alias, lang: str) -> str:
    """Return another name with the date since which it holds."""
    return say("card.since", lang, name=item.name, date=item.since) if item.since else item.name


def basis_name(name: str, lang: str) -> str:
    """Return the words for a basis: stated, inferred or by location."""
    return say(f"card.{name}", lang)
