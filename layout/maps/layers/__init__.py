"""The map's layers, from the ground up: one file here each, those of points by the table of site types."""

from importlib import import_module

from layout.plan.site_types import SITE_TYPES

NAMES = (
    "context",
    "towns",
    "elements",
    "roads",
    "links",
    # Points lie above all areas and lines; layers of areal types stand in their own place above.
    *(kind.layer for kind in SITE_TYPES.values() if not kind.areal),
)
LAYERS = tuple(import_module(f"{__name__}.{name}") for name in NAMES)
