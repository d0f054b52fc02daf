"""The index that a request is held against: from folded terms to what the plan speaks of, and to places.

The vocabulary of industries is used up here: a term of a topic leads to the subjects whose text holds a term
of that topic, of a topic that it is a kind of or that is a kind of it, or of one that is near it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from geodata.industry_words import IndustryWords, industry_words
from geodata.languages import Text
from geodata.references import Ref
from layout.matching.folding import fold_text, simplified_characters, traditional_of
from layout.matching.industry_lines import industry_target_lines, link_lines
from layout.matching.modifiers import HeadGroups, own_heads
from layout.matching.pinyin_terms import pinyin_terms
from layout.matching.shortest_terms import shortest_terms
from layout.matching.subjects import Subject, plan_subjects
from layout.matching.topic_leads import Lead, topic_leads
from layout.matching.ways import Groups, place_groups, ranked_places
from layout.plan.derivation import once_per_plan
from layout.plan.model import Plan


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What folded terms stand for: a topic, or names of the plan itself, with the subjects they lead to.

    `own_heads` are the groups of heads that it is of itself, see modifiers.py.
    """

    name: Text
    terms: tuple[str, ...]
    leads: tuple[Lead, ...]
    own_heads: tuple[int, ...] = ()

    @property
    def called(self) -> tuple[str, ...]:
        """Return its name in each language, folded as the terms are."""
        return tuple(_simple(text) for text in self.name.texts if text)


# Without slots: cached_property keeps its results in the dictionary of the instance.
@dataclass(frozen=True)
class MatchIndex:
    """Everything that a request is answered from, of one edition, with the texts in every language.

    `terms` lead from a folded term to the numbers of its entries, of which the first `names` stand for names
    of the plan, the others for topics; `filler`, `heads` and `purposes` are folded
    words, see geodata/industry_words.py. `traditional` leads from characters to the simplified ones. `places`
    are ids in the order in which equals are listed. `targets` and `link_lines` are sentences by id.
    """

    terms: Mapping[str, tuple[int, ...]]
    entries: tuple[IndexEntry, ...]
    names: int
    subjects: tuple[Subject, ...]
    groups: Groups
    places: tuple[str, ...]
    filler: tuple[str, ...]
    heads: HeadGroups
    purposes: tuple[str, ...]
    traditional: Mapping[str, str]
    targets: Mapping[str, tuple[Text, tuple[Ref, ...]]]
    link_lines: Mapping[str, Text]

    @cached_property
    def pinyin(self) -> Mapping[str, tuple[int, ...]]:
        """Return the entries by names in Latin letters; what writes them is loaded when this is due."""
        return pinyin_terms(self.subjects, self.terms, self.fold)

    @cached_property
    def longest(self) -> int:
        """Return how many characters the longest term has."""
        return max(map(len, self.terms), default=0)

    def fold(self, text: str) -> str:
        """Return a text as the terms are folded."""
        return fold_text(text, self.traditional)


@once_per_plan
def match_index(plan: Plan) -> MatchIndex:
    """Return the index of a plan, made once."""
    return build_index(plan, industry_words())


def build_index(plan: Plan, vocabulary: IndustryWords) -> MatchIndex:
    """Build the index of a plan by a vocabulary."""
    subjects, leads = _reachable(plan_subjects(plan), vocabulary)
    groups = _reached(place_groups(plan), subjects)
    heads = tuple(_folded(group) for group in vocabulary.heads)
    named = tuple(_name_entries(subjects))
    every = (*named, *_topic_entries(leads, vocabulary))
    every = tuple(replace(e, own_heads=own_heads(e.terms, heads)) for e in every)
    words = (*(h for group in heads for h in group), *_folded(vocabulary.purposes))
    entries = tuple(replace(e, terms=t) for e, t in zip(every, shortest_terms(every, words), strict=True))
    terms: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        for term in entry.terms:
            terms.setdefault(term, []).append(number)
    links = {s.id: s for s in subjects if s.kind == "link"}
    return MatchIndex(
        terms={t: tuple(n) for t, n in terms.items()},
        entries=entries,
        names=len(named),
        subjects=subjects,
        groups=groups,
        places=tuple(s.id for s in ranked_places(plan)),
        filler=_folded((*vocabulary.filler, *(t for t in plan.district.name.texts if t))),
        heads=heads,
        purposes=_folded(vocabulary.purposes),
        traditional=traditional_of(terms),
        targets=industry_target_lines(plan),
        link_lines=link_lines(plan, groups, links),
    )


# The terms of the vocabulary are folded for each plan anew, and some of them several times.
@lru_cache(maxsize=1 << 15)
def _simple(text: str) -> str:
    return fold_text(text, simplified_characters())


def _folded(words: Iterable[str]) -> tuple[str, ...]:
    folded = dict.fromkeys(_simple(w) for w in words)
    return tuple(sorted((w for w in folded if w), key=lambda w: (-len(w), w)))


def _name_entries(subjects: tuple[Subject, ...]) -> Iterator[IndexEntry]:
    """Yield an entry for each name of the plan: subjects of the same name share it."""
    by_name: dict[str, list[int]] = {}
    for number, subject in enumerate(subjects):
        if subject.is_term:
            by_name.setdefault(_simple(subject.name.original), []).append(number)
    for numbers in by_name.values():
        names = [t for n in numbers for t in (*subjects[n].name.texts, *subjects[n].aliases)]
        terms = dict.fromkeys(term for name in names if len(term := _simple(name)) > 1)
        yield IndexEntry(subjects[numbers[0]].name, tuple(terms), tuple(Lead(n) for n in numbers))


def _topic_entries(leads: Mapping[str, tuple[Lead, ...]], vocabulary: IndustryWords) -> Iterator[IndexEntry]:
    for name, topic in vocabulary.topics.items():
        terms = dict.fromkeys(filter(None, map(_simple, topic.terms)))
        yield IndexEntry(topic.name, tuple(terms), leads[name])


def _reachable(
    subjects: tuple[Subject, ...], vocabulary: IndustryWords
) -> tuple[tuple[Subject, ...], Mapping[str, tuple[Lead, ...]]]:
    """Return the subjects that a term leads to, and the leads of each topic.

    Many provisions and aims of a plan speak of no industry.
    """
    leads = topic_leads(subjects, vocabulary, _simple)
    led = {lead.subject for each in leads.values() for lead in each}
    kept_numbers = [n for n, s in enumerate(subjects) if s.is_term or n in led]
    number = {old: new for new, old in enumerate(kept_numbers)}
    renumbered = {t: tuple(replace(k, subject=number[k.subject]) for k in each) for t, each in leads.items()}
    return tuple(subjects[n] for n in kept_numbers), renumbered


def _reached(groups: Groups, subjects: tuple[Subject, ...]) -> Groups:
    keys = {reach.group for s in subjects for reach in s.reaches}
    return {key: ways for key, ways in groups.items() if key in keys}
