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
    """A site with the reasons for it, the strongest first, and the sender's word on it.

    `untied` are the words that say so where the data tie it to nothing that is asked for.
    """

    site: Site
    reasons: tuple[WhyReason, ...]
    comment: str
    untied: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the reasons in words, or that there is none."""
        return tuple(r.text for r in self.reasons) or ((self.untied,) if self.untied else ())


def why_these(
    parks: Iterable[str], plan: Plan, request: str, comments: Mapping[str, str], lang: str
) -> tuple[WhyThis, ...]:
    """Return why each of the parks, in their order; without a request the industries that it carries."""
    places = {p.site: p.reasons for p in match(plan, request).places} if request else {}
    rows = []
    for site in (plan.site[p] for p in parks):
        if request:
            each = (WhyReason(r.text(lang), r.basis, r.refs) for r in places.get(site.id, ()))
        else:
            each = (WhyReason(cluster_link_words(k, plan, lang), k.basis, k.refs) for k in site.links)
        # Two goods of one industry may have the same sentence.
        by_text: dict[str, WhyReason] = {}
        for reason in each:
            by_text.setdefault(reason.text, reason)
        untied = say("pack_slides.no-tie", lang) if request and not by_text else ""
        rows.append(WhyThis(site, tuple(by_text.values()), comments.get(site.id, ""), untied))
    return tuple(rows)
