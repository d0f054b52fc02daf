"""The page of one site, from its profile: an investor's questions in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from zlib import crc32

from geodata.languages import LANGS, language
from layout.panels.source_card import cite, cite_places, web_address
from layout.plan.model import Plan, Ref, Site
from layout.promotion.officer_facts import NO_FACTS, OfficerFacts
from layout.promotion.profile import ProfileLine, ProfileSection, SiteProfile, site_profile
from layout.words import glossary
from layout.words.glossary import say
from layout.words.nodes import Node, h
from layout.words.nouns import say_of
from layout.words.symbols import symbol_node

# Lines whose number stands at the top of the page as well.
_KEY_FIGURES = ("area", "figure")
_TOLD_BASES = ("stated", "inferred")
# Signs of a note in small letters, above which it is folded; of a script that needs more signs more.
_LONG_NOTE = {"Hani": 36, "Latn": 80}


def site_panel(site: Site, plan: Plan, lang: str, facts: OfficerFacts = NO_FACTS) -> Node:
    """Return the panel of one site: its profile, and links to the next sites of its type."""
    profile = site_profile(site, plan, lang, facts)
    sections = [_section(s, profile, plan, lang) for s in profile.sections]
    article = h(
        "article",
        _head(site, profile, plan, lang),
        # Orders about the site; the browser puts the one for the shortlist before the others.
        h("nav", *_orders(lang), cls="site-orders", key=f"orders-{site.id}"),
        *sections,
        h("p", say("profile.on-screen", lang), cls="paper-more"),
        cls="card profile",
        data_card=site.id,
        colour=profile.colour,
    )
    back = h("button", say_of(plan, "card.back", lang), go={"sel": ""}, cls="link back")
    return h("div", h("nav", back, cls="crumbs"), article, *_steps(site, plan, lang), cls="panel")


def _head(site: Site, profile: SiteProfile, plan: Plan, lang: str) -> Node:
    # Each with its language, so that a screen reader pronounces it right.
    others = [
        h("span", site.name(k), lang=k)
        for k in LANGS
        if k != lang and site.name.unmarked(k) != site.name.unmarked(lang)
    ]
    figures = [
        h("li", _value(line, plan, lang), h("small", line.label))
        for key in _KEY_FIGURES
        for line in profile.lines_of(key)
        if line.basis and _is_number(line, plan)
    ]
    return h(
        "header",
        h("h1", symbol_node(site, plan), h("span", profile.name)),
        h("p", *others, h("span", profile.kind), cls="quiet profile-kind"),
        h("ul", *figures, cls="key-figures") if figures else None,
    )


def _orders(lang: str) -> Iterator[Node]:
    yield h("button", say("shortlist.compare", lang), go={"page": "shortlist"}, cls="link")
    yield h("a", say("park_files.sheet-title", lang), href="#park-files", cls="link")


def _is_number(line: ProfileLine, plan: Plan) -> bool:
    """Tell whether a line gives a number, and not words in its place."""
    statement = plan.statement.get(line.statement)
    return statement is None or statement.figure.value is not None


def _section(section: ProfileSection, profile: SiteProfile, plan: Plan, lang: str) -> Node:
    heading = h("h2", section.title)
    if section.id == "sources":
        items = [_source(line, n, plan) for n, line in enumerate(section.lines, 1)]
        return h("section", heading, h("ol", *items, cls="profile-sources"), cls=f"of-{section.id}")
    numbers = _source_numbers(profile)
    rows = [
        h("div", h("dt", label), h("dd", *[_line(line, numbers, plan, lang) for line in lines]))
        for label, lines in _grouped(section.lines)
    ]
    return h("section", heading, h("dl", *rows), cls=f"of-{section.id}")


def _grouped(lines: Iterable[ProfileLine]) -> Iterator[tuple[str, list[ProfileLine]]]:
    """Yield lines that follow one another under one label."""
    for label, group in groupby(lines, key=lambda line: line.label):
        yield label, list(group)


def _line(line: ProfileLine, numbers: Mapping[str, int], plan: Plan, lang: str) -> Node:
    documents = {ref.source for ref in plan.edition.refs}
    others = dict.fromkeys(ref.source for ref in line.refs if ref.source not in documents)
    marks = [_mark(source, numbers, plan, lang) for source in others if source in numbers]
    small = _small(line, [ref for ref in line.refs if ref.source in documents], plan, lang)
    return h("p", _value(line, plan, lang), *marks, *small, cls="is-stale" if line.stale else None)


def _small(line: ProfileLine, refs: Sequence[Ref], plan: Plan, lang: str) -> list[Node]:
    """Return what is told of a line in small letters; on what ground it stands is folded where it is long.

    What is told of a figure always stands: the figure is read with it.
    """
    is_told = line.basis in _TOLD_BASES
    basis = glossary.basis_name(line.basis, lang) if is_told else ""
    owner = say("text.comma", lang).join(
        w for w in (line.owner, line.day.isoformat() if line.day else "") if w
    )
    dot = say("text.dot", lang)
    notes = dot.join(w for w in (basis, line.note, owner) if w)
    places = cite_places(refs, plan, lang) if refs and is_told else None
    if not notes and places is None:
        return []
    count = len(places) - 2 if places else 0
    is_short = count < 2 and len(notes) <= _LONG_NOTE.get(language(lang).script, 0)
    if not is_told or line.statement or is_short:
        return [h("small", notes, places)]
    summary = h("summary", basis + dot + say("profile.grounds", lang))
    # By it the browser keeps open what is: told by a checksum, for a key is no place for a stranger's text.
    key = f"{line.key}-{crc32(line.value.encode('utf-8', 'replace')):08x}"
    return [h("details", summary, h("small", dot.join(w for w in (line.note, owner) if w), places), key=key)]


def _value(line: ProfileLine, plan: Plan, lang: str) -> Node:
    """Return the value of a line: a figure leads to its source, a site that it names to that site's page."""
    statement = plan.statement.get(line.statement)
    if statement is not None:
        return cite(statement, lang, line.value)
    return h("span", *_with_links(line.value, line.sites, plan, lang))


