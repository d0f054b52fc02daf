"""The featured parks: a gallery, and one page for each."""

from layout.pages import site
from layout.panels import gallery, park_page

layout, view = site.current()
park = layout.site.get(view.sel)
if park is not None and park.type == "park":
    site.panel(park_page(park, layout, view.lang))
else:
    site.panel(gallery(layout, view.lang))
