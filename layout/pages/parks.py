"""The featured parks: a gallery, and one page for each."""

from layout.pages import site

layout, view = site.current()
park = layout.site.get(view.sel)
site.panel(f"park:{park.id}" if park is not None and park.type == "park" else "parks")
