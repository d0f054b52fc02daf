"""Places in a plan, as locators write them: sections one in another, a page, a counted sentence or row."""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMERALS = "〇一二三四五六七八九十百"
SENTENCE, ROW = "sentence", "row"
_COUNTED = re.compile(r"\s*第\s*(\d+)\s*([句行])$")
_UNITS = {"句": SENTENCE, "行": ROW}
# 第 3 页, 第 12–13 页, p. 3, pp. 12–13; they may stand before or behind the sections, or alone.
PAGE = re.compile(r"\s*(?:第\s*(\d+(?:\s*[–—-]\s*\d+)?)\s*页|\bpp?\.\s*(\d+(?:\s*[–—-]\s*\d+)?))")
# In the order of their trial: 第一章 before 一, 一是 before 一.
_STEP = re.compile(
    rf"\s*(第\s*[{NUMERALS}\d]+\s*(?:部分|编|章|节|条|款|段)"
    rf"|(?:附表|附图|附件|附录|表|图|专栏)\s*[{NUMERALS}\d]*"
    rf"|[{NUMERALS}]+是|[{NUMERALS}]+|（[{NUMERALS}\d]+）|\d+)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a plan: the sections that it lies in, the outermost first, and what is counted in the last.

    `sections` are locators themselves, each with those around it: `九`, `九（八）`, `九（八）7`. `unit` is
    SENTENCE or ROW, empty where the whole section is meant; `number` counts from 1. `page` is the number of
    a page of the document, or the first and the last with a dash, empty where none is named.
    """

    sections: tuple[str, ...]
    unit: str = ""
    number: int = 0
    page: str = ""

    @property
    def section(self) -> str:
        """Return the locator of the innermost section."""
        return self.sections[-1] if self.sections else ""


def read_place(locator: str) -> Place:
    """Take a locator apart; what follows the numbers of its sections is the title of an item."""
    locator, page = split_page(locator)
    counted = _COUNTED.search(locator)
    rest = (locator[: counted.start()] if counted else locator).strip()
    sections, at = [], 0
    while step := _STEP.match(rest, at):
        at = step.end()
        sections.append(rest[:at])
    if rest[at:].strip():
        sections.append(rest)
    if counted is None:
        return Place(tuple(sections), page=page)
    return Place(tuple(sections), _UNITS[counted[2]], int(counted[1]), page)


def split_page(locator: str) -> tuple[str, str]:
    """Return a locator without its page, and the page: `3`, or `12–13` of several."""
    named = PAGE.search(locator)
    if named is None:
        return locator, ""
    page = re.sub(r"\s*[–—-]\s*", "–", named[1] or named[2])
    return f"{locator[: named.start()]} {locator[named.end() :].strip()}".strip(), page


def last_step(section: str) -> str:
    """Return the last part of a section's locator: `（八）` of `九（八）`, the title of an item."""
    around = read_place(section).sections[:-1]
    return section[len(around[-1]) :].strip() if around else section
