"""The map's layers, from the ground up. A new layer is one file here and one line below."""

from importlib import import_module

NAMES = (
    "context",
    "towns",
    "elements",
    "roads",
    "links",
    "zones",
    "parks",
)
LAYERS = tuple(import_module(f"{__name__}.{name}") for name in NAMES)
