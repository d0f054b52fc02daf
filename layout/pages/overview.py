"""The layout: where the core, the wings and the parks are, and what each cluster must reach."""

from layout.pages import frame

frame.show_panel("overview")
