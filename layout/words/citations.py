"""Sources in words: title and place, and how a place in a plan is written in each language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from geodata.languages import language
from layout.plan.model import Plan, Ref
from layout.words.glossary import say

_NUMERALS = "一二三四五六七八九十"
# The last is dropped: in 一是, 二是 (firstly, secondly) the numeral alone is the place.
_IN_DIGITS = str.maketrans("〇一二三四五六七八九（）", "0123456789()", "是")
_TENS = re.compile("([一二三四五六七八九]?)十([一二三四五六七八九]?)")
_COUNTED = ((r"\s*第(\d+)句", "text.sentence"), (r"\s*第(\d+)行", "text.row"))


def citation(refs: Iterable[Ref], plan: Plan, lang: str) -> str:
    """Return sources as words: title and place in it, or the place in the plan alone."""
    plan_sources = {r.source for r in plan.edition.refs}
    parts = []
    for ref in refs:
        if ref.source in plan_sources and ref.locator:
            # A place that begins with a numeral is a section; another, such as a table, has no §.
            section = re.match(f"[{_NUMERALS}]", ref.locator)
            key = "text.section" if section else "text.of-plan"
            parts.append(say(key, lang, place=_place(ref.locator, lang)))
        else:
            source = plan.source.get(ref.source)
            title = source.title(lang) if source else ref.source
            parts.append(f"{title} {ref.locator}".strip())
    # Several figures may come from one sentence, which is cited once.
    return say("text.stop", lang).join(dict.fromkeys(parts))


def _place(locator: str, lang: str) -> str:
    """Return a place in a plan: `四（六）2 第1句` as 第四部分（六）2 第1句 or 4(6)2, sentence 1."""
    words = locator
    for pattern, word in _COUNTED:
        words = re.sub(pattern, lambda m, w=word: say(w, lang, n=m[1]), words)  # type: ignore[misc]
    part = re.match(f"[{_NUMERALS}]+", words)
    if part is not None:
        words = say("text.part", lang, part=part[0], rest=words[part.end() :])
    if language(lang).script == "Hani":
        return words
    # Only before a number, for the character is a part of other words too.
    words = re.sub(rf"表\s*(?=[\d{_NUMERALS}])", say("text.table", lang), words)
    # 十 has no digit of its own: 十一 is 11, 二十 is 20.
    return _TENS.sub(lambda m: (m[1] or "一") + (m[2] or "〇"), words).translate(_IN_DIGITS)


def split_counted_place(locator: str) -> tuple[str, int, str] | None:
    """Take a place that ends in a counted sentence or row apart: what it is of, its number, its word."""
    for pattern, word in _COUNTED:
        match = re.search(f"{pattern}$", locator)
        if match:
            return locator[: match.start()], int(match[1]), word
    return None
