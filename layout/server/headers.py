"""Headers of security, on every answer whatever it is: a document, a file, a refusal, one of Streamlit's own.

What a browser is told by them: to take no file for another kind, to tell no other site where a reader came
from, to let no other site load our files or frame our pages, and what a page may load and use.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterable, Mapping, MutableSequence
from typing import Any

from geodata.faults import printable
from layout.server.hosts import header_values, host_parts, is_encrypted, passed_hosts
from layout.server.setting_error import SettingError

ANCESTORS_ENV = "LAYOUT_FRAME_ANCESTORS"
OWN_PAGES, _NONE = "'self'", "'none'"
_SOURCE = re.compile(
    r"(https?://)?(\*\.)?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?(:([0-9]{1,5}|\*))?|https?:|\*", re.I
)

# Streamlit's own page needs inline scripts and styles, and blob scripts for components.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' data: blob:; worker-src 'self' blob:; frame-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'"
)
_EVERY_ANSWER = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Nothing of these is used. A name that a browser does not know would be noted in its console.
_UNUSED = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
# What old browsers know in place of `frame-ancestors`; of a list of origins it can say nothing.
_FRAME_OPTIONS = {OWN_PAGES: "SAMEORIGIN", _NONE: "DENY"}


def read_ancestors(text: str | None) -> str:
    """Return the value of `frame-ancestors` for a setting, own pages where it is not set.

    Raises SettingError for what is no source of a content-security policy.
    """
    sources = [f"'{s.lower()}'" if s.lower() in ("self", "none") else s for s in (text or OWN_PAGES).split()]
    quoted = [s for s in sources if s.lower() in (OWN_PAGES, _NONE)]
    wrong = [s for s in sources if s not in quoted and not _SOURCE.fullmatch(s)]
    # A source beside 'none' would be passed over by browsers, and 'none' with it.
    if wrong or not sources or (len(sources) > 1 and _NONE in map(str.lower, quoted)):
        value = printable(wrong[0] if wrong else text)
        raise SettingError("edge.no-ancestor", setting=ANCESTORS_ENV, value=value)
    return " ".join(s.lower() if s in quoted else s for s in sources)


def security_headers(kind: str, ancestors: str, secure: bool) -> Mapping[str, str]:
    """Return the headers of an answer of a media type; `secure` is a connection that browsers trust."""
    if kind.partition(";")[0].strip().lower() != "text/html":
        return _EVERY_ANSWER
    headers = {
        **_EVERY_ANSWER,
        "Content-Security-Policy": f"{_POLICY}; frame-ancestors {ancestors}",
        "Permissions-Policy": _UNUSED,
    }
    if ancestors in _FRAME_OPTIONS:
        headers["X-Frame-Options"] = _FRAME_OPTIONS[ancestors]
    # Over plain http browsers pass it over, and say so in the console of every page.
    if secure:
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
    return headers


class SecurityHeaders:
    """Middleware that puts the headers of security on every answer."""

    def __init__(self, app: Callable[..., Any], ancestors: str) -> None:
        self.app, self.ancestors = app, ancestors

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request; what an answer says by itself stays."""

        async def answer(message: Any) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                message = {**message, "headers": list(message.get("headers", ()))}
                self.add_to(message["headers"], scope)
            await send(message)

        await self.app(scope, receive, answer)

    def add_to(self, headers: MutableSequence[tuple[bytes, bytes]], scope: Any) -> None:
        """Put the headers of security among those of an answer."""
        kind = next(iter(header_values(headers, b"content-type")), "")
        present = {name.lower() for name, _ in headers}
        for name, value in security_headers(kind, self.ancestors, _is_secure(scope)).items():
            key = name.lower().encode()
            if key not in present:
                headers.append((key, value.encode()))
        # A page with a policy of its own leaves it to this one who may frame it.
        for n, (key, policy) in enumerate(headers):
            if key.lower() == b"content-security-policy" and b"frame-ancestors" not in policy:
                headers[n] = (key, policy + f"; frame-ancestors {self.ancestors}".encode())


def _is_secure(scope: Any) -> bool:
    """Tell whether browsers trust the connection: by TLS, here or at a proxy, or to the machine itself."""
    if is_encrypted(scope):
        return True
    hosts = passed_hosts(scope["headers"]) or header_values(scope["headers"], b"host")
    return _is_this_machine(hosts)


def _is_this_machine(hosts: Iterable[str]) -> bool:
    names = [parts[0] for parts in map(host_parts, hosts) if parts]
    return bool(names) and all(_is_loopback(name) for name in names)


def _is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")
