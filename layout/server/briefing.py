"""What pages ask of the server: to fill a story, to make a file of it or of a map, to hand it out.

Everything that is asked is untrusted. No answer names a folder of this machine. None of it needs a
session of the app, so that a dropped connection loses nothing.
"""

from __future__ import annotations

import asyncio
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

from layout.briefing import slides, story_file
from layout.briefing.presenter import presenter_data
from layout.build.briefing_file import briefing_file
from layout.exports.story_options import MAX_TEMPLATE
from layout.server import state
from layout.server.jobs import KEPT_SECONDS, MOST_SECONDS, FailedError, Queue, Shelf, run
from layout.server.orders import MapOrder, Order, StoryOrder, order
from layout.server.requests import Asked, RefusedError, listed, refusal, taken, told
from layout.view.view import LANGS
from layout.words.glossary import say

# The most bytes of a story, and of what is asked in all.
STORY_BYTES = story_file.MAX_BYTES
_BODY = {"story": 6 * STORY_BYTES, "export": MAX_TEMPLATE * 4 // 3 + 6 * STORY_BYTES}
_TYPES = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "png": "image/png",
    "svg": "image/svg+xml",
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
        """Make a file of a story or a map; tell how far it is, line by line, and at last where it is."""
        try:
            if self.queue.full:
                raise RefusedError(503, "desk_answer.busy")
            asked = await taken(request, _BODY["export"])
            wanted = await asyncio.to_thread(order, asked)
        except RefusedError as error:
            return refusal(error, request)
        return Lines(self._made(asked, wanted))

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

    async def _made(self, asked: Asked, wanted: Order) -> AsyncGenerator[dict[str, Any], None]:
        me = object()
        try:
            async for ahead in self.queue.turn(me):
                yield {"wait": ahead}
            made: list[bytes] = []
            async with aclosing(_made_of(asked, wanted, made)) as steps:
                async for n, of in steps:
                    yield {"n": n, "of": of}
            content = made[0]
            name = f"{asked.district}-{asked.edition}-{wanted.stem}-{asked.lang}.{wanted.form}"
            token = self.shelf.put(name, content)
            url = f"{state.base()}/{state.EXPORT}/{token}"
            yield {"url": url, "name": name, "kept": int(KEPT_SECONDS)}
        except FailedError as error:
            word = wanted.slow if error.word == StoryOrder.slow else error.word
            yield {"faults": listed(error.lines, asked.lang) or [say(word, asked.lang, **error.values)]}
        except OSError:
            yield {"faults": [say("desk_answer.failed", asked.lang, id="–")]}
        finally:
            self.queue.leave(me)


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
    """Return the routes of what is filled, made and handed out."""
    desk = Desk()
    return [
        Route(f"{state.base()}/{state.STORY}", desk.story, methods=["POST"]),
        Route(f"{state.base()}/{state.EXPORT}", desk.export, methods=["POST"]),
        Route(f"{state.base()}/{state.EXPORT}/{{token}}", desk.file, methods=["GET"]),
    ]


def _answer(asked: Asked) -> dict[str, Any]:
    found, faults = told(asked)
    if found is None or faults:
        return {"faults": listed([i.text(asked.lang) for i in faults], asked.lang)}
    plan = asked.held.plans[asked.district, asked.edition]
    boxes = asked.held.bounds_of(asked.district, asked.edition)
    filled = slides.fill_story(found, plan, asked.lang, boxes)
    return {
        "faults": [],
        "show": presenter_data(filled),
        "raw": story_file.story_to_json(found),
        "toml": story_file.story_toml(found),
    }


async def _made_of(asked: Asked, wanted: Order, made: list[bytes]) -> AsyncGenerator[tuple[int, int], None]:
    """Make a file and put it into `made`; yield how far it is.

    What the build has drawn already is filled here; all else needs a process of its own.
    """
    if isinstance(wanted, StoryOrder) and wanted.form == "html":
        content, count = await asyncio.to_thread(_page, asked, wanted)
        made.append(content)
        yield count, count
        return
    if isinstance(wanted, MapOrder):
        yield 0, 1  # the command says nothing of a map until it is drawn
    with tempfile.TemporaryDirectory(prefix="layout-export-") as name:
        folder = Path(name)
        arguments = await asyncio.to_thread(_lay_out, asked, wanted, folder)
        # Of a view that it no longer knows whole the command says so, and draws another.
        strict = isinstance(wanted, MapOrder)
        async with aclosing(run(arguments, folder, MOST_SECONDS, strict)) as steps:
            async for step in steps:
                yield step
        made.append(await asyncio.to_thread((folder / _file(wanted)).read_bytes))


def _page(asked: Asked, wanted: StoryOrder) -> tuple[bytes, int]:
    """Return the HTML file of a story, and how many steps it has."""
    plan = asked.held.plans[asked.district, asked.edition]
    layers = asked.held.layers(asked.district, asked.edition)
    own = wanted.story
    if own is None:
        own, faults = story_file.edition_story(state.store.root, asked.district, asked.edition, plan, layers)
        if own is None:
            lines = [i.text(asked.lang) for i in faults]
            raise FailedError("export.none", lines, edition=asked.edition, district=asked.district)
    return briefing_file(asked.held, asked.district, asked.edition, own, asked.lang)


def _lay_out(asked: Asked, wanted: Order, folder: Path) -> list[str]:
    """Put what the command needs into its folder; return how it is called."""
    data = str(state.store.root.resolve())
    where = ["--data", data, "--district", asked.district, "--edition", asked.edition]
    return ["export", _file(wanted), *wanted.call(folder), *where, "--lang", asked.lang]


def _file(wanted: Order) -> str:
    return f"{wanted.stem}.{wanted.form}"
