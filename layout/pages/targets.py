"""The targets: what the plan wants to reach, the indicators, and the plan held against itself."""

from layout.pages import frame

frame.show_panel("targets")
