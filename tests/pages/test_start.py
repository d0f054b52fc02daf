"""What is done at the start of the server, so that Streamlit does it once."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit import config

from layout.pages import start


def test_the_theme_is_looked_up_once_and_anew_with_new_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    settings: list[Any] = [{}]

    def look_up(section: str) -> dict[str, Any]:
        called.append(section)
        return {"base": len(called)}

    monkeypatch.setattr(config, "get_options_for_section", look_up)
    monkeypatch.setattr(config, "get_config_options", lambda: settings[-1])
    start.look_up_theme_once()
    first, second = (config.get_options_for_section("theme") for _ in range(2))
    first["base"] = "changed by who asked"
    settings.append({})

    assert second == {"base": 1} and config.get_options_for_section("theme") == {"base": 2}
    assert config.get_options_for_section("theme.dark") == {"base": 3} and called == [
        "theme",
        "theme",
        "theme.dark",
    ]
