"""What a page of targets says of clusters and segments without a figure of the base year."""

from __future__ import annotations

from layout.plan.model import Cluster, Plan, Segment
from layout.words.glossary import join_words, say
from layout.words.nodes import Node, h
from layout.words.nouns import noun


def missing_bases(plan: Plan, lang: str) -> Node | None:
    """Return which clusters and segments have no figure of the base year; None where all have one."""
    year = plan.edition.base_year
    based = {s.cluster for s in plan.statements if s.figure.year == year}
    each: list[Cluster | Segment] = [*plan.industrial_clusters, *plan.segment.values()]
    items = [i for i in each if i.target and i.target.role == "target"]
    without = [i for i in items if i.id not in based and not plan.statement[i.target_statement].base]
    if not without:
        return None
    # Where none has one, the nouns say it shorter than all of the names.
    nouns = [noun(plan, n, lang, many=True) for n in ("cluster", "segment")]
    names = nouns if len(without) == len(items) else [i.name(lang) for i in without]
    return h("p", say("targets.no-base", lang, names=join_words(names, lang), year=year), cls="quiet")
