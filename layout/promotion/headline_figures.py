"""The few figures of a site that stand large on sheet and slide: each with its label, and what it is of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from layout.plan.clusters import sets_target
from layout.plan.distances import hub_distances, hub_kinds
from layout.plan.model import Plan, Site
from layout.promotion.profile_fits import whole_target_label
from layout.words.cluster_links import target_carrier
from layout.words.distances import distance_words, end_name
from layout.words.glossary import say
from layout.words.numbers import format_figure_with_sign, format_number
from layout.words.site_figures import bracketed_years, figure_measure, shown_figures
from layout.words.years import figure_years


@dataclass(frozen=True, slots=True)
class HeadlineFigure:
    """A figure with its unit, under its label, above what is to know of it: its years, what it is of.

    `whole` is that of an industry in the whole district, none of the site.
    """

    label: str
    value: str
    note: str
    whole: bool = False

    def caption(self, lang: str) -> str:
        """Return label and note in one, for where a figure has one line of words."""
        return say("text.dot", lang).join(w for w in (self.label, self.note) if w)


def headline_figures(site: Site, plan: Plan, lang: str, most: int = 3) -> tuple[HeadlineFigure, ...]:
    """Return the first figures of a site: its area, one of its own or of its industry, ways out of it."""
    figures = (*_area(site, lang), *_target(site, plan, lang), *_ways(site, plan, lang))
    return figures[:most]


def _area(site: Site, lang: str) -> Iterator[HeadlineFigure]:
    if site.area_km2 is not None:
        yield HeadlineFigure(say("card.area", lang), f"{format_number(site.area_km2)} km²", site.area_year)


def _target(site: Site, plan: Plan, lang: str) -> Iterator[HeadlineFigure]:
    """Yield the first figure that was published of the site, else the target of the industry it carries."""
    # What is told in words is no figure to stand large.
    for statement in [s for s in shown_figures(site, plan) if s.figure.value is not None][:1]:
        yield HeadlineFigure(
            figure_measure(statement, plan, lang),
            format_figure_with_sign(statement.figure, lang),
            figure_years(statement.figure, lang),
        )
        return
    for link in site.links:
        carrier = target_carrier(link, plan)
        target = carrier.target
        if target is not None and target.value is not None and sets_target(target):
            stated = plan.statement.get(carrier.target_statement)
            years = bracketed_years(stated, lang) if stated else ""
            note = say("sheet.of-whole", lang, years=years).strip()
            label = whole_target_label(link, plan, lang)
            yield HeadlineFigure(label, format_figure_with_sign(target, lang), note, whole=True)
            return


def _ways(site: Site, plan: Plan, lang: str) -> Iterator[HeadlineFigure]:
    """Yield the nearest end of each kind of ways that the data hold."""
    for kind in hub_kinds(plan):
        for distance in hub_distances(site, kind)[:1]:
            yield HeadlineFigure(
                end_name(distance, plan, lang),
                distance_words(distance, site, lang),
                say("sheet.straight", lang),
            )
