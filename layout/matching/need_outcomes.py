"""Conditions held against places: by an officer's facts, by distances, by what the plan says a place carries.

What is not known is never taken for no: it is the question to ask. Distances are straight lines, between the
bounds that the positions of both ends leave.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from decimal import Decimal

from geodata.languages import Text, mark_foreign
from geodata.names import name_key
from geodata.officer_fields import officer_fields
from layout.matching.answer import match
from layout.matching.condition_words import DISTANCE, SUPPLIER
from layout.matching.need_records import MET, NOT_MET, UNKNOWN, NeedOutcome, PlaceFact, PlaceFacts, PlaceNeeds
from layout.matching.need_words import ask_text, with_owner
from layout.matching.needs import Need
from layout.plan.distances import hub_of
from layout.plan.hubs import HubDistance
from layout.plan.model import Plan, Site
from layout.words.distances import distance_words, end_name
from layout.words.glossary import say

_OFFICER, _PUBLIC = "own", "public"
_MOVED = "former"
_FIRMS = ("firms", "firms-gained")
_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt,
}  # fmt: skip


def weigh_needs(
    plan: Plan, needs: Iterable[Need], facts: PlaceFacts, sites: Iterable[str]
) -> tuple[PlaceNeeds, ...]:
    """Return what comes of each condition at each site, in the order of `sites`; none is left out."""
    needs = tuple(needs)
    carriers = {n.words: _carriers(plan, n.words) for n in needs if n.condition.kind == SUPPLIER}
    return tuple(
        PlaceNeeds(name, tuple(_outcome(need, plan.site[name], plan, facts, carriers) for need in needs))
        for name in sites
    )


_Carriers = dict[str, tuple[str, Text]]


def _outcome(
    need: Need, site: Site, plan: Plan, facts: PlaceFacts, carriers: dict[str, _Carriers]
) -> NeedOutcome:
    here = facts.get(site.id, {})
    if need.condition.kind == DISTANCE:
        return _distance(need, site, plan)
    if need.condition.kind == SUPPLIER:
        firms = [fact for field in _FIRMS for fact in here.get(field, ())]
        return _supplier(need, site, carriers[need.words], firms)
    return _field(need, site, here.get(need.condition.id, ()))


def _field(need: Need, site: Site, facts: Iterable[PlaceFact]) -> NeedOutcome:
    """Return the best that the facts of a field say: of several plots one will do."""
    judged = [(_judge(need, fact), fact) for fact in facts]
    for state in (MET, UNKNOWN, NOT_MET):
        for outcome, fact in judged:
            if outcome == state:
                text = with_owner(fact)
                ask = ask_text(need, site, fact.text) if state == UNKNOWN else Text()
                return NeedOutcome(state, text, ask, _OFFICER, fact.owner, fact.day, fact.stale)
    return NeedOutcome(UNKNOWN, _say("needs.no-fact"), ask_text(need, site))


def _judge(need: Need, fact: PlaceFact) -> str:
    if need.value is not None:
        if fact.low is None or fact.high is None:
            return UNKNOWN
        compare = _COMPARE[need.sign]
        ends = {compare(fact.low, need.value), compare(fact.high, need.value)}
        return UNKNOWN if len(ends) > 1 else MET if ends == {True} else NOT_MET
    if not set(need.choices) <= set(fact.choices):
        conditional = {c.id for c in officer_fields()[need.condition.id].choices if c.conditional}
        return UNKNOWN if conditional & set(fact.choices) else NOT_MET
    return MET


def _distance(need: Need, site: Site, plan: Plan) -> NeedOutcome:
    """Return whether any hub of the kind lies within, or beyond, so many metres in a straight line."""
    hubs = [d for d in site.distances if d.kind in need.condition.hubs]
    if not hubs or need.value is None:
        key = "needs.no-hub" if site.located else "needs.no-position"
        return NeedOutcome(UNKNOWN, _say(key), ask_text(need, site))
    moved = site.position == _MOVED
    # From where a site was, nothing follows for where it is.
    judged = [(UNKNOWN if moved else _judge_distance(need, d, need.value), d) for d in hubs]
    # Near to one is enough; to be far, all have to be.
    order = (MET, UNKNOWN, NOT_MET) if need.sign in ("<", "<=") else (NOT_MET, UNKNOWN, MET)
    state, distance = next(pair for wished in order for pair in judged if pair[0] == wished)
    text = Text.in_each(
        lambda lang: say(
            "needs.straight-former" if moved else "needs.straight", lang,
            name=end_name(distance, plan, lang), distance=distance_words(distance, site, lang),
        )
    )  # fmt: skip
    ask = ask_text(need, site, text) if state == UNKNOWN else Text()
    refs = (*site.refs, *hub_of(plan, distance).refs)
    return NeedOutcome(state, text, ask, _PUBLIC, refs=refs)


def _judge_distance(need: Need, distance: HubDistance, limit: Decimal) -> str:
    if distance.least is None or distance.most is None:
        return UNKNOWN
    compare = _COMPARE[need.sign]
    ends = {compare(Decimal(distance.least), limit), compare(Decimal(distance.most), limit)}
    return UNKNOWN if len(ends) > 1 else MET if ends == {True} else NOT_MET


def _carriers(plan: Plan, words: str) -> _Carriers:
    """Return the places that the plan names for a good, with the basis and the reason."""
    result = match(plan, words)
    return {p.site: (p.basis, p.reasons[0].text) for p in result.places if p.reasons}


def _supplier(need: Need, site: Site, carriers: _Carriers, firms: Iterable[PlaceFact]) -> NeedOutcome:
    """Return whether firms or the plan name a supplier there; that none is named is no proof of none."""
    key = name_key(need.words)
    for fact in firms:
        if any(key in name_key(text) for text in fact.text.texts):
            return NeedOutcome(MET, with_owner(fact), Text(), _OFFICER, fact.owner, fact.day, fact.stale)
    if site.id in carriers:
        basis, text = carriers[site.id]
        return NeedOutcome(MET, text, Text(), basis)
    words = Text.in_each(lambda lang: say("needs.no-supplier", lang, words=mark_foreign(need.words, lang)))
    return NeedOutcome(UNKNOWN, words, ask_text(need, site))


def exclusions(
    needs: Iterable[Need], places: Iterable[PlaceNeeds]
) -> tuple[tuple[Need, tuple[str, ...]], ...]:
    """Return for each condition the sites that do not meet it: what would be dropped, before anything is."""
    rows = tuple(places)
    return tuple(
        (need, tuple(row.site for row in rows if row.outcomes[n].state == NOT_MET))
        for n, need in enumerate(needs)
    )


def _say(key: str) -> Text:
    return Text.in_each(lambda lang: say(key, lang))
