"""The briefing: a story on the map, to be presented, changed and taken along."""

from layout.pages import frame

_, view = frame.current()
frame.show_story_editor(view)
