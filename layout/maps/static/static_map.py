"""The map that is being drawn without a browser: its record, its view and its frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from layout.maps.canvas import Canvas
from layout.maps.static.projection import Frame
from layout.plan.model import Site
from layout.view.view import View


@dataclass(frozen=True)
class StaticMap:
    """The recorded map, the view whose state it shows, and the frame of pixels that it fills."""

    canvas: Canvas
    view: View
    frame: Frame
    # Where a legend explains it: the grain by which grey print tells the elements apart.
    grained: bool = False

    @cached_property
    def lang(self) -> str:
        """Return the language of its words."""
        return self.canvas.lang

    def site(self, fact: Mapping[str, Any]) -> Site | None:
        """Return the site of a feature, if it has one."""
        return self.canvas.plan.site.get(fact.get("site", ""))

    def is_layer_shown(self, layer: str) -> bool:
        """Tell whether a layer is shown."""
        return layer not in self.view.off
