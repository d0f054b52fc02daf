"""The answer to a request: ranked places, gaps, and what to ask back."""

from __future__ import annotations

from collections.abc import Iterable

from geodata.languages import Text
from layout.matching.gaps import request_gaps
from layout.matching.index import MatchIndex, match_index
from layout.matching.ranking import Ground, grounds_of, hit_leads, rank_places
from layout.matching.reasons import compound_name, ground_industry, hit_name, match_word, place_reasons
from layout.matching.records import MatchResult, PlaceMatch
from layout.matching.request import Hit, request_hits
from layout.matching.rules import WHOLE, ranking_rules
from layout.plan.model import Plan
from layout.words.glossary import join_words
from layout.words.nouns import text_of_words

# What is akin to a good counts as another meaning of it only where it is an industry by name.
_INDUSTRIES = ("cluster", "segment", "service")


def match(plan: Plan, text: str) -> MatchResult:
    """Return the places that fit an investor's words, with the reasons, gaps, and a question if any.

    Any text is an answerable request: of one of which nothing is understood the answer is a question.
    """
    index = match_index(plan)
    hits = request_hits(text, index)
    if not hits:
        key = "match.unknown" if index.fold(text) else "match.empty"
        return MatchResult((), (), text_of_words(plan, key))
    leads = [lead for number, hit in enumerate(hits) for lead in hit_leads(number, hit, index)]
    grounds = grounds_of(leads, index)
    ranked = rank_places(grounds, index)
    places = []
    for place in ranked:
        reasons = place_reasons(place, hits, index)
        places.append(PlaceMatch(place.place, place.score, reasons[0].basis, reasons))
    gaps = request_gaps(hits, {p.place for p in ranked}, plan, index)
    return MatchResult(tuple(places), gaps, _question(grounds, hits, plan, index))


def _question(grounds: Iterable[Ground], hits: tuple[Hit, ...], plan: Plan, index: MatchIndex) -> Text:
    """Return which industry is meant, where two that lead to different places are about as likely."""
    rules = ranking_rules()["threshold"]
    totals = _industry_totals(g for g in grounds if g.strength >= rules["fits"])
    ranked = sorted(totals, key=lambda name: -totals[name][0])[:2]
    if len(ranked) < 2:
        return Text()
    first, second = (plan.industry[name] for name in ranked)
    scores = [totals[name] for name in ranked]
    alike = scores[1][0] * WHOLE >= scores[0][0] * rules["question"]
    if (
        not alike
        or scores[0][1].way.place == scores[1][1].way.place
        or _one_in_other(first.id, second.id, plan)
    ):
        return Text()
    meant = [hits[ground.hit] for _, ground in scores]
    if meant[0] != meant[1]:
        return _which_part(meant, (first.name, second.name), index)
    names = Text.in_each(lambda lang: join_words((i.name(lang) for i in (first, second)), lang))
    return match_word("match.which", term=hit_name(meant[0]), names=names)


def _which_part(hits: list[Hit], industries: tuple[Text, ...], index: MatchIndex) -> Text:
    """Return which word of a compound is the product; of two goods that are listed nothing is asked."""
    modifier = next((h for h in hits if h.compound), None)
    head = next((h for h in hits if modifier and h != modifier and modifier.compound.endswith(h.typed)), None)
    if modifier is None or head is None:
        return Text()
    goods = [
        match_word("match.which-good", term=hit_name(hit, index.entries[hit.entries[0]].name), industry=name)
        for hit, name in zip(hits, industries, strict=True)
    ]
    names = Text.in_each(lambda lang: join_words((good(lang) for good in goods), lang))
    return match_word("match.which-part", term=compound_name(modifier, head, index), names=names)


def _industry_totals(grounds: Iterable[Ground]) -> dict[str, tuple[int, Ground]]:
    """Return the score of each industry and its best ground."""
    best: dict[str, Ground] = {}
    for ground in grounds:
        name = ground_industry(ground)
        if not name or (ground.lead.relation and ground.subject.kind not in _INDUSTRIES):
            continue
        if name not in best or ground.score > best[name].score:
            best[name] = ground
    return {name: (ground.score, ground) for name, ground in best.items()}


def _one_in_other(first: str, second: str, plan: Plan) -> bool:
    pair = {first, second}
    return any(c.id in pair and pair <= {c.id, *(p.id for p in c.parts)} for c in plan.clusters)
