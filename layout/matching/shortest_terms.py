"""The terms that an index needs: not those that hold another of the same entry and say no more than that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from layout.matching.folding import at_boundary, occurrences


class HasTerms(Protocol):
    """Whatever folded terms stand for."""

    @property
    def terms(self) -> tuple[str, ...]:
        """Return the terms."""


def shortest_terms(entries: Sequence[HasTerms], words: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield the terms of each entry that are needed, in their order.

    A term is not where another of the same entries stands in it, and in the rest of it neither a term of
    others nor one of `words`, which are heads and words of purpose: what is asked for is understood all the
    same.
    """
    of_term: dict[str, set[int]] = {}
    for number, entry in enumerate(entries):
        for term in entry.terms:
            of_term.setdefault(term, set()).add(number)
    heads = tuple(words)
    for entry in entries:
        yield tuple(t for t in entry.terms if not _is_needless(t, entry.terms, of_term, heads))


def _is_needless(
    term: str, others: Iterable[str], of_term: dict[str, set[int]], words: tuple[str, ...]
) -> bool:
    alike = (o for o in others if o != term and o in term and of_term[o] == of_term[term])
    spans = [span for other in alike for span in occurrences(other, term)]
    if not spans:
        return False
    first, last = max(spans, key=lambda s: (s[1] - s[0], -s[0]))
    if any(word in rest for rest in (term[:first], term[last:]) for word in words):
        return False
    return not any(
        term[start:end] in of_term and at_boundary(term, start, end)
        for start in range(len(term))
        for end in range(start + 1, len(term) + 1)
        # Within what is left standing for the whole it hides nothing; and the term itself is no part.
        if not (first <= start and end <= last) and (start, end) != (0, len(term))
    )
