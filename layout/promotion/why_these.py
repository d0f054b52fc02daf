"""Why places are put to an investor: what ties each to the request, and a word of the sender's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from layout.matching.answer import match
from layout.plan.model import Plan, Ref, Site
from layout.words.cluster_links import cluster_link_words
from layout.words.glossary import say


@dataclass(frozen=True, slots=True)
class WhyReason:
    """A reason in the words of one language; `basis` is stated or inferred, empty of none."""

    text: str
    basis: str
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class WhyThis:
    """A site with the reasons for it, the strongest first, and the sender's word on it."""

    site: Site
    reasons: tuple[WhyReason, ...]
    comment: str


def why_these(
    parks: Iterable[str], plan: Plan, request: str, comments: Mapping[str, str], lang: str
) -> tuple[WhyThis, ...]:
    """Return why each of the parks, in their order; without a request the industries that it carries."""
    places = {p.site: p.reasons for p in match(plan, request).places} if request else {}
    rows = []
    for site in (plan.site[p] for p in parks):
        if request:
            reasons = tuple(WhyReason(r.text(lang), r.basis, r.refs) for r in places.get(site.id, ()))
            reasons = reasons or (WhyReason(say("pack_slides.no-tie", lang), ""),)
        else:
            reasons = tuple(WhyReason(cluster_link_words(k, plan, lang), k.basis, k.refs) for k in site.links)
        rows.append(WhyThis(site, reasons, comments.get(site.id, "")))
    return tuple(rows)
