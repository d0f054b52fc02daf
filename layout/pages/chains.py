"""The chains, link by link, and which place carries which industry."""

from layout.pages import frame

frame.show_panel("chains")
