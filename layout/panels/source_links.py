"""Citations as links to their sources, with what kind of page each is."""

from __future__ import annotations

from collections.abc import Iterable

from layout.panels.source_card import web_address
from layout.plan.model import Plan, Ref
from layout.words.citations import citation, source_date, source_kind_words
from layout.words.glossary import say
from layout.words.nodes import Node, h


def source_links(refs: Iterable[Ref], plan: Plan, lang: str) -> list[Node]:
    """Return citations, each a link where its source has an http(s) address, and what kind of page it is."""
    lines = []
    for ref in refs:
        source = plan.source.get(ref.source)
        words = citation((ref,), plan, lang)
        dated = source_date(source, lang) if source else ""
        date = say("card.in-year", lang, year=dated) if dated else ""
        kind = source_kind_words(source, lang)
        url = web_address(source)
        shown = h("a", words, href=url) if url else words
        lines.append(h("p", shown, date, h("small", kind) if kind else None))
    return lines
