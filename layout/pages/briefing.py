"""The briefing: a story on the map, to be presented, changed and taken along."""

from layout.pages import site

_, view = site.current()
site.story(view)
