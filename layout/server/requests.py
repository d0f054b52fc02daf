"""The request of a page: read whole and checked, or refused in words."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from geodata.faults import Fault, printable
from geodata.languages import LANGS
from layout.briefing import story_file
from layout.briefing.guarded_story import read_guarded_story
from layout.briefing.story_model import Story
from layout.build import store
from layout.server import state
from layout.server.host_gate import HOSTS_KEY
from layout.server.hosts import HostList, header_values, passed_hosts
from layout.words.glossary import say

# How long a request may take to arrive, in seconds: 20 MB over a slow line.
MOST_SECONDS = 120.0
# The most values in a request, counted by what parts them: an object in memory takes 30 times its text, and a
# request with a template may be long. A story of the longest kind holds some 5,000.
MOST_VALUES = 200_000
# More faults than these are counted, not listed.
MOST_FAULTS = 200


# A file of a user is read and waits for its turn in threads of its own: all else shares the usual ones.
_READERS = ThreadPoolExecutor(4, "reader")
_T = TypeVar("_T")


class RefusedError(Exception):
    """A request that is refused: HTTP status, and id and values of the word that says why."""

    def __init__(self, status: int, word: str, **values: Any) -> None:
        super().__init__(word)
        self.status, self.word, self.values = status, word, values


@dataclass(frozen=True)
class PageRequest:
    """A request about one edition: its JSON body, its language, the build that answers it."""

    body: dict[str, Any]
    lang: str
    build: store.Build
    district: str
    edition: str

    @property
    def story_name(self) -> str:
        """Return the name by which faults call the story."""
        name = self.body.get("name")
        return printable(name) if isinstance(name, str) and name else "story"


async def read_request(request: Request, limit: int) -> PageRequest:
    """Read a request. Raises RefusedError for one from another site, too large or malformed."""
    if not _same_origin(request):
        raise _foreign(request)
    # A form of another site cannot send this type, and its script only if this server allows it.
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise RefusedError(415, "server_answer.not-understood")
    try:
        body = await asyncio.wait_for(_body(request, limit), MOST_SECONDS)
    except TimeoutError as error:
        raise RefusedError(408, "server_answer.too-slow", seconds=int(MOST_SECONDS)) from error
    message = _json(body)
    lang = message.get("lang")
    # Set before any further check, so that a refusal is in the language of the request.
    request.state.lang = lang if lang in LANGS else LANGS[0]
    try:
        build = state.store.current()
    except store.BuildError as error:
        word = "app.preparing" if error.kind == "pending" else "app.no-data"
        raise RefusedError(503, word) from error
    district, edition = message.get("district"), message.get("edition")
    if lang not in LANGS or not isinstance(district, str) or not isinstance(edition, str):
        raise RefusedError(400, "server_answer.not-understood")
    if (district, edition) not in build.plans:
        raise RefusedError(
            404, "server_answer.unknown", district=printable(district), edition=printable(edition)
        )
    return PageRequest(message, lang, build, district, edition)


async def in_reading_thread(act: Callable[[PageRequest], _T], request: PageRequest) -> _T:
    """Run what reads a request in a thread: one that brings a file's text keeps no other request waiting."""
    pool = None if request.body.get("toml") is None else _READERS
    return await asyncio.get_running_loop().run_in_executor(pool, act, request)


def read_request_story(request: PageRequest) -> tuple[Story | None, tuple[Fault, ...]]:
    """Return the story of a request, a file's text or a draft, with its faults. Raises RefusedError."""
    plan = request.build.plans[request.district, request.edition]
    layers = request.build.layers(request.district, request.edition)
    text = request.body.get("toml")
    if text is None:
        return story_file.story_from_json(request.body.get("story"), request.story_name, plan, layers)
    if not isinstance(text, str):
        raise RefusedError(400, "server_answer.not-understood")
    # A browser sends no half characters; what does is refused by the reader.
    return read_guarded_story(text.encode("utf-8", "surrogatepass"), request.story_name, plan, layers)


def _same_origin(request: Request) -> bool:
    """Tell whether a request comes from a page of this server, as far as the browser says."""
    # Scripts cannot set this header. `none` is refused too: no page of this server sent the request then.
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    hosts = request.scope.get(HOSTS_KEY, HostList())
    headers = request.scope["headers"]
    # A proxy may pass on a host of its own; the reader's then stands in the second header.
    names = [*header_values(headers, b"host"), *passed_hosts(headers)]
    return bool(hosts.takes_page(request.headers.get("origin"), names))


def _foreign(request: Request) -> RefusedError:
    """Return the refusal of a page of another host; both are named where a proxy may have changed it."""
    origin, host = request.headers.get("origin"), request.headers.get("host")
    if origin is None or request.headers.get("sec-fetch-site") is not None:
        return RefusedError(403, "server_answer.foreign")
    names = {"origin": origin.partition("://")[2], "host": host or "–"}
    return RefusedError(403, "server_answer.other-host", **{k: printable(v)[:80] for k, v in names.items()})


async def _body(request: Request, limit: int) -> bytes:
    content = bytearray()
    # What has arrived by then is no whole JSON, and is refused as such.
    with suppress(ClientDisconnect):
        async for part in request.stream():
            content += part
            if len(content) > limit:
                raise RefusedError(413, "server_answer.too-large")
    return bytes(content)


def _json(body: bytes) -> dict[str, Any]:
    if sum(map(body.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise RefusedError(413, "server_answer.too-large")
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RefusedError(400, "server_answer.not-understood") from error
    if not isinstance(message, dict):
        raise RefusedError(400, "server_answer.not-understood")
    return message


def refusal_response(error: RefusedError, request: Request) -> Response:
    """Answer a request that is refused, in its language; in every one before it is known."""
    known = getattr(request.state, "lang", None)
    langs = (known,) if known else LANGS
    faults = error.values.get("faults") or [say(error.word, lang, **error.values) for lang in langs]
    return JSONResponse({"faults": first_lines(faults, langs[0])}, status_code=error.status)


def first_lines(lines: Sequence[str], lang: str) -> list[str]:
    """Return lines to show, no more than a reader could use."""
    more = len(lines) - MOST_FAULTS
    return [*lines[:MOST_FAULTS], *([say("server_answer.more", lang, n=more)] if more > 0 else [])]
