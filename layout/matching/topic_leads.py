"""Where each topic of the vocabulary leads in a plan: to what speaks of it, and of what is akin to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from geodata.industry_words import IndustryWords
from geodata.languages import Text
from layout.matching.folding import longest_first, starts_word, term_spans
from layout.matching.modifiers import head_behind, own_heads
from layout.matching.rules import WHOLE, ranking_rules
from layout.matching.subjects import Subject

_NO_TEXT = Text()
# How a topic leads to a subject of another: that is what it is a kind of, a kind of it, what it serves, or is
# near it.
KIND_OF, NARROWER, SERVES, NEAR = "kind-of", "narrower", "serves", "near"


@dataclass(frozen=True, slots=True)
class Lead:
    """A subject by its number, and how strongly it is meant, in thousandths.

    `relation` says how the topic that it speaks of, named by `via`, is akin to the one asked for; empty where
    it is the same.
    """

    subject: int
    strength: int = WHOLE
    relation: str = ""
    via: Text = _NO_TEXT


_Leads = dict[int, Lead]


def topic_leads(
    subjects: tuple[Subject, ...], vocabulary: IndustryWords, simple: Callable[[str], str]
) -> Mapping[str, tuple[Lead, ...]]:
    """Return the leads of every topic by its id, the strongest first; `simple` folds a text."""
    topics_of = _topics_of(vocabulary, simple)
    direct = _direct_leads(subjects, vocabulary, topics_of, simple)
    named_after = _named_after(topics_of)
    narrower: dict[str, list[str]] = {name: [] for name in vocabulary.topics}
    for name, topic in vocabulary.topics.items():
        for wider in topic.within:
            narrower[wider].append(name)
    wider_of = {name: list(topic.within) for name, topic in vocabulary.topics.items()}
    near_of = {name: list(topic.near) for name, topic in vocabulary.topics.items()}
    for name, topic in vocabulary.topics.items():
        for other in topic.near:
            near_of[other].append(name)
    rules = ranking_rules()["strength"]
    akin = {
        name: (
            *_wider(name, wider_of, named_after.get(name, ()), rules["step"]),
            *_steps(name, narrower, rules["narrower"], NARROWER),
            *((other, rules["serves"], SERVES) for other in vocabulary.topics[name].serves),
            *((other, rules["near"], NEAR) for other in near_of[name]),
        )
        for name in vocabulary.topics
    }
    return {n: tuple(_all_leads(direct[n], akin[n], direct, vocabulary)) for n in vocabulary.topics}


def _topics_of(vocabulary: IndustryWords, simple: Callable[[str], str]) -> Mapping[str, list[str]]:
    """Return the topics of each folded term."""
    topics_of: dict[str, list[str]] = {}
    for name, topic in vocabulary.topics.items():
        for term in filter(None, map(simple, topic.terms)):
            topics_of.setdefault(term, []).append(name)
    return topics_of


def _named_after(topics_of: Mapping[str, Iterable[str]]) -> dict[str, dict[str, None]]:
    """Return the topics that a term of each topic ends in: chips, of driver chips in either language."""
    heads: dict[str, dict[str, None]] = {}
    for term, names in topics_of.items():
        tails = (term[at:] for at in range(1, len(term)) if starts_word(term, at))
        named = {head: None for tail in tails for head in topics_of.get(tail.strip(), ())}
        for name in names:
            heads.setdefault(name, {}).update(named)
    return heads


def _direct_leads(
    subjects: tuple[Subject, ...],
    vocabulary: IndustryWords,
    topics_of: Mapping[str, Iterable[str]],
    simple: Callable[[str], str],
) -> dict[str, _Leads]:
    heads = tuple(tuple(map(simple, group)) for group in vocabulary.heads)
    filler = tuple(filter(None, map(simple, vocabulary.filler)))
    of_kind = {name: own_heads(map(simple, topic.terms), heads) for name, topic in vocabulary.topics.items()}
    rules = ranking_rules()["strength"]
    direct: dict[str, _Leads] = {name: {} for name in vocabulary.topics}
    longest = max(map(len, topics_of), default=0)
    for number, subject in enumerate(subjects):
        if subject.kind == "name":  # a place is asked for by its whole name; what that speaks of is a hint
            continue
        text = simple(subject.name.original)
        for start, end in longest_first(term_spans(topics_of, longest, text)):
            most = rules["aim"] if subject.is_aim else WHOLE
            for name in topics_of[text[start:end]]:
                modified = head_behind(text, end, heads, of_kind[name])
                rule = "modifier" if modified else _place_of_term(text, end, filler)
                _keep_stronger(direct[name], Lead(number, min(rules[rule], most)))
    return direct


def _place_of_term(text: str, end: int, filler: tuple[str, ...]) -> str:
    """Return by which rule a term counts that ends at a place of a text and modifies nothing."""
    rest = text[end:].strip()
    return "held" if rest and not rest.startswith(filler) else "named"


def _steps(
    name: str, next_of: Mapping[str, Iterable[str]], step: int, relation: str
) -> Iterator[tuple[str, int, str]]:
    """Yield the topics that lie further and further on, with what is left of the strength at each."""
    strength, reached, here = WHOLE, {name}, [name]
    while here:
        here = list(dict.fromkeys(n for each in here for n in next_of[each] if n not in reached))
        reached |= set(here)
        strength = strength * step // WHOLE
        yield from ((other, strength, relation) for other in here)


def _wider(
    name: str, wider_of: Mapping[str, Iterable[str]], named_after: Iterable[str], step: int
) -> Iterator[tuple[str, int, str]]:
    """Yield the topics that a topic is a kind of, with what is left of the strength at each.

    What is of two kinds (driver chips: of displays, of chips) and named after one of them is of whatever that
    is a kind of as much as that good itself.
    """
    left = {other: strength for other, strength, _ in _steps(name, wider_of, step, KIND_OF)}
    for head in (h for h in named_after if h in left and len(tuple(wider_of[name])) > 1):
        for other, strength, _ in _steps(head, wider_of, step, KIND_OF):
            left[other] = max(left[other], strength)
    yield from ((other, strength, KIND_OF) for other, strength in left.items())


def _all_leads(
    direct: _Leads,
    akin: Iterable[tuple[str, int, str]],
    leads_of: Mapping[str, _Leads],
    vocabulary: IndustryWords,
) -> Iterator[Lead]:
    leads = dict(direct)
    for other, strength, relation in akin:
        via = vocabulary.topics[other].name
        for lead in leads_of[other].values():
            left = replace(lead, strength=lead.strength * strength // WHOLE, relation=relation, via=via)
            _keep_stronger(leads, left)
    least = ranking_rules()["strength"]["modifier"]
    strong = (lead for lead in leads.values() if lead.strength >= least)
    yield from sorted(strong, key=lambda lead: (-lead.strength, lead.subject))


def _keep_stronger(leads: _Leads, lead: Lead) -> None:
    if lead.subject not in leads or lead.strength > leads[lead.subject].strength:
        leads[lead.subject] = lead
