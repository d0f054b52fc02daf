"""The names of a plan as they are typed in Latin letters, for a request that holds nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from layout.matching.folding import has_han
from layout.matching.pinyin import pinyin_initials, pinyin_letters
from layout.matching.rules import ranking_rules
from layout.matching.subjects import Subject


def pinyin_terms(
    subjects: Iterable[Subject], terms: Mapping[str, tuple[int, ...]], simple: Callable[[str], str]
) -> Mapping[str, tuple[int, ...]]:
    """Return the entries by the initials of Chinese names of the plan, of places by all letters as well.

    `terms` lead from folded names to entries, `simple` folds a name; letters are folded as what is typed is.
    """
    are_places: dict[str, bool] = {}
    for subject in (s for s in subjects if s.is_term):
        for name in (subject.name.original, *subject.aliases):
            term = simple(name)
            are_places[term] = are_places.get(term, False) or subject.kind == "name"
    least = ranking_rules()["shown"]["initials"]
    letters: dict[str, dict[int, None]] = {}
    for term, is_place in sorted(are_places.items()):
        if term in terms and has_han(term):
            for key in (pinyin_initials(term), *((pinyin_letters(term),) if is_place else ())):
                if len(key) >= least:
                    letters.setdefault(simple(key), {}).update(dict.fromkeys(terms[term]))
    return {key: tuple(entries) for key, entries in letters.items()}
