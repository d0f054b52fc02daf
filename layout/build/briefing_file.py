"""The HTML file of a story, filled into the map that a build has drawn."""

from __future__ import annotations

from layout.briefing.slides import fill_story
from layout.briefing.story_model import Story
from layout.build.store import Build
from layout.exports import slideshow


def briefing_file(held: Build, district: str, edition: str, told: Story, lang: str) -> tuple[bytes, int]:
    """Return the HTML file of a story on the map that a build has drawn, and how many steps it has."""
    plan = held.plans[district, edition]
    filled = fill_story(told, plan, lang, held.bounds_of(district, edition))
    made = slideshow.page(filled, *held.drawn_of(district, edition, lang))
    return made.encode("utf-8"), len(filled.slides)
