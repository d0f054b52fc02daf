"""The hosts that this server answers for: one list, held against every request, websockets included.

A page of another site can make its own name lead to this server (DNS rebinding) and then reads what it likes;
only the `Host` gives it away. The list is Streamlit's `server.allowedHosts`. Where it is empty, names
are taken that no outsider can point here, and any name on another port than ours: no script can change the
port of `Host`, which is the one that the browser dialled, so such a reader came by a proxy.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from geodata.faults import printable
from layout.server.setting_error import SettingError

# Names below these are never answered by the internet's DNS: RFC 6761, 6762, 8375, and ICANN for `internal`.
_INSIDE = (".localhost", ".local", ".internal", ".home.arpa")
_WEB_PORTS = {"http": 80, "https": 443}
_PATTERN = re.compile(r"\*|(\*\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?\.?|[0-9a-f:.]+", re.I)

_NAME = re.compile(r"[a-z0-9_.-]+")
Headers = Sequence[tuple[bytes, bytes]]


@dataclass(frozen=True)
class HostList:
    """The list: names and patterns of `server.allowedHosts`, and what is known to be ours besides.

    `origins` are those of `server.corsAllowedOrigins`; `names` count where `allowed` is empty only.
    """

    allowed: tuple[str, ...] = ()
    origins: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def answers(self, host: str | None, own_port: int | None) -> bool:
        """Tell whether a `Host` is one of ours, at a server that listens on `own_port`."""
        if host is None:
            # Only a browser can be misled, and each sends one; the probe of a load balancer may not.
            return not self.allowed
        parts = host_parts(host)
        if parts is None:
            return False
        name, port = parts
        if self.allowed:
            return self.lists(name)
        dialled_us = port == own_port if port else own_port in _WEB_PORTS.values()
        return not dialled_us or self.knows(name)

    def lists(self, name: str) -> bool:
        """Tell whether the list holds a name, by itself or by a wildcard as Streamlit documents them."""
        patterns = (pattern.strip().lower().rstrip(".") for pattern in self.allowed)
        return any(p == "*" or name == p or (p[:2] == "*." and name.endswith(p[1:])) for p in patterns)

    def knows(self, name: str) -> bool:
        """Tell whether a name can be taken without a list: no outsider can make it lead here."""
        return "." not in name or name.endswith(_INSIDE) or _is_address(name) or name in self.names

    def takes_page(self, origin: str | None, hosts: Iterable[str]) -> bool:
        """Tell whether a page of an origin may ask at these hosts: it is of one of them, and listed."""
        if origin is None or _plain_origin(origin) in self.origins:
            return True
        scheme, _, host = origin.partition("://")
        parts = host_parts(host)
        if parts is None or (self.allowed and not self.lists(parts[0])):
            return False
        default = _WEB_PORTS.get(scheme)
        page = (parts[0], parts[1] or default)
        return any((name, port or default) == page for name, port in filter(None, map(host_parts, hosts)))

    def takes_socket(self, origin: str | None) -> bool:
        """Tell whether the list lets a page of an origin open a websocket; Streamlit asks further."""
        if origin is None or not self.allowed or _plain_origin(origin) in self.origins:
            return True
        parts = host_parts(origin.partition("://")[2])
        return parts is not None and self.lists(parts[0])


def read_hosts(allowed: Iterable[str], origins: Iterable[str], addresses: Iterable[str]) -> HostList:
    """Return the list of Streamlit's settings; `addresses` are this server's own. Raises SettingError."""
    allowed, origins = tuple(allowed), tuple(origins)
    for pattern in allowed:
        if not _PATTERN.fullmatch(pattern.strip()):
            raise SettingError("edge.no-host", setting="server.allowedHosts", value=printable(pattern))
    names = {socket.gethostname(), *addresses}
    for origin in origins:
        # Streamlit takes an origin without a scheme too.
        parts = host_parts(origin.rpartition("://")[2].strip().rstrip("/"))
        if parts is None:
            raise SettingError("edge.no-origin", setting="server.corsAllowedOrigins", value=printable(origin))
        names.add(parts[0])
    known = frozenset(name.lower().rstrip(".") for name in names if name)
    return HostList(allowed, frozenset(map(_plain_origin, origins)), known)


def passed_hosts(headers: Headers) -> list[str]:
    """Return the hosts that a proxy passes on, each of them."""
    values = header_values(headers, b"x-forwarded-host")
    return [host.strip() for value in values for host in value.split(",")]


def is_encrypted(scope: Any) -> bool:
    """Tell whether the reader's connection is encrypted, by what the proxy says where there is one."""
    scheme = next(iter(header_values(scope["headers"], b"x-forwarded-proto")), "").partition(",")[0]
    return (scheme.strip().lower() or scope.get("scheme")) in ("https", "wss")


def header_values(headers: Headers, name: bytes) -> list[str]:
    """Return the values of a header, in their order."""
    return [value.decode("latin-1") for key, value in headers if key.lower() == name]


def host_parts(host: str) -> tuple[str, int | None] | None:
    """Return the name, in lower case, and the port of a `Host`; None where it is none."""
    try:
        parts = urlsplit(f"//{host}")
        name, port = parts.hostname, parts.port
    except ValueError:
        return None
    other = (parts.username, parts.password, parts.path, parts.query, parts.fragment)
    name = (name or "").lower().rstrip(".")
    is_name = bool(_NAME.fullmatch(name)) or _is_address(name)
    return None if not is_name or any(other) or "@" in host else (name, port)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _plain_origin(origin: str) -> str:
    return origin.strip().lower().rstrip("/")
