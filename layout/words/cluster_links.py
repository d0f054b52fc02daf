"""The link of a site to a cluster or segment in words, and the target of that whole."""

from __future__ import annotations

from layout.plan.clusters import sets_target
from layout.plan.model import Cluster, ClusterLink, Plan, Segment, Site
from layout.words import roles
from layout.words.cluster_words import due_words
from layout.words.glossary import say
from layout.words.nouns import say_of
from layout.words.numbers import format_figure, format_reached


def cluster_link_words(link: ClusterLink, plan: Plan, lang: str) -> str:
    """Return the cluster and segment of a link, marked where the link is inferred."""
    names = [plan.cluster[link.cluster].name(lang)]
    names += [plan.part[link.segment].name(lang)] if link.segment else []
    return roles.mark_inferred(say("text.dot", lang).join(names), link.basis, lang)


def target_carrier(link: ClusterLink, plan: Plan) -> Cluster | Segment:
    """Return what has the target that goes with a link: its segment, else its cluster."""
    return plan.segment.get(link.segment) or plan.cluster[link.cluster]


def whole_target_line(link: ClusterLink, plan: Plan, lang: str) -> str:
    """Return the target that goes with a link, said to be that of the whole segment or cluster."""
    carrier = target_carrier(link, plan)
    if carrier.target is None:
        return say("card.no-target-line", lang, name=carrier.name(lang))
    if not sets_target(carrier.target):
        value = format_figure(carrier.target, lang)
        return say("card.hold-line", lang, name=carrier.name(lang), value=value)
    if link.segment in plan.segment:
        key, names = "card.target-line", {"segment": carrier.name(lang)}
    else:
        key, names = f"card.{_whole_of(link, plan)}-target-line", {"cluster": carrier.name(lang)}
    when, value = due_words(carrier.target, lang), format_reached(carrier.target, lang)
    return say_of(plan, key, lang, **names, when=when, value=value)


def whole_target_key(link: ClusterLink, plan: Plan) -> str:
    """Return the key of the label of that target."""
    return "card.target" if link.segment in plan.segment else f"card.{_whole_of(link, plan)}-target"


def not_of_site(site: Site, plan: Plan, lang: str) -> str:
    """Return that such a target is of the whole district and not of the site that carries a part of it."""
    return say_of(plan, "card.not-own" if site.is_park else "card.not-own-place", lang)


def _whole_of(link: ClusterLink, plan: Plan) -> str:
    """Return whether the target of a whole is that of a cluster or of services, which are none."""
    return "services" if plan.cluster[link.cluster].kind == "services" else "cluster"
