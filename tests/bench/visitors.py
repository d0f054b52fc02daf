"""Visitors over raw websockets who use the app as its pages do: change the view, load a file.

They ask in Streamlit's own protobuf, so that hundreds of them need no browser and little of the processor.
"""

from __future__ import annotations

import asyncio
import base64
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException

from tests.bench.wire import LIMIT, Answer, Session

MAP, UPLOAD, FAULTS = "living-map", "upload", "file-faults"
LANGUAGES = ("zh", "en")
# How often a pause looks, in seconds, whether all is done.
LOOK = 0.5
# What a visitor may meet: none of it ends the run, each counts as an error.
ERRORS = (OSError, TimeoutError, WebSocketException, RuntimeError)


@dataclass(frozen=True)
class Part:
    """A part of a page as the server sent it: its id, the fragment that it belongs to, its data as text."""

    id: str
    fragment: str
    data: str


def parts_of(answer: Answer) -> dict[str, Part]:
    """Return the parts of a page in an answer, by the key that the page gives them."""
    parts = {}
    for message in map(ForwardMsg.FromString, answer.parts):
        if message.WhichOneof("type") == "delta" and message.delta.new_element.HasField("bidi_component"):
            component = message.delta.new_element.bidi_component
            # An id is $$ID-<32 digits>-<key>.
            key = component.id.split("-", 2)[-1]
            data = component.json or component.mixed.json
            parts[key] = Part(component.id, message.delta.fragment_id, data)
    return parts


def data_of(answer: Answer, key: str) -> str:
    """Return the data of one part of an answer. Raises RuntimeError where the answer has no such part."""
    part = parts_of(answer).get(key)
    if part is None:
        raise RuntimeError(f"an answer without {key}")
    return part.data


def page_of(answer: Answer) -> str:
    """Return the hash of the page that an answer shows, empty where there is none."""
    messages = map(ForwardMsg.FromString, answer.parts)
    hashes = [m.navigation.page_script_hash for m in messages if m.WhichOneof("type") == "navigation"]
    return hashes[-1] if hashes else ""


@dataclass
class Visitor:
    """One visitor of the app, and what the server has said of the page to him."""

    session: Session
    page: str = ""
    parts: dict[str, Part] = field(default_factory=dict)
    hash: str = ""
    sent: int = 0
    lang: int = 0
    cluster: str = ""

    @classmethod
    async def open(cls, port: int, page: str = "") -> Visitor:
        """Connect; no run is asked for yet."""
        return cls(await Session.open(port), page)

    async def first(self) -> float:
        """Ask for the page; return the ms until it is there. Raises RuntimeError where it is not the app's."""
        message = BackMsg()
        message.rerun_script.page_name = self.page
        answer = await self.session.run(bytes(message.SerializeToString()))
        self.parts, self.hash = parts_of(answer), page_of(answer)
        if MAP not in self.parts:
            raise RuntimeError("a page without the map")
        return answer.ms

    async def filter(self, cluster: str) -> float:
        """Choose a cluster or give it up, as the map reports it; return the ms until the server has taken it."""
        self.cluster = "" if self.cluster else cluster
        answer = await self._report()
        if (f"cluster={cluster}" in data_of(answer, MAP)) is not bool(self.cluster):
            raise RuntimeError("another filter came back")
        return answer.ms

    async def switch_language(self) -> float:
        """Read the page in the next language; return the ms until the whole page is there."""
        self.lang = (self.lang + 1) % len(LANGUAGES)
        answer = await self._report()
        if f'"lang": "{LANGUAGES[self.lang]}"' not in data_of(answer, "head"):
            raise RuntimeError("another language came back")
        return answer.ms

    async def load(self, name: str, content: bytes) -> tuple[float, str]:
        """Load a file of actuals; return the ms until the page answers, and what it says of faults."""
        self.sent += 1
        file = {"name": name, "base64": base64.b64encode(content).decode(), "decisions": {}, "n": self.sent}
        message = BackMsg()
        message.rerun_script.page_script_hash = self.hash
        widget = message.rerun_script.widget_states.widgets.add()
        widget.id = f"$$STREAMLIT_INTERNAL_KEY_{self.parts[UPLOAD].id}__events"
        widget.json_trigger_value = json.dumps([{"event": "file", "value": file}])
        answer = await self.session.run(bytes(message.SerializeToString()))
        return answer.ms, data_of(answer, FAULTS)

    async def _report(self) -> Answer:
        self.sent += 1
        query = f"lang={LANGUAGES[self.lang]}" + (f"&cluster={self.cluster}" if self.cluster else "")
        message = BackMsg()
        request = message.rerun_script
        request.query_string, request.fragment_id = query, self.parts[MAP].fragment
        request.page_script_hash = self.hash
        widget = request.widget_states.widgets.add()
        widget.id = self.parts[MAP].id
        widget.json_value = json.dumps({"view": {"q": query, "n": self.sent, "page": self.page or "overview"}})
        answer = await self.session.run(bytes(message.SerializeToString()))
        self.parts |= parts_of(answer)
        return answer


