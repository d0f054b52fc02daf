"""The HTML file of a story, filled into the map that a build has drawn."""

from __future__ import annotations

from layout.briefing.slides import fill_story
from layout.briefing.story_model import Story
from layout.build.store import Build
from layout.exports import slideshow


def briefing_file(build: Build, district: str, edition: str, story: Story, lang: str) -> tuple[bytes, int]:
    """Return the HTML file of a story (UTF-8) on the map that a build has drawn, and how many steps it has.

    Raises KeyError for an edition that the build does not have.
    """
    plan = build.plans[district, edition]
    filled = fill_story(story, plan, lang, build.bounds_of(district, edition))
    page = slideshow.page(filled, *build.story_map_of(district, edition, lang))
    return page.encode("utf-8"), len(filled.slides)
