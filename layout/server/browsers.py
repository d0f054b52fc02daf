"""Which browser asks: a cookie with a random number, signed by this process and worth nothing to any other.

It names no person, is read by no script, goes with the browser, and serves only to share out places.
"""

from __future__ import annotations

import hmac
import re
import secrets
from typing import Any

from layout.server import state
from layout.server.hosts import header_values, is_encrypted

COOKIE = "layout-browser"
_SECRET = secrets.token_bytes(32)
_VALUE = re.compile(r"([0-9a-f]{32})\.([0-9a-f]{64})")


def browser_of(scope: Any) -> str:
    """Return the number of the browser that asks, empty where it has none of this process."""
    for value in header_values(scope["headers"], b"cookie"):
        # Another program on this host may have set one of the same name.
        for pair in value.split(";"):
            name, _, content = pair.strip().partition("=")
            match = _VALUE.fullmatch(content) if name == COOKIE else None
            if match and hmac.compare_digest(match[2], _signature(match[1])):
                return match[1]
    return ""


def new_cookie(scope: Any) -> str:
    """Return the header by which a browser gets its number."""
    number = secrets.token_hex(16)
    parts = [
        f"{COOKIE}={number}.{_signature(number)}",
        f"Path={state.base_path() or '/'}",
        "HttpOnly",
        "SameSite=Strict",
    ]
    return "; ".join([*parts, "Secure"] if is_encrypted(scope) else parts)


def _signature(number: str) -> str:
    return hmac.new(_SECRET, number.encode(), "sha256").hexdigest()
