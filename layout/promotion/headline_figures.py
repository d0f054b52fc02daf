"""The few figures that stand large: a site's area, what was published of it, the target of its industry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from layout.plan.clusters import sets_target
from layout.plan.distances import hub_distances, hub_kinds
from layout.plan.model import Plan, Site
from layout.words.cluster_links import target_carrier
from layout.words.cluster_words import due_words
from layout.words.distances import distance_words, end_name
from layout.words.glossary import say
from layout.words.numbers import format_figure_with_sign, format_number
from layout.words.site_figures import bracketed_years, figure_measure, shown_figures


@dataclass(frozen=True, slots=True)
class HeadlineFigure:
    """A figure with its unit and what it is of; `whole` is that of an industry, none of the site."""

    value: str
    label: str
    whole: bool = False


def headline_figures(site: Site, plan: Plan, lang: str, most: int = 3) -> tuple[HeadlineFigure, ...]:
    """Return the first figures of a site, its own before those of the industries that it carries."""
    return tuple(_figures(site, plan, lang))[:most]


def _figures(site: Site, plan: Plan, lang: str) -> Iterator[HeadlineFigure]:
    if site.area_km2 is not None:
        year = say("card.in-year", lang, year=site.area_year) if site.area_year else ""
        yield HeadlineFigure(f"{format_number(site.area_km2)} km²", say("card.area", lang) + year)
    for statement in (s for s in shown_figures(site, plan) if s.figure.value is not None):
        label = figure_measure(statement, plan, lang) + bracketed_years(statement, lang)
        yield HeadlineFigure(format_figure_with_sign(statement.figure, lang), label)
    for carrier in dict.fromkeys(target_carrier(link, plan) for link in site.links):
        target = carrier.target
        if target is not None and target.value is not None and sets_target(target):
            label = say("park_slides.whole", lang, name=carrier.name(lang), when=due_words(target, lang))
            yield HeadlineFigure(format_figure_with_sign(target, lang), label, whole=True)
    for kind in hub_kinds(plan):
        for distance in hub_distances(site, kind)[:1]:
            label = say("park_slides.straight", lang, name=end_name(distance, plan, lang))
            yield HeadlineFigure(distance_words(distance, site, lang), label)
