"""How large a site is, and what has been published of its targets and results."""

from __future__ import annotations

from collections.abc import Iterator

from layout.plan.model import Plan, Site
from layout.promotion.profile_line import PUBLIC, STATED, ProfileLine, basis_of, other_refs
from layout.words.glossary import say
from layout.words.site_facts import area_text
from layout.words.site_figures import (
    figure_measure,
    figure_remarks,
    figure_with_base,
    figure_words,
    shown_figures,
)


def size_lines(site: Site, plan: Plan, lang: str) -> Iterator[ProfileLine]:
    """Yield the published area with its year, and what other areas were published; nothing without either."""
    note = site.area_note(lang)
    if site.area_km2 is None and not note:
        return
    refs = other_refs(site.refs, plan)
    label, basis = say("card.area", lang), basis_of(refs, plan) if site.area_km2 is not None else ""
    yield ProfileLine(label, area_text(site, lang), basis, note, refs, key="area")


def target_lines(site: Site, plan: Plan, lang: str) -> Iterator[ProfileLine]:
    """Yield the targets and results that were published of the site itself, each with source and date."""
    for statement in shown_figures(site, plan):
        refs = tuple(dict.fromkeys(r for s in figure_with_base(statement, plan) for r in s.refs))
        remarks = (figure_remarks(statement, plan, lang), statement.note(lang))
        yield ProfileLine(
            figure_measure(statement, plan, lang),
            figure_words(statement, plan, lang),
            PUBLIC if statement.published_elsewhere else STATED,
            say("text.stop", lang).join(r for r in remarks if r),
            refs,
            key="figure",
            statement=statement.id,
        )
