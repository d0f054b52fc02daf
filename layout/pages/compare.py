"""Two editions of the plan side by side."""

from layout.pages import site

site.panel("compare")
