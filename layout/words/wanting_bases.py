"""What the plan gives of the base year for clusters and segments, in a sentence computed from the data."""

from __future__ import annotations

from collections.abc import Iterator

from layout.plan.model import Cluster, Plan, Segment, Statement
from layout.words.glossary import join_words, say
from layout.words.nouns import say_of

_PAST = ("baseline", "actual")
_NAMED = 6  # as many names as a sentence takes


def wanting_bases(plan: Plan, lang: str) -> str:
    """Return which clusters and segments with a target have no figure of the base year; empty where all have.

    Where a figure of the base year is held against their targets added up, it is named.
    """
    aimed: list[Cluster | Segment] = [
        i for c in plan.industrial_clusters for i in _items(c) if i.target and i.target.year
    ]
    with_base = [i for i in aimed if _has_base(i, plan)]
    lacking = [i for i in aimed if i not in with_base]
    if not lacking:
        return ""
    year = plan.edition.base_year
    if with_base:
        names = _named(lacking, lang) or say_of(plan, "targets.bases-most", lang, n=len(lacking))
        names_with = _named(with_base, lang) or say_of(plan, "targets.bases-many", lang, n=len(with_base))
        sentence = say("targets.bases-some", lang, names=names, year=year, given=names_with)
    else:
        sentence = say("targets.bases-none", lang, names=say_of(plan, "targets.bases-all", lang), year=year)
    together = [s.name(lang) for s in _of_several(plan)]
    if not together:
        return sentence
    return sentence + say_of(plan, "targets.bases-together", lang, names=join_words(together, lang))


def _items(cluster: Cluster) -> tuple[Cluster | Segment, ...]:
    return cluster, *cluster.segments


def _named(items: list[Cluster | Segment], lang: str) -> str:
    return join_words((i.name(lang) for i in items), lang) if len(items) <= _NAMED else ""


def _has_base(item: Cluster | Segment, plan: Plan) -> bool:
    target = plan.statement[item.target_statement]
    return target.base in plan.statement or any(
        s.cluster == item.id and _is_base(s, plan) and s.figure.measure == target.figure.measure
        for s in plan.statements
    )


def _is_base(statement: Statement, plan: Plan) -> bool:
    figure = statement.figure
    of_year = figure.year == plan.edition.base_year and figure.from_year is None
    return of_year and figure.role in _PAST and figure.value is not None and not statement.published_elsewhere


def _of_several(plan: Plan) -> Iterator[Statement]:
    """Yield each figure of the base year that a claim leads to the targets of several clusters added up."""
    cluster_targets = {c.target_statement for c in plan.industrial_clusters if c.target_statement}
    parts = {c.id: {*c.of} for c in plan.claims if c.kind == "sum"}
    for claim in plan.claims:
        start = plan.statement.get(claim.of[0]) if claim.of else None
        if start and _is_base(start, plan) and len(cluster_targets & parts.get(claim.stated, set())) > 1:
            yield start
