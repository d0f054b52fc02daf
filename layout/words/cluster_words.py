"""Clusters in words: a target that may be wanting, and the groups that the plan puts them in."""

from __future__ import annotations

from layout.plan.clusters import Cluster, ClusterGroup
from layout.plan.model import Figure, Plan
from layout.words.glossary import join_names, join_words, labelled, say
from layout.words.nouns import say_of
from layout.words.numbers import format_figure, format_figure_value_with_sign
from layout.words.target_years import with_own_year
from layout.words.years import year_mark


def target_words(target: Figure | None, lang: str) -> str:
    """Return a target with bound and unit, or that none is set."""
    return say("figure.none", lang) if target is None else format_figure(target, lang)


def due_words(target: Figure, lang: str) -> str:
    """Return by which year a target is set, or for which part of a year; empty where it has no year."""
    if target.months:
        return say("card.due-part", lang, year=year_mark(target, lang))
    return say("card.due", lang, year=target.year) if target.year else ""


def dated_target(target: Figure | None, year: int | None, lang: str) -> str:
    """Return a target without its unit, its bound as a sign, and its year where the heading has another."""
    if target is None:
        return target_words(None, lang)
    return with_own_year(format_figure_value_with_sign(target, lang), target, year, lang)


def dated_words(target: Figure | None, lang: str) -> str:
    """Return a target with bound and unit, behind it its year, for where no heading says it."""
    return (
        target_words(None, lang)
        if target is None
        else with_own_year(format_figure(target, lang), target, None, lang)
    )


def group_heading(group: ClusterGroup | None, lang: str) -> str:
    """Return the name of a group with the scheme that it is a part of; of None that clusters are in none."""
    if group is None:
        return say("groups.none", lang)
    scheme = group.scheme(lang)
    return say("groups.in-scheme", lang, name=group.name(lang), scheme=scheme) if scheme else group.name(lang)


def group_remarks(group: ClusterGroup | None, plan: Plan, lang: str) -> str:
    """Return which of its clusters stand under another group, that its rest is left open, and its note."""
    if group is None:
        return ""
    elsewhere = [c.name(lang) for c in plan.clusters if group.id in c.groups[1:]]
    words = (
        say("groups.elsewhere", lang, names=join_words(elsewhere, lang)) if elsewhere else "",
        say("groups.open", lang) if group.open else "",
        group.note(lang),
    )
    return say("text.stop", lang).join(w for w in words if w)


def other_groups(cluster: Cluster, plan: Plan, lang: str) -> str:
    """Return the further groups that a cluster stands in beside the one that it is listed under."""
    names = [group_heading(g, lang) for i in cluster.groups[1:] for g in plan.cluster_groups if g.id == i]
    return say("groups.also", lang, names=join_words(names, lang)) if names else ""


def service_lines(cluster: Cluster, plan: Plan, lang: str) -> list[str]:
    """Return the fields of services in one line for each kind of them; none of a cluster without any."""
    kinds = dict.fromkeys(s.kind for s in cluster.services)
    groups = ((kind, [s.name for s in cluster.services if s.kind == kind]) for kind in kinds)
    return [
        labelled(say_of(plan, f"service-kind.{kind}", lang), join_names(names, lang), lang)
        for kind, names in groups
    ]


def measure_name(cluster: Cluster, plan: Plan, lang: str) -> str:
    """Return what the target of a cluster measures, such as revenue; empty without a target."""
    term = plan.term.get(f"measure:{cluster.target.measure}") if cluster.target else None
    return term.name(lang) if term else ""
