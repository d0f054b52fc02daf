"""The terms that an index needs: not those that hold another of the same entry and say no more than that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from layout.matching.folding import longest_first, term_spans


class HasTerms(Protocol):
    """Whatever folded terms stand for."""

    @property
    def terms(self) -> tuple[str, ...]:
        """Return the terms."""

    @property
    def called(self) -> tuple[str, ...]:
        """Return what it is called, folded as the terms are."""


def shortest_terms(entries: Sequence[HasTerms], words: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield the terms of each entry that are needed, in their order.

    A term is not where the terms that stand in it, the longest first, are all of the same entries, and none
    of `words` does, which are heads and words of purpose: what is asked for is understood all the same. What
    an entry is called by is always needed: a reason quotes the words of the request.
    """
    of_term: dict[str, set[int]] = {}
    for number, entry in enumerate(entries):
        for term in entry.terms:
            of_term.setdefault(term, set()).add(number)
    heads = tuple(words)
    for entry in entries:
        yield tuple(t for t in entry.terms if t in entry.called or not _is_needless(t, of_term, heads))


def _is_needless(term: str, of_term: Mapping[str, set[int]], words: tuple[str, ...]) -> bool:
    if any(word in term for word in words):
        return False
    inner = (span for span in term_spans(of_term, len(term), term) if span != (0, len(term)))
    spans = longest_first(inner)
    return bool(spans) and all(of_term[term[start:end]] == of_term[term] for start, end in spans)
