"""What the parts of the server share: the build that is served, and the addresses it is served under."""

from __future__ import annotations

from layout.build.cache import cache_root
from layout.build.renewal import BuildStore
from layout.build.store import data_root

ASSETS, STORY, EXPORT = "layout-assets", "layout-story", "layout-export"
PASSAGES, HEALTH = "layout-passages", "layout-health"

store = BuildStore(data_root(), cache_root())
_prefix = ""


def serve_under(path: str | None) -> None:
    """Set the path that stands before every address; None or empty for none.

    Streamlit does not move the routes of an app under `server.baseUrlPath`: they carry the path themselves,
    so that it has to be set before they are made.
    """
    global _prefix
    name = (path or "").strip("/")
    _prefix = f"/{name}" if name else ""


def base_path() -> str:
    """Return the path the app is served under, without a slash at its end."""
    return _prefix


def asset_path(name: str) -> str:
    """Return the path of an asset."""
    return f"{base_path()}/{ASSETS}/{name}"
