"""python -m tests.bench.soak: thousands of visits one after another; what the server keeps of them.

It holds Streamlit's two ways of collecting garbage side by side: after each run (`runner.postScriptGC`),
and only when Python's own collector finds it due, which is how the app is shipped.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from tests.bench.contestants import ROOT
from tests.bench.measure import cpu_ms, memory_mb
from tests.bench.servers import HOST, streamlit
from tests.bench.wire import ENDS, LIMIT, Crowd, first_run

FIRST = "lang=zh"
# What a visitor does: a filter that the browser shows by itself, then the whole page in the other language and back.
VISIT = ("lang=zh&off=towns", "lang=en&off=towns", "lang=zh")
AT_ONCE = 10
ROWS = 10
# Left sessions are kept for a minute, and looked through every few seconds.
REST = 90.0
WAYS = {"false": "Python's own collector", "true": "collected after each run"}


@dataclass(frozen=True)
class Map:
    """The living map as a component of a page: its id, its fragment, its page."""

    id: str
    fragment: str
    page: str

    def report(self, n: int, query: str) -> bytes:
        """Return the message by which a browser reports the `n`-th view."""
        message = BackMsg()
        run = message.rerun_script
        run.query_string, run.fragment_id, run.page_script_hash = query, self.fragment, self.page
        widget = run.widget_states.widgets.add()
        widget.id, widget.json_value = self.id, json.dumps({"view": {"q": query, "n": n}})
        return bytes(message.SerializeToString())


@dataclass
class Samples:
    """What was seen of one server: rows of sessions so far, RSS in MB, open files; processor time, seconds."""

    rows: list[tuple[int, float, int]] = field(default_factory=list)
    cpu: float = 0.0
    seconds: float = 0.0
    rest: str = ""


def living_map(port: int) -> Map:
    """Visit until the maps are built; return what the server calls the map of a page."""
    end = time.monotonic() + LIMIT
    while not (shown := _visit(port)).id:
        if time.monotonic() > end:
            raise SystemExit("soak: the server shows no map")
        time.sleep(1)
    return shown


def _visit(port: int) -> Map:
    names = {"id": "", "fragment": "", "page": ""}
    with connect(f"ws://{HOST}:{port}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as socket:  # type: ignore[list-item]
        socket.send(first_run(FIRST))
        while True:
            message = ForwardMsg.FromString(socket.recv(LIMIT, decode=False))
            kind = message.WhichOneof("type")
            if kind == "new_session":
                names["page"] = message.new_session.page_script_hash
            elif kind == "delta" and "living-map" in message.delta.new_element.bidi_component.id:
                names["id"] = message.delta.new_element.bidi_component.id
                names["fragment"] = message.delta.fragment_id
            elif kind == "script_finished" and message.script_finished in ENDS:
                return Map(**names)


def soak(way: str, sessions: int, scratch: Path) -> Samples:
    """Let visitors come and go, some at once; look at the server ten times."""
    env = {"LAYOUT_CACHE": str(scratch / "cache"), "STREAMLIT_RUNNER_POST_SCRIPT_GC": way}
    samples = Samples()
    with streamlit(ROOT / "app.py", ROOT, scratch / f"{way}.log", env) as server:
        shown = living_map(server.port)
        requests = [shown.report(n, query) for n, query in enumerate(VISIT, 1)]
        begun, before, done = time.monotonic(), cpu_ms(server.pid), 0
        for goal in range(0, sessions + 1, max(sessions // ROWS, 1)):
            while done < goal:
                with Crowd(server.port) as crowd:
                    crowd.grow(AT_ONCE, first_run(FIRST), requests)
                done += AT_ONCE
            samples.rows.append((done, memory_mb(server.pid)[0], _files(server.pid)))
            print(f"{way}: {done} of {sessions}", file=sys.stderr)
        samples.cpu, samples.seconds = cpu_ms(server.pid) - before, time.monotonic() - begun
        samples.rest = _rest(server.pid, samples.rows[0][2])
    return samples


def _rest(pid: int, files: int) -> str:
    """Wait, with no visitor, until the left sessions' files are closed; say how long that took."""
    begun = time.monotonic()
    while _files(pid) > files and time.monotonic() - begun < REST:
        time.sleep(1)
    seconds, left = time.monotonic() - begun, _files(pid) - files
    return f"after {seconds:.0f} s without a visitor: {left} files more than at first, {memory_mb(pid)[0]:.0f} MB"


def _files(pid: int) -> int:
    return psutil.Process(pid).num_fds()


def render(soaks: dict[str, Samples]) -> Iterable[str]:
    """Yield the lines of the table, one column of figures for each way."""
    yield "| sessions | " + " | ".join(f"{WAYS[way]}: MB, files" for way in soaks) + " |"
    yield "|---" * (len(soaks) + 1) + "|"
    for rows in zip(*(samples.rows for samples in soaks.values()), strict=True):
        cells = (f"{memory:.1f}, {files}" for _, memory, files in rows)
        yield f"| {rows[0][0]} | " + " | ".join(cells) + " |"
    for way, samples in soaks.items():
        last = max(samples.rows[-1][0], 1)
        yield f"- {WAYS[way]}: {samples.cpu / last:.1f} ms of processor a visit, {samples.seconds:.0f} s; {samples.rest}"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the soak; print its table."""
    read = argparse.ArgumentParser("python -m tests.bench.soak", description=__doc__)
    read.add_argument("--sessions", type=int, default=2000, help="visits in all")
    read.add_argument(
        "--gc", choices=tuple(WAYS), action="append", help="runner.postScriptGC; both where left out"
    )
    arguments = read.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="layout-soak-") as scratch:
        ways = arguments.gc or list(WAYS)
        soaks = {way: soak(way, arguments.sessions, Path(scratch)) for way in ways}
    print("\n".join(render(soaks)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
