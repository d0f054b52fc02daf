"""The few figures that an investor sees first on a sheet, each with its label and what it is of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from layout.drawing.text_metrics import text_width
from layout.plan.distances import hub_distances, hub_kinds
from layout.plan.model import Plan, Site
from layout.promotion.profile import SiteProfile
from layout.words.distances import distance_words, end_name
from layout.words.glossary import say
from layout.words.numbers import format_figure, format_number
from layout.words.site_figures import bracketed_years, figure_measure, shown_figures
from layout.words.years import figure_years

MOST = 4
_SIZES = (19.0, 17.0, 15.0, 13.5, 12.0)  # points


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure in words, under its label, above what is to know of it."""

    label: str
    value: str
    note: str

    def size(self, width: float) -> float:
        """Return the largest size in points at which the value stands on one line of `width` points."""
        return next((s for s in _SIZES if text_width(self.value, s, bold=True) <= width), _SIZES[-1])


def key_figures(site: Site, profile: SiteProfile, plan: Plan) -> tuple[KeyFigure, ...]:
    """Return the key figures of a site: its area, a figure of its own or of its segment, ways out of it."""
    lang = profile.lang
    figures = (*_area(site, lang), *_targets(site, profile, plan), *_ways(site, plan, lang))
    return figures[:MOST]


def _area(site: Site, lang: str) -> Iterator[KeyFigure]:
    if site.area_km2 is not None:
        yield KeyFigure(say("card.area", lang), f"{format_number(site.area_km2)} km²", site.area_year)


def _targets(site: Site, profile: SiteProfile, plan: Plan) -> Iterator[KeyFigure]:
    """Yield the first figure that was published of the site, else the target of what it carries."""
    lang = profile.lang
    # What is told in words is no figure to stand large.
    for statement in [s for s in shown_figures(site, plan) if s.figure.value is not None][:1]:
        yield KeyFigure(
            figure_measure(statement, plan, lang),
            format_figure(statement.figure, lang),
            figure_years(statement.figure, lang),
        )
        return
    for line in profile.lines_of("whole")[:1]:
        target = plan.statement.get(line.statement)
        if target is not None and target.figure.value is not None:
            value = format_figure(target.figure, lang)
            years = bracketed_years(target, lang)
            yield KeyFigure(line.label, value, say("sheet.of-whole", lang, years=years).strip())


def _ways(site: Site, plan: Plan, lang: str) -> Iterator[KeyFigure]:
    """Yield the nearest end of each kind of ways that the data hold."""
    for kind in hub_kinds(plan):
        for distance in hub_distances(site, kind)[:1]:
            yield KeyFigure(
                end_name(distance, plan, lang),
                distance_words(distance, site, lang),
                say("sheet.straight", lang),
            )
