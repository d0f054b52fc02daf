"""Two editions of the plan side by side."""

from layout.comparison import panel
from layout.pages import frame
from layout.pages.editions import comparison_of, other_editions

plan, view = frame.current()
found = comparison_of(view)
drawn = panel.panel(found, other_editions(view), view.lang) if found else panel.single(plan, view.lang)
frame.show_tree(drawn, view.lang, view.page)
