"""The sources of a profile, official ones first, and what kind of page each is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geodata.references import Ref
from layout.plan.model import Plan
from layout.promotion.profile_line import ProfileLine
from layout.words.citations import citation, source_date
from layout.words.glossary import say

# The order of the kinds of sources, of which geodata/schema.toml says what each is.
KINDS_IN_ORDER = ("plan", "official", "data", "press", "copy", "third-party", "project")


def source_lines(refs: Iterable[Ref], plan: Plan, lang: str) -> Iterator[ProfileLine]:
    """Yield each source once with its places, official ones first; the label says what kind of page it is."""
    documents = {ref.source for ref in plan.edition.refs}
    by_source: dict[str, list[Ref]] = {}
    for ref in dict.fromkeys(refs):
        if ref.source in plan.source:
            by_source.setdefault(ref.source, []).append(ref)
    sources = sorted((plan.source[s] for s in by_source), key=lambda s: KINDS_IN_ORDER.index(s.kind))
    for source in sources:
        cited, dated = tuple(by_source[source.id]), source_date(source, lang)
        date = say("card.in-year", lang, year=dated) if dated else ""
        # The plan's own places are told one by one; of any other page its publisher says more.
        note = citation(cited, plan, lang) if source.id in documents else source.publisher(lang)
        label = say(f"profile_source.{source.kind}", lang)
        yield ProfileLine(label, source.title(lang) + date, note=note, refs=cited, key="source")
