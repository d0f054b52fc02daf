"""When a word only modifies another: food of food processing lines, hydrogen of vessels for hydrogen."""

from __future__ import annotations

from collections.abc import Iterable

from layout.matching.folding import has_han, occurrences
from layout.matching.rules import ranking_rules


def head_behind(text: str, end: int, heads: Iterable[str]) -> int:
    """Return where the head ends that stands soon behind the place `end` of a folded text, 0 without any."""
    most = ranking_rules()["shown"]["between"]
    for head in heads:
        for start, stop in occurrences(head, text):
            between = text[end:start]
            # Between Chinese words characters are counted, between Latin ones the blanks.
            distance = between.count(" ") if not has_han(head + between) else len(between)
            if start >= end and distance <= most:
                return stop
    return 0


def is_purpose(text: str, start: int, purposes: Iterable[str]) -> bool:
    """Tell whether a word of purpose stands before the place `start` of a folded text."""
    return any(at < start for word in purposes for at, _ in occurrences(word, text))
