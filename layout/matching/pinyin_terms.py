"""The names of a plan as they are typed in Latin letters, for a request that holds nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from layout.matching.folding import has_han
from layout.matching.index import MatchIndex
from layout.matching.pinyin import pinyin_initials, pinyin_letters
from layout.matching.rules import ranking_rules


def pinyin_terms(index: MatchIndex) -> Mapping[str, tuple[int, ...]]:
    """Return the entries by the initials of Chinese names of the plan, of places by all letters as well."""
    terms: dict[str, bool] = {}
    for subject in (s for s in index.subjects if s.is_term):
        for name in (subject.name.original, *subject.aliases):
            term = index.fold(name)
            terms[term] = terms.get(term, False) or subject.kind == "name"
    least = ranking_rules()["shown"]["initials"]
    letters: dict[str, dict[int, None]] = {}
    for term, is_place in sorted(terms.items()):
        entries = index.terms.get(term, ())
        if entries and has_han(term):
            for key in (pinyin_initials(term), *((pinyin_letters(term),) if is_place else ())):
                if len(key) >= least:
                    letters.setdefault(key, {}).update(dict.fromkeys(entries))
    return {key: tuple(entries) for key, entries in letters.items()}
