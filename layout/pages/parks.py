"""The featured parks: a gallery, and one page for each."""

from layout.pages import frame

plan, view = frame.current()
park = plan.site.get(view.sel)
frame.show_panel(f"park:{park.id}" if park is not None and park.type == "park" else "parks")
