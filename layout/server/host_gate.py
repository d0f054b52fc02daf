"""The gate before the server: what is asked under a host that is not ours is refused, websockets included."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from geodata.faults import printable
from geodata.languages import LANGS
from layout.server.hosts import HostList, header_values, host_parts, passed_hosts
from layout.server.text_answers import refuse, text_answer
from layout.words.glossary import say

# Where routes find the list in the scope of a request.
HOSTS_KEY = "layout.hosts"


class HostGate:
    """Middleware that refuses, in words and without data, what is asked under a host that is not ours."""

    def __init__(self, app: Callable[..., Any], hosts: HostList) -> None:
        self.app, self.hosts = app, hosts
        self.has_warned = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request of one of our hosts."""
        refused = self._refused(scope) if scope["type"] in ("http", "websocket") else None
        if refused is None:
            await self.app({**scope, HOSTS_KEY: self.hosts}, receive, send)
            return
        answer = text_answer(403, "edge.foreign-host", host=printable(refused))
        await refuse(scope, receive, send, answer)

    def _refused(self, scope: Any) -> str | None:
        """Return the host, or the page's origin, that a request is refused for; None where it is taken."""
        headers, port = scope["headers"], (scope.get("server") or (None, None))[1]
        named = header_values(headers, b"host")
        # A script of a page can set the header of a proxy: it never makes up for the other one.
        passed = passed_hosts(headers) if self.hosts.allowed else []
        hosts: list[str | None] = [*named, *passed] if named else [None, *passed]
        for host in hosts:
            if not self.hosts.answers(host, port):
                return host or "–"
        origin = next(iter(header_values(headers, b"origin")), None)
        if scope["type"] == "websocket" and not self.hosts.takes_socket(origin):
            return origin
        self._warn_of(named)
        return None

    def _warn_of(self, hosts: list[str]) -> None:
        """Log once that readers come under a name that no list holds."""
        parts = host_parts(hosts[0]) if hosts else None
        if self.has_warned or self.hosts.allowed or parts is None or self.hosts.knows(parts[0]):
            return
        self.has_warned = True
        for lang in LANGS:
            logging.getLogger(__name__).warning(say("edge.unlisted-host", lang, host=printable(parts[0])))