def _with_links(words: str, sites: Iterable[str], plan: Plan, lang: str) -> Iterator[Node | str]:
    """Yield words in which the name of each site, where it first stands, is a button that leads to it."""
    rest = words
    names = {plan.site[s].name(lang): s for s in sites if s in plan.site}
    while names:
        name = min(names, key=lambda n: (rest.find(n) if n in rest else len(rest), -len(n)))
        before, there, rest = rest.partition(name)
        if not there:
            # None of the others stands in it either.
            rest = before
            break
        yield before
        yield h("button", name, go={"sel": names.pop(name)}, cls="link")
    yield rest


def _source_numbers(profile: SiteProfile) -> dict[str, int]:
    section = profile.section("sources")
    lines = section.lines if section else ()
    return {line.refs[0].source: n for n, line in enumerate(lines, 1)}


def _mark(source: str, numbers: Mapping[str, int], plan: Plan, lang: str) -> Node:
    """Return the number of a source in the list at the end."""
    title = plan.source[source].title(lang)
    return h("a", f"[{numbers[source]}]", href=f"#source-{numbers[source]}", title=title, cls="source-mark")


def _source(line: ProfileLine, number: int, plan: Plan) -> Node:
    url = web_address(plan.source[line.refs[0].source])
    shown = h("a", line.value, href=url) if url else h("span", line.value)
    return h("li", h("b", line.label), shown, id=f"source-{number}")


def _steps(site: Site, plan: Plan, lang: str) -> Iterator[Node]:
    """Yield the links to the sites before and behind; those of one type are a ring."""
    ring = by_level(plan.of_type(site.type), plan)
    if len(ring) < 2:
        return
    at = [s.id for s in ring].index(site.id)
    steps = ((ring[at - 1], "card.previous"), (ring[(at + 1) % len(ring)], "card.next"))
    colon = say("text.colon", lang)
    links = (
        h("button", say(key, lang) + colon + s.name(lang), go={"sel": s.id}, cls="link") for s, key in steps
    )
    yield h("nav", *links, cls="steps")


def by_level(sites: Iterable[Site], plan: Plan) -> list[Site]:
    """Return sites by their level, those without a position last."""
    order = {t.id: t.order for t in plan.district.levels}
    return sorted(sites, key=lambda s: (not s.located, order.get(s.level, 99)))
