"""Two editions of the plan side by side."""

from layout.comparison import panel
from layout.pages import frame
from layout.pages.editions import compared, others

plan, view = frame.current()
found = compared(view)
drawn = panel.panel(found, others(view), view.lang) if found else panel.single(plan, view.lang)
frame.tree(drawn, view.lang, view.page)
