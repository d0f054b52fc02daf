"""The routes that pages send requests to: fill a story, make a file of it or of a map, download it.

Every request is untrusted. No answer names a folder of this machine. No route needs a session of
the app, so that a dropped connection loses nothing.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from geodata.languages import LANGS
from layout.briefing import slides, story_file
from layout.briefing.presenter import presenter_data
from layout.build.briefing_file import briefing_file
from layout.build.cache import EXPORTS
from layout.build.locks import locked_folder
from layout.exports.formats import MEDIA_TYPES
from layout.exports.story_options import MAX_TEMPLATE
from layout.server import state
from layout.server.browsers import browser_of
from layout.server.export_queue import MOST_EACH, Queue, Ticket, drawing_queue, filling_queue
from layout.server.jobs import FILE_SECONDS, MOST_SECONDS, FailedError, FileStore, run_command
from layout.server.orders import MapOrder, Order, StoryOrder, read_order
from layout.server.requests import (
    PageRequest,
    RefusedError,
    first_lines,
    in_reading_thread,
    read_request,
    read_request_story,
    refusal_response,
)
from layout.words.glossary import say

# The most bytes of a story, and of a request in all.
STORY_BYTES = story_file.MAX_BYTES
# JSON may write one character of a story in six (\u0023), and base64 writes three bytes in four.
_BODY = {"story": 6 * STORY_BYTES, "export": MAX_TEMPLATE * 4 // 3 + 6 * STORY_BYTES}


@dataclass
class FileRoutes:
    """The handlers of the routes, with the files to be drawn, those to be filled, and the finished ones."""

    queue: Queue = field(default_factory=drawing_queue)
    quick_queue: Queue = field(default_factory=filling_queue)
    files: FileStore = field(default_factory=FileStore)

    async def story(self, request: Request) -> Response:
        """Check a story; return its faults, or the story filled, as plain data and as a file."""
        try:
            page_request = await read_request(request, _BODY["story"])
            return JSONResponse(await in_reading_thread(_answer, page_request))
        except RefusedError as error:
            return refusal_response(error, request)

    async def export(self, request: Request) -> Response:
        """Make a file of a story or a map; report progress line by line, at last the file's address."""
        try:
            browser = browser_of(request.scope)
            # Before the request is read: nothing is taken in that could not be worked on.
            if all(queue.refusal(browser) for queue in (self.queue, self.quick_queue)):
                raise _refused(self.queue.refusal(browser))
            page_request = await read_request(request, _BODY["export"])
            order = await in_reading_thread(read_order, page_request)
            queue = self.queue if order.needs_process else self.quick_queue
            if refusal := queue.refusal(browser):
                raise _refused(refusal)
        except RefusedError as error:
            return refusal_response(error, request)
        return JsonLinesResponse(self._progress(page_request, order, queue, browser))

    async def file(self, request: Request) -> Response:
        """Send a finished file."""
        finished = self.files.get(request.path_params["token"])
        if finished is None:
            words = "\n".join(say("server_answer.gone", lang) for lang in LANGS)
            return Response(words, status_code=404, media_type="text/plain; charset=utf-8")
        # A name consists of ids, a word and a suffix, so that nothing in it needs to be escaped here.
        headers = {
            "Content-Disposition": f'attachment; filename="{finished.name}"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
        kind = MEDIA_TYPES[PurePosixPath(finished.name).suffix]
        return Response(finished.content, media_type=kind, headers=headers)

    async def _progress(
        self, page_request: PageRequest, order: Order, queue: Queue, browser: str
    ) -> AsyncGenerator[dict[str, Any], None]:
        ticket = Ticket(browser)
        try:
            async for ahead in queue.turn(ticket):
                yield {"wait": ahead}
            contents: list[bytes] = []
            # Closed here and not when it is collected as garbage: the process must end with the answer.
            async with aclosing(_run_order(page_request, order, contents)) as steps:
                async for n, of in steps:
                    yield {"n": n, "of": of}
            content = contents[0]
            edition = f"{page_request.district}-{page_request.edition}"
            name = f"{edition}-{order.stem}-{page_request.lang}.{order.form}"
            token = self.files.put(name, content)
            url = f"{state.base_path()}/{state.EXPORT}/{token}"
            yield {"url": url, "name": name, "seconds": int(FILE_SECONDS)}
        except FailedError as error:
            word = order.timeout_word if error.word == StoryOrder.timeout_word else error.word
            yield {
                "faults": first_lines(error.lines, page_request.lang)
                or [say(word, page_request.lang, **error.values)]
            }
        except OSError:
            yield {"faults": [say("server_answer.failed", page_request.lang, id="–")]}
        finally:
            queue.leave(ticket)


def _refused(word: str) -> RefusedError:
    """Return the refusal of an order: too many of this browser's, or of all."""
    return RefusedError(503 if word == "server_answer.busy" else 429, word, n=MOST_EACH)


class JsonLinesResponse(Response):
    """An answer of one JSON value to a line, as they come; it ends when the browser disconnects."""

    media_type = "application/x-ndjson"

    def __init__(self, values: AsyncGenerator[dict[str, Any], None]) -> None:
        # A proxy (nginx) would gather the lines; this header tells it to pass each on.
        super().__init__(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        # starlette states the length 0 of a body that it was not given.
        del self.headers["content-length"]
        self.values = values

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Send every value; stop making them once nobody listens."""
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        tasks = {
            asyncio.ensure_future(self._send_values(send)),
            asyncio.ensure_future(_disconnected(receive)),
        }
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            # Awaited as well as cancelled, so that what the values run on has ended before the answer does.
            for task in tasks:
                with suppress(asyncio.CancelledError, OSError):
                    await task

    async def _send_values(self, send: Any) -> None:
        async with aclosing(self.values) as values:
            async for value in values:
                line = json.dumps(value, ensure_ascii=False).encode("utf-8") + b"\n"
                await send({"type": "http.response.body", "body": line, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


async def _disconnected(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def file_routes() -> list[Route]:
    """Return the routes of stories and files."""
    endpoints = FileRoutes()
    return [
        Route(f"{state.base_path()}/{state.STORY}", endpoints.story, methods=["POST"]),
        Route(f"{state.base_path()}/{state.EXPORT}", endpoints.export, methods=["POST"]),
        Route(f"{state.base_path()}/{state.EXPORT}/{{token}}", endpoints.file, methods=["GET"]),
    ]


def _answer(page_request: PageRequest) -> dict[str, Any]:
    sent, faults = read_request_story(page_request)
    if sent is None or faults:
        return {"faults": first_lines([i.text(page_request.lang) for i in faults], page_request.lang)}
    plan = page_request.build.plans[page_request.district, page_request.edition]
    bounds = page_request.build.bounds_of(page_request.district, page_request.edition)
    filled = slides.fill_story(sent, plan, page_request.lang, bounds)
    return {
        "faults": [],
        "show": presenter_data(filled),
        "raw": story_file.story_to_json(sent),
        "toml": story_file.story_toml(sent),
    }


async def _run_order(
    page_request: PageRequest, order: Order, contents: list[bytes]
) -> AsyncGenerator[tuple[int, int], None]:
    """Make a file and append its bytes to `contents`; yield steps done and steps in all.

    An HTML file of a story is filled here into the map of the build; others need a process.
    """
    if isinstance(order, StoryOrder) and not order.needs_process:
        content, count = await asyncio.to_thread(_story_page, page_request, order)
        contents.append(content)
        yield count, count
        return
    if isinstance(order, MapOrder):
        yield 0, 1  # the command reports no progress of a map
    with locked_folder(EXPORTS) as folder:
        arguments = await asyncio.to_thread(_command, page_request, order, folder)
        # The command draws a view without what it does not know in it; here that is a failure.
        strict = isinstance(order, MapOrder)
        async with aclosing(run_command(arguments, folder, MOST_SECONDS, strict)) as steps:
            async for step in steps:
                yield step
        contents.append(await asyncio.to_thread((folder / _file_name(order)).read_bytes))


def _story_page(page_request: PageRequest, order: StoryOrder) -> tuple[bytes, int]:
    """Return the HTML file of a story, and how many steps it has."""
    plan = page_request.build.plans[page_request.district, page_request.edition]
    layers = page_request.build.layers(page_request.district, page_request.edition)
    sent = order.story
    if sent is None:
        sent, faults = story_file.edition_story(
            state.store.root, page_request.district, page_request.edition, plan, layers
        )
        if sent is None:
            lines = [i.text(page_request.lang) for i in faults]
            raise FailedError(
                "export.none", lines, edition=page_request.edition, district=page_request.district
            )
    return briefing_file(
        page_request.build, page_request.district, page_request.edition, sent, page_request.lang
    )


def _command(page_request: PageRequest, order: Order, folder: Path) -> list[str]:
    """Put what the command needs into its folder; return how it is called."""
    # Absolute, since the command runs in the folder of the order.
    data = str(state.store.root.resolve())
    options = ["--data", data, "--district", page_request.district, "--edition", page_request.edition]
    return [
        "export",
        _file_name(order),
        *order.command_options(folder),
        *options,
        "--lang",
        page_request.lang,
    ]


def _file_name(order: Order) -> str:
    return f"{order.stem}.{order.form}"
