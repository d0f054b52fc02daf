"""The figures that the data hold of one site: targets from their base, and what has been reported."""

from __future__ import annotations

from layout.panels.source_card import cite
from layout.plan.model import Plan, Site
from layout.words.glossary import say
from layout.words.nodes import Node, h
from layout.words.numbers import format_figure
from layout.words.site_figures import (
    bracketed_years,
    figure_measure,
    figure_remarks,
    figure_with_base,
    shown_figures,
)


def site_figures(site: Site, plan: Plan, lang: str) -> list[Node]:
    """Return a line for each figure of a site, a target after the base that it starts from.

    Each number opens its source; a figure that is published elsewhere than in the plan says when.
    """
    lines = []
    for statement in shown_figures(site, plan):
        parts = [
            part
            for each in figure_with_base(statement, plan)
            for part in (
                say("briefing.arrow", lang),
                cite(each, lang, format_figure(each.figure, lang)),
                bracketed_years(each, lang),
            )
        ]
        about = figure_remarks(statement, plan, lang)
        measure = figure_measure(statement, plan, lang) + say("text.colon", lang)
        lines.append(h("p", measure, *parts[1:], h("small", about) if about else None))
    return lines
