"""When a word only modifies another: food of food processing lines, hydrogen of vessels for hydrogen."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from layout.matching.folding import has_han, occurrences
from layout.matching.rules import ranking_rules

HeadGroups = tuple[tuple[str, ...], ...]


def own_heads(terms: Iterable[str], heads: HeadGroups) -> tuple[int, ...]:
    """Return the groups of heads that terms end in by themselves: no such head makes another good of them."""
    ends = tuple(terms)
    return tuple(n for n, group in enumerate(heads) if any(t.endswith(group) for t in ends))


def head_behind(text: str, end: int, heads: HeadGroups, passed_over: Collection[int] = ()) -> int:
    """Return where the head ends that stands soon behind a place of a folded text, 0 without any.

    Groups of heads that are `passed_over` do not count.
    """
    most = ranking_rules()["shown"]["between"]
    for head in (h for n, group in enumerate(heads) if n not in passed_over for h in group):
        for start, stop in occurrences(head, text):
            between = text[end:start]
            # Some Chinese characters may stand between, of a Latin head only the blank before it.
            if start >= end and len(between) <= (most if has_han(head) else 1):
                return stop
    return 0


def is_purpose(text: str, start: int, purposes: Iterable[str]) -> bool:
    """Tell whether a word of purpose stands before the place `start` of a folded text."""
    return any(at < start for word in purposes for at, _ in occurrences(word, text))
