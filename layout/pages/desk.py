"""What the briefing page asks of the server: to fill a story, to make a file, to hand it out.

Everything that is asked is untrusted. No answer names a folder of this machine. None of it needs a
session of the app, so that a dropped connection loses nothing.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
import tempfile
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from geodata.faults import Issue
from layout import stories
from layout.briefing import fill, story
from layout.briefing.record import Story
from layout.briefing.show import show as shown
from layout.exports import STORIES
from layout.exports.options import MAX_TEMPLATE
from layout.pages import server
from layout.pages.asked import Asked, RefusedError, listed, refusal, taken
from layout.pages.jobs import MOST_SECONDS, FailedError, Queue, Shelf, run
from layout.text import say
from layout.view import LANGS

# The most bytes of a story, of a template, and of what is asked in all.
STORY_BYTES, TEMPLATE_BYTES = story.MAX_BYTES, MAX_TEMPLATE
_BODY = {"story": 6 * STORY_BYTES, "export": TEMPLATE_BYTES * 4 // 3 + 6 * STORY_BYTES}
_TYPES = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}


@dataclass
class Desk:
    """The routes, with the files being made and those that are done."""

    queue: Queue = field(default_factory=Queue)
    shelf: Shelf = field(default_factory=Shelf)

    async def story(self, request: Request) -> Response:
        """Check a story; return its faults, or the story filled, as plain data and as a file."""
        try:
            asked = await taken(request, _BODY["story"])
            return JSONResponse(await asyncio.to_thread(_answer, asked))
        except RefusedError as error:
            return refusal(error, request)

    async def export(self, request: Request) -> Response:
        """Make a file of a story; tell how far it is, line by line, and at last where it is."""
        try:
            if self.queue.full:
                raise RefusedError(503, "desk_answer.busy")
            asked = await taken(request, _BODY["export"])
            order = await asyncio.to_thread(_order, asked)
        except RefusedError as error:
            return refusal(error, request)
        return Lines(self._made(asked, order))

    async def file(self, request: Request) -> Response:
        """Hand out a finished file."""
        found = self.shelf.get(request.path_params["token"])
        if found is None:
            words = "\n".join(say("desk_answer.gone", lang) for lang in LANGS)
            return Response(words, status_code=404, media_type="text/plain; charset=utf-8")
        headers = {
            "Content-Disposition": f'attachment; filename="{found.name}"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
        kind = _TYPES[found.name.rpartition(".")[2]]
        return Response(found.content, media_type=kind, headers=headers)

    async def _made(self, asked: Asked, order: _Order) -> AsyncGenerator[dict[str, Any], None]:
        me = object()
        try:
            async for ahead in self.queue.turn(me):
                yield {"wait": ahead}
            made: list[bytes] = []
            async with aclosing(_made_of(asked, order, made)) as steps:
                async for n, of in steps:
                    yield {"n": n, "of": of}
            content = made[0]
            name = f"{asked.district}-{asked.edition}-briefing-{asked.lang}.{order.form}"
            token = self.shelf.put(name, content)
            yield {"url": f"{server.base()}/{server.EXPORT}/{token}", "name": name}
        except FailedError as error:
            yield {"faults": listed(error.lines, asked.lang) or [say(error.word, asked.lang, **error.values)]}
        except OSError:
            yield {"faults": [say("desk_answer.failed", asked.lang, id="–")]}
        finally:
            self.queue.leave(me)


@dataclass(frozen=True)
class _Order:
    """A file that is to be made."""

    form: str
    portrait: bool
    story: Story | None
    template: bytes

    @property
    def file(self) -> str:
        return f"briefing.{self.form}"


class Lines(Response):
    """An answer of one JSON value to a line, as they come; it ends when the browser goes away."""

    media_type = "application/x-ndjson"

    def __init__(self, values: AsyncGenerator[dict[str, Any], None]) -> None:
        super().__init__(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self.values = values

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Send every value; stop making them once nobody listens."""
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        tasks = {asyncio.ensure_future(self._tell(send)), asyncio.ensure_future(_gone(receive))}
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            for task in tasks:
                with suppress(asyncio.CancelledError, OSError):
                    await task

    async def _tell(self, send: Any) -> None:
        async with aclosing(self.values) as values:
            async for value in values:
                line = json.dumps(value, ensure_ascii=False).encode("utf-8") + b"\n"
                await send({"type": "http.response.body", "body": line, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


async def _gone(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def routes() -> list[Route]:
    """Return the routes of the briefing page."""
    desk = Desk()
    return [
        Route(f"{server.base()}/{server.STORY}", desk.story, methods=["POST"]),
        Route(f"{server.base()}/{server.EXPORT}", desk.export, methods=["POST"]),
        Route(f"{server.base()}/{server.EXPORT}/{{token}}", desk.file, methods=["GET"]),
    ]


def _answer(asked: Asked) -> dict[str, Any]:
    found, issues = _read(asked)
    if found is None or issues:
        return {"faults": listed([i.text(asked.lang) for i in issues], asked.lang)}
    layout = asked.held.layouts[asked.district, asked.edition]
    boxes = asked.held.boxes_of(asked.district, asked.edition)
    filled = fill.briefing(found, layout, asked.lang, boxes)
    return {"faults": [], "show": shown(filled), "raw": story.plain(found), "toml": story.write(found)}


def _read(asked: Asked) -> tuple[Story | None, tuple[Issue, ...]]:
    """Read the story that is asked about: a file's text, or a draft."""
    layout = asked.held.layouts[asked.district, asked.edition]
    layers = asked.held.layers(asked.district, asked.edition)
    text = asked.said.get("toml")
    if text is None:
        return story.from_plain(asked.said.get("story"), asked.name, layout, layers)
    if not isinstance(text, str):
        raise RefusedError(400, "desk_answer.not-understood")
    return story.read(text, asked.name, layout, layers)


def _order(asked: Asked) -> _Order:
    said = asked.said
    form, portrait = said.get("format"), said.get("portrait", False)
    if not isinstance(form, str) or f".{form}" not in STORIES or not isinstance(portrait, bool):
        raise RefusedError(400, "desk_answer.not-understood")
    own = None
    if said.get("story") is not None:
        own, issues = _read(asked)
        if own is None or issues:
            raise RefusedError(422, "", faults=[i.text(asked.lang) for i in issues])
    # Taken out, for a request that waits keeps what is left of it.
    return _Order(form, portrait, own, _template(said.pop("template", None)))


async def _made_of(asked: Asked, order: _Order, made: list[bytes]) -> AsyncGenerator[tuple[int, int], None]:
    """Make a file and put it into `made`; yield how far it is.

    What the build has drawn already is filled here; all else needs a process of its own.
    """
    if order.form == "html":
        content, count = await asyncio.to_thread(_page, asked, order)
        made.append(content)
        yield count, count
        return
    with tempfile.TemporaryDirectory(prefix="layout-export-") as name:
        folder = Path(name)
        arguments = await asyncio.to_thread(_lay_out, asked, order, folder)
        async with aclosing(run(arguments, folder, MOST_SECONDS)) as steps:
            async for step in steps:
                yield step
        made.append(await asyncio.to_thread((folder / order.file).read_bytes))


def _page(asked: Asked, order: _Order) -> tuple[bytes, int]:
    """Return the HTML file of a story, and how many steps it has."""
    layout = asked.held.layouts[asked.district, asked.edition]
    layers = asked.held.layers(asked.district, asked.edition)
    told = order.story
    if told is None:
        told, issues = story.shipped(server.store.root, asked.district, asked.edition, layout, layers)
        if told is None:
            lines = [i.text(asked.lang) for i in issues]
            raise FailedError("export.none", lines, edition=asked.edition, district=asked.district)
    return stories.page(asked.held, asked.district, asked.edition, told, asked.lang)


def _template(text: Any) -> bytes:
    if text is None:
        return b""
    if not isinstance(text, str):
        raise RefusedError(400, "desk_answer.not-understood")
    try:
        held = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise RefusedError(400, "desk_answer.not-understood") from error
    if len(held) > TEMPLATE_BYTES:
        raise RefusedError(413, "desk_answer.too-large")
    return held


def _lay_out(asked: Asked, order: _Order, folder: Path) -> list[str]:
    """Put what the command needs into its folder; return how it is called."""
    call = [
        "export",
        order.file,
        "--briefing",
        "--data",
        str(server.store.root.resolve()),
        "--lang",
        asked.lang,
    ]
    call += ["--district", asked.district, "--edition", asked.edition]
    if order.story is not None:
        (folder / "story.toml").write_text(story.write(order.story), encoding="utf-8")
        call += ["--story", "story.toml"]
    if order.template and order.form == "pptx":
        (folder / "template.pptx").write_bytes(order.template)
        call += ["--template", "template.pptx"]
    return [*call, "--portrait"] if order.portrait and order.form == "pdf" else call
