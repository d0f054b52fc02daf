"""The list of hosts: what is let in with a list and without one, as Streamlit itself reads the list."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from streamlit.web.server.starlette import starlette_websocket

from layout.server.hosts import HostList, read_hosts
from layout.server.setting_error import SettingError

PORT = 8501
LISTED = ("plan.example.gov.cn", " *.Office.Example. ", "10.1.2.3", "::1", "localhost")
OURS = ["plan.example.gov.cn", "PLAN.Example.gov.cn:8501", "plan.example.gov.cn.", "plan.example.gov.cn.:443", "a.office.example",
        "a.b.office.example:80", "10.1.2.3", "10.1.2.3:8501", "[::1]", "[::1]:8501", "localhost:1"]  # fmt: skip
FOREIGN = ["x.test", "office.example", "plan.example.gov.cn.x.test", "xplan.example.gov.cn", "10.1.2.4", "[::2]:8501", "::1",
           "plan.example.gov.cn:port", "plan.example.gov.cn:99999", "user@plan.example.gov.cn", "plan.example.gov.cn/x",
           "plan.example.gov.cn?x", "", ":8501", "[::1", "a b", "计划.example"]  # fmt: skip


@pytest.mark.parametrize("host", [*OURS, *FOREIGN, None])
def test_a_list_lets_in_what_streamlit_lets_in_by_it(host: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starlette_websocket.config, "get_option", lambda _name: list(LISTED))

    assert HostList(LISTED).answers(host, PORT) is (host in OURS) is starlette_websocket.is_host_allowed(host)


@pytest.mark.parametrize("host", ["x.test", "x.test:8501", "[::9]"])
def test_a_star_lets_in_every_host_that_is_one(host: str) -> None:
    assert HostList(("*",)).answers(host, PORT) and not HostList(("*",)).answers("a/b", PORT)


@pytest.mark.parametrize(
    ("host", "port", "passes"),
    [
        # By number, by names that the internet's DNS does not answer, and this machine's own.
        ("127.0.0.1:8501", PORT, True),
        ("[fe80::1]:8501", PORT, True),
        ("localhost:8501", PORT, True),
        ("LocalHost.:8501", PORT, True),
        ("plan:8501", PORT, True),
        ("plan.local:8501", PORT, True),
        ("plan.internal:8501", PORT, True),
        (f"{socket.gethostname()}:8501", PORT, True),
        ("known.example:8501", PORT, True),
        ("reader.example.gov.cn:8501", PORT, True),
        # A page of another site that lets its name lead here stands on the port where we listen.
        ("x.test:8501", PORT, False),
        ("localhost.x.test:8501", PORT, False),
        ("127.0.0.1.x.test:8501", PORT, False),
        ("x.test", 80, False),
        ("x.test", 443, False),
        ("x.test:80", 80, False),
        # Readers of a proxy dialled its port, not ours.
        ("plan.example.gov.cn", PORT, True),
        ("plan.example.gov.cn:8443", PORT, True),
        ("plan.example.gov.cn", None, True),
        (None, PORT, True),
        ("x.test:8501/", PORT, False),
    ],
)
def test_without_a_list_a_name_on_our_own_port_has_to_be_known(host: str | None, port: int | None, passes: bool) -> None:
    hosts = read_hosts((), ("https://reader.example.gov.cn",), ("Known.example.",))

    assert hosts.answers(host, port) is passes


ORIGINS = ("https://Portal.example:9443/",)


@pytest.mark.parametrize(
    ("allowed", "origin", "hosts", "passes"),
    [
        ((), None, ["here:1"], True),
        ((), "http://here:1", ["here:1"], True),
        ((), "http://HERE:1", ["here.:1"], True),
        ((), "http://here:2", ["here:1"], False),
        ((), "http://here", ["here:80"], True),
        ((), "https://out", ["inner:8501", "out:443"], True),
        ((), "null", ["here:1"], False),
        ((), "", ["here:1"], False),
        ((), "https://portal.example:9443", ["inner:8501"], True),
        ((), "https://portal.example", ["inner:8501"], False),
        (("plan.example",), "https://plan.example", ["plan.example"], True),
        # Rebound: both say the same, and neither is ours.
        (("plan.example",), "https://x.test", ["x.test"], False),
        (("*.example",), "https://evil.example", ["plan.example"], False),
        (("*",), "https://x.test", ["plan.example"], False),
        (("plan.example",), "https://portal.example:9443", ["plan.example"], True),
    ],
)
def test_a_page_has_to_be_of_a_host_that_was_asked_and_is_listed(
    allowed: tuple[str, ...], origin: str | None, hosts: list[str], passes: bool
) -> None:
    assert read_hosts(allowed, ORIGINS, ()).takes_page(origin, hosts) is passes


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        *((((value,), ()), "edge.no-host") for value in (
            "", " ", "https://plan.example", "plan.example:8501", "[::1]", '["plan.example"]', "a,b", "*.", "*x", "a/b", "计划")),
        *((((), (value,)), "edge.no-origin") for value in ("", '["https://plan.example"]', "https://", "https://a b")),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_is_refused(settings: Any, word: str) -> None:
    with pytest.raises(SettingError) as raised:
        read_hosts(*settings, ())
    assert raised.value.word == word
