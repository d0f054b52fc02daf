"""What was asked for and has no place: what the plan names for nobody, and what it does not name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from geodata.languages import Text
from layout.matching.index import MatchIndex
from layout.matching.ranking import Ground, HitLead, grounds_of, hit_leads
from layout.matching.reasons import hit_name, match_word
from layout.matching.records import Gap
from layout.matching.request import Hit
from layout.matching.rules import WHOLE, ranking_rules
from layout.matching.subjects import Subject
from layout.matching.topic_leads import KIND_OF
from layout.matching.way_lines import join_sentences
from layout.plan.model import Plan
from layout.words.glossary import join_words

# Kinds of the plan's lists whose items are wanting, and not to be kept.
_TO_BUILD = ("build", "extend")
# Kinds of subjects that are named where they are near.
SHOWN_NAMES = ("item", "segment", "cluster", "service", "link", "listed", "theme", "field")
# Kinds of subjects that name a good or a service, of which it can be said that no place carries it.
_GOODS = ("item", "segment", "cluster", "service", "link")


@dataclass(frozen=True, slots=True)
class _Request:
    """A hit with all that it leads to; `places` are those that fit the whole request."""

    hit: Hit
    leads: tuple[HitLead, ...]
    grounds: tuple[Ground, ...]
    places: Collection[str]


def request_gaps(
    hits: tuple[Hit, ...], places: Collection[str], plan: Plan, index: MatchIndex
) -> tuple[Gap, ...]:
    """Return the gaps of a request: those that the plan names first, each once, and not too many."""
    gaps: dict[tuple[str, object], Gap] = {}
    for number, hit in enumerate(hits):
        if not hit.is_purpose:
            # By itself a word counts whole, whatever it modifies.
            leads = hit_leads(number, replace(hit, compound=""), index)
            for gap in _hit_gaps(_Request(hit, leads, grounds_of(leads, index), places), plan, index):
                gaps.setdefault((gap.kind, gap.id or gap.text), gap)
    # The sort keeps the order of those of one sort.
    ordered = sorted(gaps.values(), key=lambda g: g.kind == "unnamed")
    return tuple(ordered[: ranking_rules()["shown"]["gaps"]])


def _hit_gaps(request: _Request, plan: Plan, index: MatchIndex) -> Iterator[Gap]:
    threshold = ranking_rules()["threshold"]
    fitting = [h for h in request.leads if h.strength >= threshold["fits"]]
    if not fitting:
        yield _unnamed(request, plan, index)
        return
    least = threshold["direct"]
    subjects = [
        index.subjects[h.lead.subject] for h in fitting if not h.lead.relation and h.strength >= least
    ]
    yield from (gap for h in fitting for gap in _wanting_gap(h, request, plan, index))
    best = max((g.score for g in request.grounds if g.strength >= threshold["fits"]), default=0)
    good = next((s for s in subjects if s.kind in _GOODS), None)
    if good is not None and best < threshold["gap"]:
        yield _named_gap(good, request, plan, index)
    elif not best:
        provisions = (index.subjects[h.lead.subject] for h in fitting)
        yield from (Gap("provision", s.id, s.line, s.refs) for s in provisions if s.kind == "provision")


def is_wanting(subject: Subject, plan: Plan, index: MatchIndex) -> bool:
    """Tell whether a subject is an item of a list of what is to be built, or a link without any ties."""
    if subject.kind == "listed":
        return any(c.kind in _TO_BUILD for c in plan.chains for k in c.links if k.id == subject.id)
    tied = (r.group for r in subject.reaches if r.group[0] in ("industry", "link"))
    return subject.kind == "link" and not any(group in index.groups for group in tied)


def _wanting_gap(lead: HitLead, request: _Request, plan: Plan, index: MatchIndex) -> Iterator[Gap]:
    """Yield the gap of what is asked for itself, or as a kind of an item of a list of what is to be built."""
    threshold, subject = ranking_rules()["threshold"], index.subjects[lead.lead.subject]
    if not is_wanting(subject, plan, index):
        return
    if not lead.lead.relation and lead.strength >= threshold["direct"]:
        yield _listed_gap(subject, request, index)
    elif lead.lead.relation == KIND_OF and subject.kind == "listed" and lead.strength >= threshold["listed"]:
        term = hit_name(request.hit, index.entries[lead.entry].name)
        akin = match_word(f"match.{KIND_OF}", term=term, wider=lead.lead.via)
        gap = _listed_gap(subject, request, index)
        yield replace(gap, text=join_sentences((akin, gap.text)))


def _listed_gap(subject: Subject, request: _Request, index: MatchIndex) -> Gap:
    if subject.kind == "link":
        line = index.link_lines[subject.link]
    else:
        line = join_sentences((subject.line, match_word("match.gap-list")))
    text = join_sentences((line, _no_place(subject, request)))
    return Gap("link", subject.link, text, subject.refs)


def _no_place(subject: Subject, request: _Request) -> Text:
    return match_word("match.gap-partly" if request.places else "match.gap", name=subject.name)


def _named_gap(subject: Subject, request: _Request, plan: Plan, index: MatchIndex) -> Gap:
    kind, name = ("link", subject.link) if subject.link else ("industry", subject.industry)
    line = index.link_lines.get(subject.link, subject.line)
    nearest: tuple[str, ...] = ()
    if not request.places and subject.industry:
        cluster = next(c for c in plan.clusters if subject.industry in (c.id, *(p.id for p in c.parts)))
        nearest = _first(w.place for w in index.groups.get(("industry", cluster.id), ()))
    sentences = (line, _no_place(subject, request), _nearest_line(nearest, plan))
    return Gap(kind, name, join_sentences(sentences), subject.refs, nearest)


def _unnamed(request: _Request, plan: Plan, index: MatchIndex) -> Gap:
    entry = index.entries[request.hit.entries[0]]
    # Of words that modify another the whole is not named, whatever they are by themselves.
    name = hit_name(request.hit, entry.name if request.hit.factor == WHOLE else Text())
    near = [s for h in request.leads if (s := index.subjects[h.lead.subject]).kind in SHOWN_NAMES]
    names = tuple({s.name.original: s.name for s in near}.values())[: ranking_rules()["shown"]["nearest"]]
    nearest = _first(
        g.way.place for g in request.grounds if g.way.place not in request.places and g.subject in near
    )
    joined = Text.in_each(lambda lang: join_words((n(lang) for n in names), lang))
    line = (
        match_word("match.unnamed-near", term=name, names=joined)
        if names
        else match_word("match.unnamed", term=name)
    )
    refs = tuple(dict.fromkeys(r for s in near for r in s.refs)) if names else ()
    return Gap("unnamed", "", join_sentences((line, _nearest_line(nearest, plan))), refs, nearest)


def _first(places: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(places))[: ranking_rules()["shown"]["nearest"]]


def _nearest_line(places: tuple[str, ...], plan: Plan) -> Text:
    if not places:
        return Text()
    names = Text.in_each(lambda lang: join_words((plan.site[p].name(lang) for p in places), lang))
    return match_word("match.nearest", names=names)
