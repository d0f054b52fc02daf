"""What a page needs of an edition's story: the shipped one, the charts, and what an editor may offer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from layout.briefing.checks import MAX_BYTES, MAX_FIGURES, MAX_STEPS, MAX_TITLE
from layout.briefing.presenter import presenter_data
from layout.briefing.slides import fill_story
from layout.briefing.story_file import story_to_json
from layout.briefing.story_model import Story
from layout.briefing.visuals import visual_choices
from layout.plan.model import Plan
from layout.view.extent import Bounds
from layout.words.glossary import say, words
from layout.words.numbers import format_figure
from layout.words.years import figure_years


def story_page_data(
    plan: Plan, story: Story | None, lang: str, bounds: Mapping[str, Bounds], charts: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the story of an edition as JSON-ready values; `show` and `raw` are None where it has none.

    `charts` are drawings by name, see :func:`layout.briefing.presenter.chart_data`.
    """
    return {
        "show": presenter_data(fill_story(story, plan, lang, bounds)) if story else None,
        "raw": story_to_json(story) if story else None,
        "charts": dict(charts),
        "choices": [list(choice) for choice in visual_choices(plan, lang)],
        "figures": _figures(plan, lang),
        "limits": {"steps": MAX_STEPS, "figures": MAX_FIGURES, "title": MAX_TITLE, "bytes": MAX_BYTES},
        "words": words("present", lang),
    }


def _figures(plan: Plan, lang: str) -> list[list[str]]:
    """Return the figures that a step may show: id, name with year, and value."""
    figures = []
    for statement in plan.statements:
        years = figure_years(statement.figure, lang)
        name = say("text.dot", lang).join(p for p in (statement.name(lang), years) if p)
        figures.append([statement.id, name, format_figure(statement.figure, lang)])
    return figures
