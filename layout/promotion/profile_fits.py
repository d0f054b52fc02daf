"""What fits a site: its clusters and segments, the links of chains that it serves, services tied to these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from layout.plan.chains import Chain, ChainLink
from layout.plan.model import ClusterLink, Plan, Site
from layout.plan.served_links import ServedLink, adjacent_links, link_carriers, served_links, tied_services
from layout.promotion.profile_line import INFERRED, STATED, ProfileLine
from layout.words import roles
from layout.words.cluster_links import (
    cluster_link_words,
    not_of_site,
    target_carrier,
    whole_target_key,
    whole_target_line,
)
from layout.words.glossary import join_names, join_words, say
from layout.words.nouns import say_of


def fits_lines(site: Site, plan: Plan, lang: str) -> Iterator[ProfileLine]:
    """Yield what fits a site, from its clusters to the services that are tied to them."""
    for link in site.links:
        yield from _cluster_lines(site, link, plan, lang)
    yield from _carried_lines(site, plan, lang)
    yield from _chain_lines(site, plan, lang)
    yield from _service_lines(site, plan, lang)


def _cluster_lines(site: Site, link: ClusterLink, plan: Plan, lang: str) -> Iterator[ProfileLine]:
    words = cluster_link_words(link, plan, lang)
    label = say_of(plan, "card.cluster", lang)
    yield ProfileLine(label, words, link.basis, link.ground(lang), link.refs, key="cluster")
    whole = plan.industry[link.segment or link.cluster]
    makes = join_names(whole.makes, lang)
    if makes:
        yield ProfileLine(
            say("profile.makes", lang, name=whole.name(lang)), makes, STATED, refs=whole.refs, key="makes"
        )
    if whole.aim:
        label = say("profile.aim", lang, name=whole.name(lang))
        yield ProfileLine(label, whole.aim(lang), STATED, refs=whole.refs, key="aim")
    carrier = target_carrier(link, plan)
    if carrier.target is not None:
        target = whole_target_line(link, plan, lang)
        note = not_of_site(site, plan, lang)
        label = whole_target_label(link, plan, lang)
        yield ProfileLine(
            label, target, STATED, note, carrier.target_refs, key="whole", statement=carrier.target_statement
        )


def whole_target_label(link: ClusterLink, plan: Plan, lang: str) -> str:
    """Return what the target is of that a link's cluster or segment has in the whole district."""
    return say_of(plan, whole_target_key(link, plan), lang)


def _carried_lines(site: Site, plan: Plan, lang: str) -> Iterator[ProfileLine]:
    """Yield the industries that roles name for a site, with the clusters that they stand in."""
    carried = [c for c in site.carries if c.industry and not c.via]
    for carry in carried:
        names = [plan.cluster[carry.cluster].name(lang)] if carry.cluster else []
        names += [plan.part[carry.segment].name(lang)] if carry.segment else []
        # Which cluster an industry stands in may be inferred, that the site has it follows from its role.
        within = roles.mark_inferred(say("text.dot", lang).join(names), carry.basis, lang)
        words = carry.industry(lang)
        # What bears the very name of its cluster need not name it again.
        within = "" if within.casefold() == words.casefold() else within
        value = say("text.bracketed", lang, text=words, aside=within) if within else words
        yield ProfileLine(
            say("card.industries", lang), value, STATED, carry.ground(lang), carry.refs, key="industry"
        )
    for words, element in zip(
        roles.shared_industry_lines(site, plan, lang), roles.shared_industries(site, plan), strict=True
    ):
        whole = plan.element[element]
        yield ProfileLine(
            say("card.industries", lang), words, whole.basis, whole.ground(lang), whole.refs, key="industry"
        )


def _chain_lines(site: Site, plan: Plan, lang: str) -> Iterator[ProfileLine]:
    by_chain: dict[str, list[ServedLink]] = {}
    for served in served_links(plan, site.id):
        by_chain.setdefault(served.chain, []).append(served)
    for chain in plan.chains:
        if chain.id in by_chain:
            yield from _lines_of_chain(site, chain, by_chain[chain.id], plan, lang)


def _lines_of_chain(
    site: Site, chain: Chain, served: list[ServedLink], plan: Plan, lang: str
) -> Iterator[ProfileLine]:
    yield _served_line(chain, served, plan, lang)
    if chain.is_list:
        return
    links = [s.link for s in served if s.link]
    named = {site.id}
    if links:
        before, behind = adjacent_links(chain, links)
        for key, beside in (("upstream", before), ("downstream", behind)):
            if beside:
                line = _beside_line(key, beside, chain, plan, lang)
                named |= set(line.sites)
                yield line
    else:
        stages = (join_names((k.name for k in stage), lang) for stage in chain.stages)
        order = say("briefing.arrow", lang).join(stages)
        yield ProfileLine(say_of(plan, "profile.order", lang), order, STATED, refs=chain.refs, key="order")
    others = [plan.site[s] for s in _others_in(chain, plan) if s not in named]
    if others:
        value = join_names((s.name for s in others), lang)
        yield ProfileLine(
            say_of(plan, "profile.others", lang), value, INFERRED, key="others", refs=chain.refs,
            sites=tuple(s.id for s in others),
        )  # fmt: skip


def _served_line(chain: Chain, served: list[ServedLink], plan: Plan, lang: str) -> ProfileLine:
    """Return which links of a chain a site stands for, or that it fits the whole."""
    names = {k.id: k.name for k in chain.links}
    # One mark is enough where all is inferred.
    basis = roles.shared_basis(s.basis for s in served)
    each = basis == "partly-inferred"
    shown = [
        roles.mark_inferred(names[s.link](lang), s.basis if each else "", lang) for s in served if s.link
    ]
    words = join_words(shown, lang) or say_of(plan, "chains.whole-chain", lang)
    value = words if each else roles.mark_inferred(words, basis, lang)
    grounds = dict.fromkeys(s.ground(lang) for s in served if s.ground(lang))
    refs = tuple(dict.fromkeys(r for s in served for r in s.refs))
    line_basis = STATED if basis == STATED else INFERRED
    return ProfileLine(
        chain.name(lang), value, line_basis, say("text.stop", lang).join(grounds), refs, key="chain"
    )


def _beside_line(key: str, links: Iterable[ChainLink], chain: Chain, plan: Plan, lang: str) -> ProfileLine:
    """Return the links before or behind, each with who stands for it."""
    parts, sites = [], []
    for link in links:
        there = [plan.site[s] for s in link_carriers(plan, link.id)]
        sites += [s.id for s in there]
        names = join_names((s.name for s in there), lang) or say("profile.nobody", lang)
        parts.append(say("text.bracketed", lang, text=link.name(lang), aside=names))
    value, label = join_words(parts, lang), say(f"profile.{key}", lang)
    who = tuple(dict.fromkeys(sites))
    return ProfileLine(label, value, STATED, refs=chain.refs, key=key, sites=who)


def _others_in(chain: Chain, plan: Plan) -> list[str]:
    """Return the ids of the sites that stand for a chain or any of its links."""
    return [s.id for s in plan.sites if any(k.chain == chain.id for k in served_links(plan, s.id))]


def _service_lines(site: Site, plan: Plan, lang: str) -> Iterator[ProfileLine]:
    for service in tied_services(site, plan):
        makes = join_names(service.makes, lang)
        name = roles.mark_inferred(service.name(lang), service.basis, lang)
        value = say("text.colon", lang).join(w for w in (name, makes) if w)
        label = say_of(plan, "profile.services", lang)
        yield ProfileLine(
            label, value, service.basis or STATED, service.ground(lang), service.refs, key="services"
        )
