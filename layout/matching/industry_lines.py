"""What stands behind a fit: the target of its industry, its link of a chain, who is up- and downstream."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from geodata.languages import Text
from geodata.references import Ref
from layout.matching.rules import WHOLE, ranking_rules
from layout.matching.subjects import Subject
from layout.matching.ways import Groups
from layout.plan.clusters import Service
from layout.plan.model import Chain, ChainLink, Plan
from layout.words.cluster_words import dated_words
from layout.words.glossary import join_words, say
from layout.words.nouns import say_of
from layout.words.roles import mark_inferred


def industry_target_lines(plan: Plan) -> dict[str, tuple[Text, tuple[Ref, ...]]]:
    """Return the sentence on the target of each industry that has one, with where the plan sets it."""
    lines = {}
    for name, industry in plan.industry.items():
        if isinstance(industry, Service) or industry.target is None:
            continue

        def line(lang: str, name: Text = industry.name, target: str = name) -> str:
            figure = plan.industry[target].target  # type: ignore[union-attr]
            return say("match.target", lang, industry=name(lang), target=dated_words(figure, lang))

        lines[name] = (Text.in_each(line), industry.target_refs)
    return lines


def link_lines(plan: Plan, groups: Groups, links: dict[str, Subject]) -> dict[str, Text]:
    """Return the sentence on each link of a chain: its stage, and who stands up- and downstream of it.

    `links` are the subjects of links by id.
    """
    places = {name: tuple(_link_places(subject, groups)) for name, subject in links.items()}
    return {k.id: _link_line(k, c, plan, places) for c in plan.chains if not c.is_list for k in c.links}


def _link_places(subject: Subject, groups: Groups) -> Iterator[tuple[str, str]]:
    """Yield the places that carry a link, the surest first, each with its basis."""
    reached: dict[str, tuple[int, str]] = {}
    for reach in subject.reaches:
        for way in groups.get(reach.group, ()):
            factor = reach.factor * way.factor // WHOLE
            basis = "stated" if {reach.basis, way.basis} == {"stated"} else "inferred"
            if factor > reached.get(way.place, (0, ""))[0]:
                reached[way.place] = (factor, basis)
    best = sorted(reached.items(), key=lambda item: -item[1][0])[: ranking_rules()["shown"]["neighbours"]]
    yield from ((place, basis) for place, (_, basis) in best)


def _link_line(
    link: ChainLink, chain: Chain, plan: Plan, places: dict[str, tuple[tuple[str, str], ...]]
) -> Text:
    stages = chain.stages
    at = next(n for n, stage in enumerate(stages) if link in stage)

    def names(stage: tuple[ChainLink, ...], lang: str) -> str:
        asides = [_places_words(plan, places[link.id], lang) for link in stage]
        # Links next to each other with the same places share one bracket.
        groups = groupby(zip(stage, asides, strict=True), key=lambda pair: pair[1])
        shared = ((join_words((k.name(lang) for k, _ in pairs), lang), aside) for aside, pairs in groups)
        return join_words(
            (say("text.bracketed", lang, text=text, aside=aside) for text, aside in shared), lang
        )

    def line(lang: str) -> str:
        sides = say("match.upstream", lang, names=names(stages[at - 1], lang)) if at else ""
        if at + 1 < len(stages):
            sides += say("match.downstream", lang, names=names(stages[at + 1], lang))
        values = {"name": link.name(lang), "chain": chain.name(lang), "n": at + 1, "of": len(stages)}
        return say_of(plan, "match.link", lang, sides=sides, **values)

    return Text.in_each(line)


def _places_words(plan: Plan, places: tuple[tuple[str, str], ...], lang: str) -> str:
    marked = (mark_inferred(plan.site[place].name(lang), basis, lang) for place, basis in places)
    return join_words(marked, lang) or say("match.no-place", lang)
