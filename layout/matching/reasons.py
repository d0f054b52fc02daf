"""Why a place fits, in sentences on the plan's own ground."""

from __future__ import annotations

from collections.abc import Iterator

from geodata.languages import Text, language
from geodata.references import Ref
from layout.matching.folding import has_han
from layout.matching.index import MatchIndex
from layout.matching.ranking import Ground, RankedPlace
from layout.matching.records import MatchReason
from layout.matching.request import Hit
from layout.matching.rules import WHOLE, ranking_rules
from layout.matching.way_lines import join_sentences
from layout.words.glossary import say

_NO_TEXT = Text()


def match_word(key: str, **values: Text) -> Text:
    """Return a word of the glossary with texts put in, in every language."""
    return Text.in_each(lambda lang: say(key, lang, **{k: v(lang) for k, v in values.items()}))


def place_reasons(ranked: RankedPlace, hits: tuple[Hit, ...], index: MatchIndex) -> tuple[MatchReason, ...]:
    """Return the reasons of a place, the strongest first: one for each good and industry, not too many."""
    chosen: dict[tuple[int, object], Ground] = {}
    answered: set[int] = set()
    for ground in ranked.grounds:
        # What is only akin to a good, or in a name, tells nothing new where the good itself has its reason.
        is_weak = ground.lead.relation or ground.subject.kind == "hint"
        if not is_weak or ground.hit not in answered:
            chosen.setdefault((ground.hit, ground_industry(ground) or ground.reach.group), ground)
        answered.add(ground.hit)
    most = ranking_rules()["shown"]["reasons"]
    return tuple(_reason(g, hits[g.hit], ranked, index) for g in list(chosen.values())[:most])


def ground_industry(ground: Ground) -> str:
    """Return the id of the industry that a ground rests on: that of the way, else of the subject."""
    kind, name = ground.reach.group
    return name if kind == "industry" else ground.subject.industry


def _reason(ground: Ground, hit: Hit, ranked: RankedPlace, index: MatchIndex) -> MatchReason:
    industry = ground_industry(ground)
    target, target_refs = index.targets.get(industry, (Text(), ()))
    link, link_refs = _link(ground, ranked)
    refs = (*ground.subject.refs, *ground.reach.refs, *ground.way.refs, *target_refs, *link_refs)
    sentences = (
        *_subject_lines(ground, hit, index),
        ground.reach.line,
        *ground.way.lines,
        target,
        index.link_lines.get(link, Text()),
    )
    return MatchReason(join_sentences(sentences), ground.basis, industry, link, tuple(dict.fromkeys(refs)))


def hit_name(hit: Hit, entry: Text = _NO_TEXT) -> Text:
    """Return what a request calls a good, as it is typed; where a language has no Han its entry's name."""

    def name(lang: str) -> str:
        fits = language(lang).script == "Hani" or not has_han(hit.typed)
        return hit.typed if fits or not entry else entry(lang)

    return Text.in_each(name)


def compound_name(first: Hit, second: Hit, index: MatchIndex) -> Text:
    """Return what a request calls a compound of two goods, in a language without Han their entries' names."""

    def name(lang: str) -> str:
        fits = language(lang).script == "Hani" or not has_han(first.compound)
        parts = (hit_name(hit, index.entries[hit.entries[0]].name)(lang) for hit in (first, second))
        return first.compound if fits else " ".join(parts)

    return Text.in_each(name)


def _subject_lines(ground: Ground, hit: Hit, index: MatchIndex) -> Iterator[Text]:
    """Yield how what is asked for is akin to what the plan speaks of, and where it does."""
    if ground.lead.relation:
        term = hit_name(hit, index.entries[ground.entry].name)
        yield match_word(f"match.{ground.lead.relation}", term=term, wider=ground.lead.via)
    yield ground.subject.line


def _link(ground: Ground, ranked: RankedPlace) -> tuple[str, tuple[Ref, ...]]:
    """Return the link of a chain that a ground is, or that the same good leads to, with its references."""
    if ground.subject.link:
        return ground.subject.link, ()
    industry = ("industry", ground_industry(ground))
    links = (g for g in ranked.grounds if g.hit == ground.hit and g.subject.kind == "link")
    # Only one that bears the name of the good, and that this very industry stands for.
    same = (g for g in links if g.strength == WHOLE and not g.lead.relation)
    link = next((g for g in same if industry in (r.group for r in g.subject.reaches)), None)
    return (link.subject.link, link.subject.refs) if link else ("", ())
