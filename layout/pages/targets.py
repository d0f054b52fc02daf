"""The targets: what the plan wants to reach, the indicators, and the plan held against itself."""

from layout.pages import site

site.panel("targets")
