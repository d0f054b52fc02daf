"""The places that a request leads to, by all their grounds, the best first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from layout.matching.index import MatchIndex
from layout.matching.request import Hit
from layout.matching.rules import WHOLE, ranking_rules
from layout.matching.subjects import Reach, Subject
from layout.matching.topic_leads import Lead
from layout.matching.ways import Way


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a place is an answer: the hit by its number, the entry that led to a subject, and the way on.

    `strength` is how strongly the subject is meant, `score` that times the factors of reach and way, both in
    thousandths.
    """

    hit: int
    entry: int
    lead: Lead
    subject: Subject
    reach: Reach
    way: Way
    strength: int
    score: int

    @property
    def basis(self) -> str:
        """Return inferred where anything on the way is, or where only the vocabulary leads to the subject."""
        bases = {self.reach.basis, self.way.basis}
        return "stated" if bases == {"stated"} and not self.lead.relation else "inferred"


@dataclass(frozen=True, slots=True)
class RankedPlace:
    """A place with its score, in thousandths, and its grounds, the best first."""

    place: str
    score: int
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class HitLead:
    """A subject that a hit means, by the entry that led to it most strongly.

    `weight` is what of its score counts, in thousandths: less where the hit only modifies another.
    """

    hit: int
    entry: int
    lead: Lead
    strength: int
    weight: int = WHOLE


def hit_leads(number: int, hit: Hit, index: MatchIndex) -> tuple[HitLead, ...]:
    """Return the subjects that a hit means, each by its strongest entry, the strongest first."""
    best: dict[int, HitLead] = {}
    weight = ranking_rules()["strength"]["joined"] if hit.compound else WHOLE
    is_name = any(entry < index.names for entry in hit.entries)
    for entry in hit.entries:
        beside = is_name and entry >= index.names
        factor = hit.factor * ranking_rules()["strength"]["beside"] // WHOLE if beside else hit.factor
        for lead in index.entries[entry].leads:
            strength = lead.strength * factor // WHOLE
            if lead.subject not in best or strength > best[lead.subject].strength:
                best[lead.subject] = HitLead(number, entry, lead, strength, weight)
    return tuple(sorted(best.values(), key=lambda h: (-h.strength, h.entry, h.lead.subject)))


def grounds_of(leads: Iterable[HitLead], index: MatchIndex) -> tuple[Ground, ...]:
    """Return every ground that leads give for a place, the best first."""
    grounds = (g for lead in leads for g in _grounds(lead, index))
    order = {place: n for n, place in enumerate(index.places)}
    return tuple(
        sorted(grounds, key=lambda g: (-g.score, -g.hit, g.entry, g.lead.subject, order[g.way.place]))
    )


def _grounds(lead: HitLead, index: MatchIndex) -> Iterator[Ground]:
    subject = index.subjects[lead.lead.subject]
    for reach in subject.reaches:
        for way in index.groups.get(reach.group, ()):
            score = lead.strength * reach.factor * way.factor // (WHOLE * WHOLE) * lead.weight // WHOLE
            yield Ground(lead.hit, lead.entry, lead.lead, subject, reach, way, lead.strength, score)


def rank_places(grounds: Iterable[Ground], index: MatchIndex) -> tuple[RankedPlace, ...]:
    """Return the places that fit, ranked: the best ground of each hit counts, the best whole, others a tenth.

    Of equals those go first that the rules on ties name; they stand in the order of the index else. A place
    that is asked for by its name comes first where nothing else is asked for; else its name only adds to what
    it carries.
    """
    rules = ranking_rules()
    every = tuple(grounds)
    fitting = [g for g in every if g.strength >= rules["threshold"]["fits"]]
    goods = [g for g in fitting if g.subject.kind != "name"]
    totals = [_ranked(place, goods or fitting, fitting) for place in index.places]
    near = _near_scores(g for g in every if g.strength < rules["threshold"]["fits"])
    ranked = sorted((r for r in totals if r is not None), key=lambda r: (-r[0], _tie(r[1], near)))
    least = ranked[0][0] * rules["threshold"]["share"] // WHOLE if ranked else 0
    shown = [place for total, place in ranked if total >= least]
    return tuple(shown[: rules["shown"]["places"]])


def _near_scores(grounds: Iterable[Ground]) -> dict[str, int]:
    """Return the best score of each place by what is only near to what is asked for."""
    best: dict[str, int] = {}
    for ground in grounds:
        best[ground.way.place] = max(best.get(ground.way.place, 0), ground.score)
    return best


def _tie(ranked: RankedPlace, near: Mapping[str, int]) -> tuple[int, ...]:
    """Return by what a place goes before another of the same score: the less, the sooner."""
    ties = {"stated": int(ranked.grounds[0].basis != "stated"), "near": -near.get(ranked.place, 0)}
    order = ranking_rules()["ties"]
    return tuple(ties[name] for name in sorted(order, key=lambda name: order[name]))


def _ranked(place: str, goods: Iterable[Ground], fitting: Iterable[Ground]) -> tuple[int, RankedPlace] | None:
    grounds = tuple(g for g in goods if g.way.place == place)
    if not grounds:
        return None
    best: dict[int, int] = {}
    for ground in (g for g in fitting if g.way.place == place):
        best[ground.hit] = max(best.get(ground.hit, 0), ground.score)
    first = max(best[g.hit] for g in grounds)
    others = ranking_rules()["threshold"]["others"]
    total = first + (sum(best.values()) - first) * others // WHOLE
    return total, RankedPlace(place, max(1, min(total, WHOLE)), grounds)