async def come_when_ready(port: int) -> Visitor:
    """Return a visitor who has the page; come again where the maps are still being made. Raises TimeoutError."""
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        visitor = await Visitor.open(port)
        with suppress(RuntimeError):
            await visitor.first()
            return visitor
        await visitor.session.close()
        await asyncio.sleep(LOOK)
    raise TimeoutError(f"no map within {LIMIT:.0f} s")


@dataclass
class EmptyVisitor:
    """One visitor of the empty app, whose only change is the button."""

    session: Session
    button: str = ""

    @classmethod
    async def open(cls, port: int) -> EmptyVisitor:
        """Connect; no run is asked for yet."""
        return cls(await Session.open(port))

    async def first(self) -> float:
        """Ask for the page; return the ms until it is there."""
        answer = await self.session.run(bytes(BackMsg(rerun_script={}).SerializeToString()))  # type: ignore[arg-type]
        for message in map(ForwardMsg.FromString, answer.parts):
            if message.WhichOneof("type") == "delta" and message.delta.new_element.HasField("button"):
                self.button = message.delta.new_element.button.id
        if not self.button:
            raise RuntimeError("a page without the button")
        return answer.ms

    async def press(self) -> float:
        """Press the button; return the ms until the page has answered."""
        message = BackMsg()
        widget = message.rerun_script.widget_states.widgets.add()
        widget.id, widget.trigger_value = self.button, True
        return (await self.session.run(bytes(message.SerializeToString()))).ms


Act = Callable[[], Awaitable[float]]


@dataclass
class Tally:
    """What a group of visitors saw: times in ms, errors, and how much of a core its own client took."""

    ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    client: float = 0.0


async def all_at_once(acts: Sequence[Act]) -> Tally:
    """Let all act at once; the times include what each waits for the others."""
    start, busy = time.perf_counter(), time.process_time()
    results = await asyncio.gather(*(act() for act in acts), return_exceptions=True)
    tally = Tally(client=(time.process_time() - busy) / max(time.perf_counter() - start, 1e-9))
    for result in results:
        _note(result, tally)
    return tally


async def now_and_then(acts: Sequence[Act], pause: Callable[[], float], done: Callable[[], bool]) -> Tally:
    """Let each act again and again, with pauses in seconds, until it is done."""
    tally, start, busy = Tally(), time.perf_counter(), time.process_time()

    async def rest(seconds: float) -> None:
        end = time.monotonic() + seconds
        while not done() and (left := end - time.monotonic()) > 0:
            await asyncio.sleep(min(left, LOOK))

    async def go_on(act: Act) -> None:
        await rest(pause() / 2)
        while not done():
            results = await asyncio.gather(act(), return_exceptions=True)
            _note(results[0], tally)
            if isinstance(results[0], ERRORS):
                return
            await rest(pause())

    await asyncio.gather(*(go_on(act) for act in acts))
    tally.client = (time.process_time() - busy) / max(time.perf_counter() - start, 1e-9)
    return tally


def _note(result: float | BaseException, tally: Tally) -> None:
    if isinstance(result, ERRORS):
        tally.errors.append(f"{type(result).__name__}: {result}")
    elif isinstance(result, BaseException):
        raise result
    else:
        tally.ms.append(result)
