"""The layout: where the core, the wings and the parks are, and what each cluster must reach."""

from layout.pages import site
from layout.panels import overview

layout, view = site.current()
site.panel(overview(layout, view.lang))
