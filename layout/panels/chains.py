"""The panel of chains: each link with what names it and fits it, and what else the plan provides for."""

from __future__ import annotations

from collections.abc import Iterable

from layout.panels import provisions
from layout.panels.matrix import gaps_section, matrix_section
from layout.panels.source_card import cite_places
from layout.plan.model import Chain, ChainLink, ChainTie, Cluster, Plan, Site, Text
from layout.words import glossary
from layout.words.glossary import say
from layout.words.nodes import Node, h, table_node
from layout.words.nouns import counted_noun, say_of
from layout.words.symbols import dot_node, symbol_node


def chains_panel(plan: Plan, lang: str) -> Node:
    """Return the panel of the page of chains."""
    featured = [c for c in plan.chains if not c.is_list]
    lists = [c for c in plan.chains if c.is_list]
    sections = {
        "lists": _lists(lists, plan, lang),
        "services": provisions.services_section(plan, lang),
        "projects": provisions.projects_section(plan, lang),
        "provisions": provisions.provisions_section(plan, lang),
        "matrix": matrix_section(plan, lang),
        "gaps": gaps_section(plan, lang),
    }
    shown = {name: section for name, section in sections.items() if section is not None}
    return h(
        "div",
        _heading(featured, tuple(shown), plan, lang),
        _key(plan, lang) if plan.chains else h("p", say_of(plan, "chains.none", lang), cls="quiet"),
        *[_chain(c, plan, lang) for c in featured],
        *shown.values(),
        cls="panel chains",
    )


def _heading(chains: list[Chain], parts: tuple[str, ...], plan: Plan, lang: str) -> Node:
    """Return the title, what the plan states of the chains, what is ours, and links to the parts."""
    links = [k for c in chains for k in c.links]
    named = sum(k.basis == "stated" for k in links)
    counts = {
        "chains": counted_noun(plan, "chain", len(chains), lang),
        "links": counted_noun(plan, "link", len(links), lang),
        "named": named,
    }
    anchors = [h("a", say_of(plan, f"chain-part.{p}", lang), href=f"#{p}") for p in parts]
    return h(
        "header",
        h("h1", say_of(plan, "chains.title", lang)),
        h("p", say_of(plan, "chains.summary", lang, **counts)) if links else None,
        h("p", say_of(plan, "chains.matched", lang), cls="quiet") if _all_matched(chains) else None,
        h("nav", *anchors, cls="subnav", aria_label=say("targets.parts", lang)),
    )


def _all_matched(chains: list[Chain]) -> bool:
    """Tell whether every park that stands at a chain or link does so by our own matching."""
    ties = [t for c in chains for t in (*c.ties, *(t for k in c.links for t in k.ties)) if t.site]
    return bool(ties) and all(t.basis == "inferred" for t in ties)


def _key(plan: Plan, lang: str) -> Node:
    states = ("stated", "inferred", "empty")
    return h(
        "ul",
        *[h("li", h("i", cls=f"is-{s}"), say_of(plan, f"chains.{s}", lang)) for s in states],
        cls="chain-key",
    )


def _chain(chain: Chain, plan: Plan, lang: str) -> Node:
    count = counted_noun(plan, "link", len(chain.links), lang)
    return h(
        "section",
        h("h2", chain.name(lang), h("small", count)),
        h("p", cite_places(chain.refs, plan, lang), cls="quiet stands-in"),
        _chain_sites(chain, plan, lang),
        _stages(chain, plan, lang),
        _grounds([chain], plan, lang),
    )


def _chain_sites(chain: Chain, plan: Plan, lang: str) -> Node | None:
    """Return the sites that fit the chain as a whole; they are ours, and say so."""
    if not chain.ties:
        return None
    label = h("span", say_of(plan, "chains.whole", lang) + say("text.colon", lang), cls="quiet")
    return h("div", label, *[_tie(t, plan, lang) for t in chain.ties], cls="chain-sites")


def _stages(chain: Chain, plan: Plan, lang: str) -> Node:
    stages = [h("ol", *[_link(k, plan, lang) for k in stage], cls="stage-of") for stage in chain.stages]
    return h("div", *stages, cls="chain" if len(stages) > 1 else "chain is-short")


def _lists(lists: list[Chain], plan: Plan, lang: str) -> Node | None:
    if not lists:
        return None
    return h(
        "section",
        h("h2", say_of(plan, "chains.lists", lang), id="lists"),
        h("p", say_of(plan, "chains.lists-lead", lang), cls="quiet"),
        *[_list(c, plan, lang) for c in lists],
        _grounds(lists, plan, lang),
    )


def _list(chain: Chain, plan: Plan, lang: str) -> Node:
    answers = glossary.join_names(chain.answers, lang)
    return h(
        "div",
        h("h3", chain.name(lang)),
        h("p", cite_places(chain.refs, plan, lang), cls="quiet stands-in"),
        h("p", say("chains.answers", lang) + say("text.colon", lang) + answers) if answers else None,
        _stages(chain, plan, lang),
        h("p", say("chains.unfinished", lang), cls="quiet") if chain.unfinished else None,
        cls="chain-list",
    )


