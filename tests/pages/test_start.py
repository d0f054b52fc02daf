"""What is said, read and looked up once at the start of the server."""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st
from streamlit import config

from layout.pages import start

OPTIONS: dict[str, Any] = {
    "server.address": None, "server.port": 8501, "server.allowedHosts": [], "server.corsAllowedOrigins": [],
    "server.enableAgentApi": False, "server.sslCertFile": None, "server.baseUrlPath": "", "browser.serverAddress": "localhost",
}  # fmt: skip


def set_options(monkeypatch: pytest.MonkeyPatch, **options: Any) -> None:
    """Let Streamlit have these options of its server."""
    values = {**OPTIONS, **{f"server.{name}": value for name, value in options.items()}}
    monkeypatch.setattr(st, "get_option", values.__getitem__)


@pytest.mark.parametrize(
    ("options", "address"),
    [
        ({}, "http://localhost:8501/"),
        ({"address": "0.0.0.0", "baseUrlPath": "/plans/"}, "http://localhost:8501/plans"),
        ({"address": "::1"}, "http://[::1]:8501/"),
        ({"allowedHosts": ["*.example", "plan.example.gov.cn"]}, "http://plan.example.gov.cn:8501/"),
        ({"allowedHosts": ["plan.example.gov.cn", "localhost"]}, "http://localhost:8501/"),
        ({"allowedHosts": ["::1"]}, "http://[::1]:8501/"),
    ],
)
def test_the_address_that_is_told_is_one_that_is_answered(
    options: dict[str, Any], address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    set_options(monkeypatch, **options)
    start.tell_address()

    assert all(line.endswith(address) for line in capsys.readouterr().out.split("\n") if line)


def test_the_edge_is_read_of_streamlits_settings_and_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    set_options(monkeypatch, address="plan.example", corsAllowedOrigins=["https://reader.example"], enableAgentApi=True)
    monkeypatch.setenv("LAYOUT_FRAME_ANCESTORS", "none")
    monkeypatch.setenv("LAYOUT_METRICS", "on")
    edge = start.read_edge()

    assert edge.ancestors == "'none'" and edge.opened == {"agent", "metrics"}
    assert all(edge.hosts.answers(f"{host}:8501", 8501) for host in ("plan.example", "reader.example", "localhost"))
    assert not edge.hosts.answers("x.test:8501", 8501)


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
