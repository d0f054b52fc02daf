"""The start of the server: what Streamlit need not ask or look up, and a word on where the pages are."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from streamlit import config, net_util

from geodata.languages import LANGS
from layout.build.exit_codes import EXIT_USAGE
from layout.pages import component_values, ended_runs
from layout.server import closed, headers, hosts, http
from layout.server.setting_error import SettingError
from layout.words.glossary import say

_EVERYWHERE = ("", "0.0.0.0", "::")  # noqa: S104 - only compared with


def adjust_streamlit() -> None:
    """Keep Streamlit from what it would ask, look up or make for nothing, and from losing a run."""
    ask_no_outside_host()
    look_up_theme_once()
    ended_runs.take_in_ended_runs()
    component_values.read_plain_values()


def ask_no_outside_host() -> None:
    """Keep Streamlit from asking an outside host for this machine's address.

    It would do so for each websocket whose origin it does not know. What it would print at its start is
    switched off in `.streamlit/config.toml`, since that comes before this file is read.
    """
    # Unknown, as where the request fails: such an origin is refused, as it is behind a firewall.
    net_util.get_external_ip = _unknown


def _unknown() -> None:
    return None


def read_edge() -> http.Edge:
    """Return what is set for the edge of the server; where it cannot be, say so and end the start."""
    addresses = [st.get_option("server.address") or ""]
    # Unset it reads `localhost`, or an address that Streamlit looks up.
    if config.is_manually_set("browser.serverAddress"):
        addresses.append(st.get_option("browser.serverAddress"))
    try:
        metrics = closed.read_switch(closed.METRICS_ENV, os.environ.get(closed.METRICS_ENV))
        opened = {closed.AGENT: st.get_option("server.enableAgentApi"), closed.METRICS: metrics}
        return http.Edge(
            hosts.read_hosts(
                st.get_option("server.allowedHosts"), st.get_option("server.corsAllowedOrigins"), addresses
            ),
            headers.read_ancestors(os.environ.get(headers.ANCESTORS_ENV)),
            frozenset(name for name, is_open in opened.items() if is_open),
        )
    except SettingError as error:
        sys.stderr.write("".join(f"{say(error.word, lang, **error.values)}\n" for lang in LANGS))
        raise SystemExit(EXIT_USAGE) from error


@dataclass
class _Sections:
    """The settings by section, looked up once until a file of settings is read anew."""

    look_up: Callable[[str], dict[str, Any]]
    settings: object = None
    sections: dict[str, dict[str, Any]] = field(default_factory=dict)

    def options(self, section: str) -> dict[str, Any]:
        """Return the settings of a section by name."""
        settings = config.get_config_options()
        if settings is not self.settings:
            self.settings, self.sections = settings, {}
        if section not in self.sections:
            self.sections[section] = self.look_up(section)
        return dict(self.sections[section])


def look_up_theme_once() -> None:
    """Keep Streamlit from searching all its settings six times for the theme at the start of each run.

    That is a seventh of what a change of the language costs.
    """
    config.get_options_for_section = _Sections(config.get_options_for_section).options


def tell_address() -> None:
    """Write to standard output where the pages are."""
    host = st.get_option("server.address") or ""
    host = "localhost" if host in _EVERYWHERE else host
    listed = tuple(st.get_option("server.allowedHosts"))
    if listed and not hosts.HostList(listed).lists(host):
        host = next((name.strip() for name in listed if "*" not in name), host)
    host = f"[{host}]" if ":" in host else host
    scheme = "https" if st.get_option("server.sslCertFile") else "http"
    path = (st.get_option("server.baseUrlPath") or "").strip("/")
    address = f"{scheme}://{host}:{st.get_option('server.port')}/{path}"
    lines = [say("app.running", lang, address=address) for lang in LANGS]
    sys.stdout.write("\n".join(["", *lines, "", ""]))
    sys.stdout.flush()
