"""Places in a plan, as locators write them: sections one in another, then a counted sentence or row."""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMERALS = "〇一二三四五六七八九十百"
SENTENCE, ROW = "sentence", "row"
_COUNTED = re.compile(r"\s*第\s*(\d+)\s*([句行])$")
_UNITS = {"句": SENTENCE, "行": ROW}
# In the order of their trial: 第一章 before 一, 一是 before 一.
_STEP = re.compile(
    rf"\s*(第[{NUMERALS}\d]+(?:部分|编|章|节|条)|(?:附表|附件|表|图|专栏)\s*[{NUMERALS}\d]*"
    rf"|[{NUMERALS}]+是|[{NUMERALS}]+|（[{NUMERALS}\d]+）|\d+)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a plan: the sections that it lies in, the outermost first, and what is counted in the last.

    `sections` are locators themselves, each with those around it: `九`, `九（八）`, `九（八）7`. `unit` is
    SENTENCE or ROW, empty where the whole section is meant; `number` counts from 1.
    """

    sections: tuple[str, ...]
    unit: str = ""
    number: int = 0

    @property
    def section(self) -> str:
        """Return the locator of the innermost section."""
        return self.sections[-1] if self.sections else ""


def read_place(locator: str) -> Place:
    """Take a locator apart; what follows the numbers of its sections is the title of an item."""
    counted = _COUNTED.search(locator)
    rest = (locator[: counted.start()] if counted else locator).strip()
    sections, at = [], 0
    while step := _STEP.match(rest, at):
        at = step.end()
        sections.append(rest[:at])
    if rest[at:].strip():
        sections.append(rest)
    if counted is None:
        return Place(tuple(sections))
    return Place(tuple(sections), _UNITS[counted[2]], int(counted[1]))


def last_step(section: str) -> str:
    """Return the last part of a section's locator: `（八）` of `九（八）`, the title of an item."""
    around = read_place(section).sections[:-1]
    return section[len(around[-1]) :].strip() if around else section
