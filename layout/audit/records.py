"""What the audit finds among the plan's own records: other names, and parks of the level of a rung."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from geodata.languages import Text, language
from layout.audit import counts
from layout.audit.formulas import Quantity, tally
from layout.plan.model import Claim, Cluster, Plan, Ref, Segment, Site, Statement
from layout.words import glossary
from layout.words.glossary import say
from layout.words.nouns import say_of


def record_quantities(claim: Claim, plan: Plan) -> tuple[Quantity, ...]:
    """Return the operands of a claim that looks at records: a count, or one quantity for each of them.

    Of a naming they are the records with other names; of a ladder all that stands on the rung, 1 with a park
    of the level and 0 without.
    """
    if claim.kind == "count":
        return (counts.counted_quantity(claim, plan),)
    if claim.kind == "naming":
        return tuple(_named(claim, item) for item in _items(claim, plan) if item.aliases)
    return tuple(_on_rung(claim, plan.statement[name], plan) for name in claim.of[1:])


def _items(claim: Claim, plan: Plan) -> Iterable[Cluster | Segment]:
    if claim.counted == "segments":
        return plan.segment.values()
    kind = "base" if claim.counted == "bases" else "cluster"
    return (c for c in plan.clusters if c.kind == kind)


def _named(claim: Claim, item: Cluster | Segment) -> Quantity:
    def words(lang: str) -> str:
        # Other names are data in the language of the plan, and have no place in the text of another one.
        if language(lang).script != "Hani":
            return item.name(lang)
        return say(
            "finding.also-named", lang, name=item.name(lang), others=glossary.join_words(item.aliases, lang)
        )

    return _record(claim, item.id, Text.in_each(words), 1, item.refs)


def _on_rung(claim: Claim, statement: Statement, plan: Plan) -> Quantity:
    parks = _parks(statement, plan)
    levels = [level for p in parks for level in p.levels_on(plan.edition.day)]
    has_level = any(level in claim.among for level in levels)
    refs = tuple(dict.fromkeys((*statement.refs, *(r for p in parks for k in p.links for r in k.refs))))

    def words(lang: str) -> str:
        levels = (
            say("finding.park-level", lang, park=p.name(lang), level=plan.term[f"level:{p.level}"].name(lang))
            for p in parks
        )
        named = glossary.join_words(levels, lang) or say_of(plan, "finding.no-park", lang)
        return say("finding.with-parks", lang, name=statement.name(lang), parks=named)

    return _record(claim, statement.id, Text.in_each(words), int(has_level), refs)


def _parks(statement: Statement, plan: Plan) -> list[Site]:
    subject = statement.cluster
    return (
        [p for p in plan.parks_on_day if any(subject in (k.segment, k.cluster) for k in p.links)]
        if subject
        else []
    )


def has_inferred_park(claim: Claim, plan: Plan) -> bool:
    """Tell whether a park of an industry on the rung is its park by our inference only."""
    statements = [plan.statement[name] for name in claim.of[1:]]
    return any(
        k.basis == "inferred" and s.cluster in (k.segment, k.cluster)
        for s in statements
        for p in _parks(s, plan)
        for k in p.links
    )


def _record(claim: Claim, name: str, words: Text, number: int, refs: tuple[Ref, ...]) -> Quantity:
    return replace(tally(claim, number), id=name, name=words, refs=refs)
