"""The colours of the theme by role, as paper and slides have them."""

from __future__ import annotations

from collections.abc import Mapping

# The light theme. The page's style sheet (`web/core/theme.css`) names the same colours; a test compares them.
LIGHT_THEME: Mapping[str, str] = {
    "ink": "#26231c",
    "muted": "#6f6a5e",
    "line": "#6f6a5e",
    "hair": "#cfcbc0",
    "paper": "#fcfbf8",
    "accent": "#a3332a",
}
