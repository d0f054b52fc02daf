"""Two editions of the plan side by side."""

from layout import changes
from layout.pages import site
from layout.pages.editions import compared, others

layout, view = site.current()
found = compared(view)
drawn = changes.panel(found, others(view), view.lang) if found else changes.single(layout, view.lang)
site.tree(drawn, view.lang, view.page)