def _link(link: ChainLink, plan: Plan, lang: str) -> Node:
    order = {i: n for n, i in enumerate(link.industries)}
    ties = sorted(link.ties, key=lambda t: order.get(t.industry, len(order)))
    return h(
        "li",
        _name(link, plan, lang),
        *[_tie(t, plan, lang) for t in ties],
        *(_absent(link, plan, lang) if _is_unnamed(link, plan) else ()),
        cls=f"chain-link is-{link.basis or 'empty'}",
    )


def _is_unnamed(link: ChainLink, plan: Plan) -> bool:
    """Tell whether no cluster and no segment names a link, or something near it; a service may."""
    services = {s.id for c in plan.clusters for s in c.services}
    return set(link.industries) <= services


def _absent(link: ChainLink, plan: Plan, lang: str) -> Iterable[Node]:
    """Return what was looked for and is not there, and where else the plan names the link."""
    yield h("small", say_of(plan, "chains.unnamed", lang))
    if link.mentions:
        words = say("chains.mentions", lang) + say("text.colon", lang)
        yield h("small", words, cite_places(link.mentions, plan, lang))


def _name(link: ChainLink, plan: Plan, lang: str) -> Node:
    """Return the name of a link: a button that selects its first located site, else its first industry."""
    shown = h("b", link.name(lang))
    # The sort is stable: of the located sites the first in the order of the plan.
    sites = sorted((plan.site[s] for s in link.sites), key=lambda site: not site.located)
    if sites:
        about = say("link-name.park", lang, name=sites[0].name(lang))
        return h("button", shown, go={"sel": sites[0].id}, cls="link-name", title=about)
    if not link.industries:
        return shown
    key, name, _ = _industry_of(link.industries[0], plan)
    return h(
        # A filter by industry lets go of the park that is selected.
        "button", shown, go={key: link.industries[0], "sel": ""}, cls="link-name", aria_pressed="false",
        title=say("link-name.industry", lang, name=name(lang)),
    )  # fmt: skip


def _industry_of(name: str, plan: Plan) -> tuple[str, Text, Cluster]:
    """Return the filter key of an industry, its name, and the cluster that gives it its colour."""
    part = plan.part.get(name)
    cluster = plan.cluster[part.cluster if part else name]
    return ("segment", part.name, cluster) if part else ("cluster", cluster.name, cluster)


def _tie(tie: ChainTie, plan: Plan, lang: str) -> Node:
    """Return what stands for a chain or link as a button, with the sign of its basis."""
    # Ground and places stand in the table below, once.
    title = glossary.basis_name(tie.basis, lang)
    sign = h("i", say(f"matrix.{tie.basis}", lang), cls="basis-sign")
    if tie.site:
        return _site_button(plan.site[tie.site], sign, title, plan, lang)
    key, words, cluster = _industry_of(tie.industry, plan)
    return h(
        "button", dot_node(cluster.colour), h("span", sign, words(lang)), title=title,
        go={key: tie.industry, "sel": ""}, cls="serves is-industry", aria_pressed="false",
    )  # fmt: skip


def _site_button(site: Site, sign: Node, title: str, plan: Plan, lang: str) -> Node:
    name = h("span", sign, site.name(lang))
    return h(
        "button", symbol_node(site, plan), name, go={"sel": site.id}, cls="serves", title=title,
        data_site=site.id,
    )  # fmt: skip


def _grounds(chains: list[Chain], plan: Plan, lang: str) -> Node:
    """Return what stands for each link as a table: on what ground, and where that is found."""
    keys = ("link", "stands-for", "basis", "ground", "source")
    rows = [r for c in chains for r in _ground_rows(c, plan, lang)]
    head = [say_of(plan, f"table.{k}", lang) for k in keys]
    grid = table_node(say("chains.grounds", lang), head, rows, say("table.empty", lang))
    # By its key the browser keeps it open when the panel is drawn anew.
    return h("details", h("summary", say("chains.grounds", lang)), grid, key=f"grounds-{chains[0].id}")


def _ground_rows(chain: Chain, plan: Plan, lang: str) -> Iterable[Node]:
    for tie in chain.ties:
        yield _ground_row(say_of(plan, "chains.whole-chain", lang), tie, plan, lang)
    for link in chain.links:
        name = link.name(lang)
        for tie in link.ties:
            yield _ground_row(name, tie, plan, lang)
        if not link.ties or link.mentions:
            words = say_of(plan, "chains.mentions" if link.mentions else "chains.unnamed", lang)
            source = h("td", cite_places(link.mentions, plan, lang), cls="quiet")
            yield h("tr", h("th", name, scope="row"), h("td", "–"), h("td", words, colspan=2), source)


def _ground_row(name: str, tie: ChainTie, plan: Plan, lang: str) -> Node:
    fits = plan.industry[tie.industry].name if tie.industry else plan.site[tie.site].name
    return h(
        "tr",
        h("th", name, scope="row"),
        h("td", fits(lang)),
        h("td", glossary.basis_name(tie.basis, lang)),
        h("td", tie.ground(lang)),
        h("td", cite_places(tie.refs, plan, lang), cls="quiet"),
    )
