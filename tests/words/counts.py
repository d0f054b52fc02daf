"""Counts beside nouns: of a folder with more of everything each must be another than of the folder before."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from layout.panels.audit_lines import audit_text
from tests.conftest import Case
from tests.words.other_words import TOKEN
from tests.words.rendered import chart_texts, head_texts, map_texts, step_texts
from tests.words.text_parts import Texts

# A number of the things that a noun of the plan or of the program names: no figure with its unit, no place cited.
COUNT = re.compile(
    r"(?<![\d.,\w/()（）第-])(?<!第 )(?<!Chapter )(?<!sentence )(?<!row )\d{1,3}"
    rf"(?= ?[个条项家处类大座种]? ?(?:{TOKEN.pattern})| ?[条项处](?!\d)|(?: [a-z-]+)? (?:{TOKEN.pattern})"
    r"| (?:indicators|figures in|figures published|items|parks|towns|clusters|segments|chains|links)\b)"
)
Counts = dict[tuple[str, str], set[tuple[str, ...]]]


def counted_texts(case: Case, lang: str) -> Texts:
    """Yield the texts in which anything is counted: map, panels, cards, charts, tables, the audit."""
    yield from map_texts(case, lang)
    yield from chart_texts(case.plan, lang)
    yield from step_texts(case.plan, lang)
    yield from head_texts(case, lang)
    yield from (("audit", line) for line in audit_text(case.plan, lang).splitlines())


def counts_of(texts: Iterable[tuple[str, str]], units: frozenset[str]) -> Counts:
    """Return the counts in texts, by place and text without them; of a unit a number is a figure."""
    counts: Counts = defaultdict(set)
    for where, text in set(texts):
        if where.endswith("headings") or any(unit in text for unit in units):
            continue
        if numbers := tuple(COUNT.findall(text)):
            counts[where, COUNT.sub("#", text)].add(numbers)
    return counts


def constant_counts(before: Counts, after: Counts) -> dict[str, tuple[str, str]]:
    """Return the texts with a count that is the same in both, where they stand, and the count.

    What was half as much before has become as much.
    """

    def constant(older: set[str], newer: set[str]) -> set[str]:
        return (older & newer) - {"0"} - {str(2 * int(number)) for number in older}

    return {
        text: (where, number)
        for where, text in before.keys() & after.keys()
        for n in range(text.count("#"))
        for number in constant({x[n] for x in before[where, text]}, {x[n] for x in after[where, text]})
    }
