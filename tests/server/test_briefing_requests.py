"""What the briefing page asks of the server: filled stories, files made apart, and what is refused."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from geodata.languages import LANGS
from layout.briefing import story_file as stories
from layout.build import store
from layout.build.renewal import BuildStore
from layout.server import browsers, endpoints, export_queue, http, jobs, orders, requests, state
from layout.server.hosts import read_hosts
from layout.words.glossary import say
from tests.build.test_store import HEAVY
from tests.conftest import MINI

REPO = Path(__file__).parents[2]
HIT = "<img src=x onerror=alert(1)>{{ 1 }}"
STEP = {"id": "a", "view": "sel=loom-yard", "title": {"zh": "甲", "en": "A"}, "lines": [], "figures": [], "show": "",
        "notes": {"zh": "", "en": ""}}  # fmt: skip


@dataclass
class Answer:
    """What came back: status, headers, and the pieces of the body."""

    status: int
    headers: dict[str, str]
    parts: list[bytes]

    @property
    def body(self) -> bytes:
        return b"".join(self.parts)

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.body.splitlines()]


class Client:
    """A browser's part: asks the app's own routes, without a server."""

    def __init__(self) -> None:
        self.app = Starlette(routes=endpoints.file_routes())

    async def ask(self, path: str, body: Any = None, leave: int = 0, stall: bool = False, **headers: str) -> Answer:
        """Ask; `leave` goes away after so many pieces of the answer, `stall` sends half of what is asked.

        A body that is bytes goes as it is.
        """
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"content-type": "application/json", "host": "here:1", **{k.replace("_", "-"): v for k, v in headers.items()}}
        scope = {"type": "http", "method": "GET" if body is None else "POST", "path": path, "query_string": b"",
                 "headers": [(k.encode(), v.encode()) for k, v in sent.items()], "http_version": "1.1",
                 "scheme": "http", "server": ("here", 1), "root_path": ""}  # fmt: skip
        answer, gone = Answer(0, {}, []), asyncio.Event()
        pieces = iter([{"type": "http.request", "body": raw, "more_body": stall}])

        async def receive() -> Any:
            piece = next(pieces, None)
            if piece is None:
                await gone.wait()
                return {"type": "http.disconnect"}
            return piece

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                answer.status = message["status"]
                answer.headers = {k.decode(): v.decode() for k, v in message["headers"]}
            elif message.get("body"):
                answer.parts.append(message["body"])
                if leave and len(answer.parts) >= leave:
                    gone.set()

        await self.app(scope, receive, send)
        return answer


def run(task: Any) -> Any:
    """Run a task in a thread of its own: the browser tests keep a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, task).result()


@pytest.fixture
def client(mini_build: store.Build, cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Serve the small district."""
    build_store = BuildStore(MINI, cache_folder)
    build_store.ready()
    monkeypatch.setattr(state, "store", build_store)
    # As on a machine with a core to spare, whatever this one has.
    monkeypatch.setattr(export_queue, "own_cores", lambda: 4)
    return Client()


def place(lang: str = "zh", edition: str = "2021-2025") -> dict[str, Any]:
    """Return what every question names."""
    return {"district": "mini", "edition": edition, "lang": lang}


def a_browser() -> str:
    """Return the cookie of a browser of its own."""
    return browsers.new_cookie({"headers": [], "scheme": "http"}).partition(";")[0]


def draft(**changes: Any) -> dict[str, Any]:
    """Return a story of one step."""
    return {"title": {"zh": "题", "en": "T"}, "steps": [{**STEP, **changes}]}


@pytest.mark.parametrize("lang", LANGS)
def test_a_draft_is_filled_and_given_back_as_a_file(client: Client, mini: Any, lang: str) -> None:
    pair = {"zh": "{count:parks} 个", "en": "{count:parks} of them"}
    answered = run(client.ask("/layout-story", {**place(lang), "story": draft(lines=[pair])})).json

    n = len(mini.plan.of_type("park"))
    assert answered["faults"] == []
    assert answered["show"]["steps"][0]["lines"] == [{"zh": f"{n} 个", "en": f"{n} of them"}[lang]]
    assert answered["raw"] == draft(lines=[pair])
    parsed, faults = stories.read_story(answered["toml"], "x", mini.plan, ())
    assert parsed is not None and not faults and stories.story_to_json(parsed) == answered["raw"]


def test_a_file_that_is_loaded_gives_the_draft_of_it(client: Client) -> None:
    toml = run(client.ask("/layout-story", {**place(), "story": draft()})).json["toml"]
    answered = run(client.ask("/layout-story", {**place(), "toml": toml, "name": "x.toml"})).json

    assert (answered["faults"], answered["raw"]) == ([], draft())


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("as_file", [False, True])
def test_every_fault_is_told_at_once_and_nothing_is_shown(client: Client, lang: str, as_file: bool) -> None:
    toml = f"title_zh = '{HIT}'\n[[steps]]\nid = 'a'\nview = 'sel=moon&off=sun'\ntitle_zh = '{{none}}'\nshow = 'stars'\n"
    bad = draft(view="sel=moon&off=sun", title={"zh": "{none}", "en": HIT}, show="stars")
    sent = {"toml": toml, "name": "my.toml"} if as_file else {"story": bad}
    answered = run(client.ask("/layout-story", {**place(lang), **sent})).json

    assert set(answered) == {"faults"}
    assert all(any(word in line for line in answered["faults"]) for word in ("moon", "sun", "none", "stars"))
    assert not as_file or all("my.toml" in line for line in answered["faults"])


def test_hostile_words_stay_words(client: Client) -> None:
    hostile = HIT.replace("{{ 1 }}", "{{{{ 1 }}}}")
    answered = run(client.ask("/layout-story", {**place(), "story": draft(title={"zh": hostile, "en": hostile})})).json

    assert answered["faults"] == [] and answered["show"]["steps"][0]["title"] == HIT


STORY_BODY = {**place(), "story": draft()}


@pytest.mark.parametrize(
    ("path", "body", "headers", "status"),
    [
        ("story", STORY_BODY, {"sec_fetch_site": "cross-site"}, 403),
        ("story", STORY_BODY, {"sec_fetch_site": "same-site"}, 403),
        ("export", {**STORY_BODY, "format": "pdf"}, {"sec_fetch_site": "none"}, 403),
        ("story", STORY_BODY, {"origin": "http://elsewhere:1"}, 403),
        ("story", STORY_BODY, {"origin": "null"}, 403),
        ("story", STORY_BODY, {"content_type": "text/plain"}, 415),
        ("story", STORY_BODY, {"content_type": "application/x-www-form-urlencoded"}, 415),
        ("story", b"{", {}, 400),
        ("story", b"[" * 100_000, {}, 400),
        ("story", b"9" * 10_000, {}, 400),
        ("story", b'{"story": [' + b"{}," * 200_000 + b"0]}", {}, 413),
        ("story", b"\xff", {}, 400),
        ("story", [], {}, 400),
        ("story", {**STORY_BODY, "lang": "fr"}, {}, 400),
        ("story", {**STORY_BODY, "lang": ["zh"]}, {}, 400),
        ("story", {**STORY_BODY, "district": 1}, {}, 400),
        ("story", {**place(), "toml": 1}, {}, 400),
        ("story", {**STORY_BODY, "edition": "1900"}, {}, 404),
        ("story", {**STORY_BODY, "district": "../../etc"}, {}, 404),
        ("export", {**STORY_BODY, "format": "exe"}, {}, 400),
        ("export", {**STORY_BODY, "format": ["pdf"]}, {}, 400),
        ("export", {**STORY_BODY, "format": "pdf", "portrait": "yes"}, {}, 400),
        ("export", {**STORY_BODY, "format": "pptx", "template": 1}, {}, 400),
        ("export", {**STORY_BODY, "format": "pptx", "template": "no base64!"}, {}, 400),
        ("export", {**place(), "format": "pdf", "story": draft(view="sel=moon")}, {}, 422),
    ],
)
def test_what_is_not_to_be_answered_is_refused_in_words(
    client: Client, path: str, body: Any, headers: dict[str, str], status: int
) -> None:
    answer = run(client.ask(f"/layout-{path}", body, **headers))

    assert answer.status == status
    assert answer.json["faults"] and set(answer.json) == {"faults"}
    assert not any(word in answer.body.decode() for word in ("Traceback", str(REPO), str(MINI), "Error"))


@pytest.mark.parametrize("headers", [{}, {"origin": "http://here:1"}, {"sec_fetch_site": "same-origin"},
                                     {"origin": "https://out:2", "x_forwarded_host": "out:2"}])  # fmt: skip
def test_a_page_of_this_server_is_answered(client: Client, headers: dict[str, str]) -> None:
    assert run(client.ask("/layout-story", STORY_BODY, **headers)).status == 200


LISTED = {"host": "plan.example"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({**LISTED, "origin": "https://plan.example"}, 200),
        ({**LISTED, "sec_fetch_site": "same-origin"}, 200),
        # A name of another site that leads here: page and request say the same, and the browser takes them for one.
        ({"host": "x.test", "origin": "https://x.test"}, 403),
        ({"host": "x.test", "sec_fetch_site": "same-origin"}, 403),
        ({**LISTED, "origin": "https://x.test", "x_forwarded_host": "x.test"}, 403),
        ({**LISTED, "origin": "https://x.test"}, 403),
        ({**LISTED, "origin": "https://plan.example:81"}, 403),
    ],
)
def test_host_and_page_are_held_against_one_list(client: Client, headers: dict[str, str], status: int) -> None:
    edge = http.Edge(hosts=read_hosts(("plan.example",), (), ()))
    client.app = Starlette(routes=endpoints.file_routes(), middleware=http.middleware(edge))

    assert run(client.ask("/layout-story", STORY_BODY, **headers)).status == status


def test_too_much_is_not_read_to_its_end(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    much = {**place(), "toml": "#" * (endpoints.STORY_BYTES * 6)}
    assert run(client.ask("/layout-story", much)).status == 413
    monkeypatch.setattr(orders, "MAX_TEMPLATE", 10)
    big = {**STORY_BODY, "format": "pptx", "template": base64.b64encode(b"x" * 11).decode()}
    assert run(client.ask("/layout-export", big)).status == 413
    answered = run(client.ask("/layout-story", {**place(), "toml": "#" * (endpoints.STORY_BYTES + 1)})).json
    assert len(answered["faults"]) == 1


def test_what_does_not_arrive_is_not_waited_for(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "MOST_SECONDS", 0.2)
    answer = run(client.ask("/layout-export", STORY_BODY, stall=True))

    # Its language stands in what has not been read: it is said in each.
    lines = [say("server_answer.too-slow", lang, seconds=0) for lang in LANGS]
    assert (answer.status, answer.json["faults"]) == (408, lines)


def test_nothing_is_taken_in_while_no_more_may_wait(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_queue.Queue, "refusal", lambda *_: "server_answer.busy")
    answer = run(client.ask("/layout-export", {**STORY_BODY, "format": "pdf"}, stall=True))

    assert answer.status == 503
    assert answer.json["faults"] == [say("server_answer.busy", lang) for lang in LANGS]


def test_a_request_that_waits_keeps_its_template_once() -> None:
    text = base64.b64encode(b"PK deck").decode()
    parsed = requests.PageRequest({"format": "pptx", "template": text}, "zh", None, "mini", "x")  # type: ignore[arg-type]

    assert orders.read_order(parsed).template == b"PK deck"
    assert text not in parsed.body.values()


def test_a_template_of_no_bytes_is_a_template(tmp_path: Path) -> None:
    """It is a faulty one, which the command says; no template is another thing."""
    for sent, content in (({"template": ""}, b""), ({"template": None}, None), ({}, None)):
        order = orders.read_order(requests.PageRequest({"format": "pptx", **sent}, "zh", None, "mini", "x"))  # type: ignore[arg-type]
        assert isinstance(order, orders.StoryOrder) and order.template == content
        assert ("--template" in order.command_options(tmp_path)) is (content is not None)


def test_a_file_that_takes_its_time_keeps_no_draft_waiting(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()
    monkeypatch.setattr(requests, "read_guarded_story", lambda *_: (None, (done.wait(2), ())[1]))

    async def ask() -> tuple[int, list[int]]:
        files = [asyncio.create_task(client.ask("/layout-story", {**place(), "toml": ""})) for _ in range(24)]
        await asyncio.sleep(0)
        draft_answer = await client.ask("/layout-story", STORY_BODY)
        waiting = sum(not task.done() for task in files)
        done.set()
        assert waiting == len(files)
        return draft_answer.status, [answer.status for answer in await asyncio.gather(*files)]

    assert run(ask()) == (200, [200] * 24)


def test_more_faults_than_one_reads_are_counted() -> None:
    lines = [str(n) for n in range(requests.MOST_FAULTS + 5)]

    assert requests.first_lines(lines, "en") == [*lines[: requests.MOST_FAULTS], say("server_answer.more", "en", n=5)]


# ——— Files

CHILD = """
import sys, time, pathlib
out = sys.stderr
{lines}
"""


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Let a script stand for the command; note how it is called, and end what is left of it."""
    started: list[subprocess.Popen[str]] = []
    calls: list[tuple[list[str], dict[str, bytes]]] = []

    def use(lines: str) -> None:
        def start(arguments: Any, folder: Path) -> subprocess.Popen[str]:
            calls.append((list(arguments), {f.name: f.read_bytes() for f in folder.iterdir()}))
            command = [sys.executable, "-c", CHILD.replace("{lines}", lines), *arguments]
            started.append(
                subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, encoding="utf-8")
            )
            return started[-1]

        monkeypatch.setattr(jobs, "start_command", start)

    use.calls, use.started = calls, started  # type: ignore[attr-defined]
    yield use
    for process in started:
        process.kill()
        process.wait()


GOOD = (
    "for n in range(4): print(f'{n}/3', file=out, flush=True)\n"
    "pathlib.Path(sys.argv[2]).write_bytes(b'made of ' + sys.argv[2].encode())"
)


@pytest.mark.parametrize(
    ("form", "portrait", "expected"),
    [("pptx", False, []), ("pdf", False, []), ("pdf", True, ["--portrait"]), ("pptx", True, [])],
)
def test_a_file_is_made_told_step_by_step_and_handed_out(
    client: Client, child: Any, form: str, portrait: bool, expected: list[str]
) -> None:
    child(GOOD)

    async def take() -> tuple[Answer, Answer, Answer]:
        progress = await client.ask("/layout-export", {**place("en"), "format": form, "portrait": portrait})
        return progress, await client.ask(progress.lines[-1]["url"]), await client.ask(progress.lines[-1]["url"])

    progress, file, again = run(take())
    assert progress.lines[:-1] == [{"n": n, "of": 3} for n in range(4)]
    assert progress.lines[-1]["name"] == f"mini-2021-2025-briefing-en.{form}"
    assert (file.status, file.body, again.body) == (200, f"made of briefing.{form}".encode(), file.body)
    assert file.headers["content-disposition"] == f'attachment; filename="mini-2021-2025-briefing-en.{form}"'
    assert file.headers["x-content-type-options"] == "nosniff"
    arguments, files = child.calls[0]
    assert arguments[:2] == ["export", f"briefing.{form}"] and files == {}
    assert [a for a in arguments if a in ("--story", "--template", "--portrait")] == expected


def test_story_and_template_go_along(client: Client, child: Any, mini: Any) -> None:
    child(GOOD)
    asks = {**STORY_BODY, "format": "pptx", "template": base64.b64encode(b"PK deck").decode()}
    assert "url" in run(client.ask("/layout-export", asks)).lines[-1]

    arguments, files = child.calls[0]
    assert arguments[arguments.index("--story") + 1] == "story.toml"
    assert arguments[arguments.index("--template") + 1] == "template.pptx"
    assert files["template.pptx"] == b"PK deck"
    parsed, faults = stories.read_story(files["story.toml"].decode(), "x", mini.plan, ())
    assert not faults and parsed is not None and stories.story_to_json(parsed) == draft()


def test_the_commands_own_words_are_handed_on_without_a_folder(client: Client, child: Any) -> None:
    child("import os\nprint('1/3', file=out)\nprint('Template', os.getcwd() + '/template.pptx: damaged', file=out)\nsys.exit(1)")
    answered = run(client.ask("/layout-export", {**place(), "format": "pptx"})).lines

    assert answered == [{"n": 1, "of": 3}, {"faults": ["Template template.pptx: damaged"]}]


def test_where_the_data_lie_is_not_told(client: Client, child: Any) -> None:
    child("print('--data:', sys.argv[sys.argv.index('--data') + 1], 'is gone', file=out)\nsys.exit(2)")
    (answered,) = run(client.ask("/layout-export", {**place(), "format": "pdf"})).lines

    assert answered == {"faults": [f"--data: {MINI.name} is gone"]}


@pytest.mark.parametrize("end", ["raise ValueError('/secret/place')", "sys.exit(-9)", "sys.exit(1)"])
def test_of_a_crash_only_a_number_is_told(client: Client, child: Any, end: str) -> None:
    child(end)
    (answered,) = run(client.ask("/layout-export", {**place("en"), "format": "pdf"})).lines

    assert len(answered["faults"]) == 1 and "secret" not in str(answered)
    assert answered["faults"][0].startswith(say("server_answer.failed", "en", id="")[:20])


@pytest.mark.parametrize("end", ["time.sleep(60)", "import os\nos.close(2)\ntime.sleep(8)"], ids=["silent", "closed"])
def test_what_takes_too_long_is_ended(
    client: Client, child: Any, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    child(f"print('1/3', file=out, flush=True)\n{end}")
    monkeypatch.setattr(endpoints, "MOST_SECONDS", 1.0)
    answered = run(client.ask("/layout-export", {**place(), "format": "pdf"})).lines

    assert answered[-1] == {"faults": [say("server_answer.slow", "zh", seconds=int(jobs.MOST_SECONDS))]}
    assert child.started[0].poll() not in (None, 0)


def test_a_browser_that_goes_away_ends_its_process(client: Client, child: Any) -> None:
    child("print('1/3', file=out, flush=True)\ntime.sleep(60)")
    begun = time.monotonic()
    run(client.ask("/layout-export", {**place(), "format": "pdf"}, leave=1))

    assert child.started[0].poll() not in (None, 0) and time.monotonic() - begun < 30


def test_two_are_made_at_once_the_others_wait_and_are_told(client: Client, child: Any, tmp_path: Path) -> None:
    go = tmp_path / "go"
    child(f"while not pathlib.Path({str(go)!r}).exists(): time.sleep(.02)\n"
          "pathlib.Path(sys.argv[2]).write_bytes(b'x')")  # fmt: skip

    async def crowd() -> list[Answer]:
        asks = [
            asyncio.ensure_future(client.ask("/layout-export", {**place(), "format": "pdf"}, cookie=a_browser()))
            for _ in range(4)
        ]
        while len(child.calls) < 2:
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.3)
        assert len(child.calls) == 2
        go.touch()
        return await asyncio.gather(*asks)

    answers = run(crowd())
    assert all("url" in a.lines[-1] for a in answers)
    waits = [[line["wait"] for line in a.lines if "wait" in line] for a in answers]
    assert sorted(max(w, default=0) for w in waits) == [0, 0, 1, 2]


def test_too_many_are_turned_away(client: Client, child: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    queue = export_queue.Queue(at_once=1, most=1)
    queue.tickets.append(export_queue.Ticket("a"))

    async def turn() -> None:
        async for _ in queue.turn(export_queue.Ticket("b")):
            pass

    with pytest.raises(jobs.FailedError) as caught:
        run(turn())
    assert caught.value.word == "server_answer.busy"


def test_a_file_is_kept_for_a_while_and_no_name_can_be_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    files = jobs.FileStore()
    first, second = files.put("a.pdf", b"1"), files.put("b.pdf", b"2")
    assert first != second and len(first) >= 32
    assert files.get(first) is not None and files.get("x") is None
    later = time.monotonic() + jobs.FILE_SECONDS + 1
    monkeypatch.setattr(jobs.time, "monotonic", lambda: later)
    assert files.get(first) is None and files.files == {}

    monkeypatch.setattr(jobs, "MAX_STORED_BYTES", 10)
    old, new = files.put("a.pdf", b"123456"), files.put("b.pdf", b"123456")
    assert files.get(old) is None and files.get(new) is not None


def test_an_unknown_file_is_told_in_both_languages(client: Client) -> None:
    answer = run(client.ask("/layout-export/none"))

    assert answer.status == 404
    assert answer.body.decode().splitlines() == [say("server_answer.gone", lang) for lang in LANGS]


def test_the_real_command_makes_the_real_file(client: Client, mini: Any) -> None:
    async def take() -> tuple[list[dict[str, Any]], Answer]:
        progress = await client.ask("/layout-export", {**place("en"), "format": "pptx", "story": draft()})
        return progress.lines, await client.ask(progress.lines[-1]["url"])

    lines, file = run(take())
    assert lines[0] == {"n": 0, "of": 1} and {"n": 1, "of": 1} in lines
    assert file.body.startswith(b"PK")
    bare = run(client.ask("/layout-export", {**place("en", "2016-2020"), "format": "pdf"})).lines
    assert len(bare) == 1 and "story.toml" in bare[0]["faults"][0] and str(MINI) not in str(bare)


def test_answering_needs_no_drawing_in_memory(cache_folder: Path, mini_build: store.Build) -> None:
    code = (
        "import sys, asyncio, json\nfrom pathlib import Path\nfrom layout.build.renewal import BuildStore\n"
        "from layout.server import endpoints, state\nfrom layout.server.requests import PageRequest\n"
        f"build = BuildStore(Path({str(MINI)!r}), Path({str(cache_folder)!r})).ready()\n"
        f"request = PageRequest({{'story': {draft()!r}}}, 'zh', build, 'mini', '2021-2025')\n"
        "assert endpoints._answer(request)['show']\n"
        f"print([m for m in {(*HEAVY, 'pptx', 'matplotlib', 'layout.build.build')!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REPO, check=False,
                          env={**os.environ, "PYTHONPATH": str(REPO)})  # fmt: skip

    assert done.stdout.strip().endswith("[]"), done.stdout + done.stderr[-800:]


def test_the_html_file_is_filled_from_the_build_without_a_process(client: Client, child: Any) -> None:
    child("sys.exit(1)")

    async def take(edition: str, story: Any) -> tuple[dict[str, Any], Answer | None]:
        asks = {**place("en", edition), "format": "html", "story": story}
        last = (await client.ask("/layout-export", asks)).lines[-1]
        return last, await client.ask(last["url"]) if "url" in last else None

    mine = draft()
    mine["steps"][0]["title"]["en"] = "Mine alone </script>"
    for story, expected in ((None, b"LayoutSite.slideshow("), (mine, b"Mine alone \\u003c/script\\u003e")):
        last, file = run(take("2021-2025", story))
        assert last["name"] == "mini-2021-2025-briefing-en.html"
        assert file is not None and file.body.startswith(b"<!doctype html>") and expected in file.body
    last, file = run(take("2016-2020", None))
    assert file is None and "story.toml" in last["faults"][0]
    assert child.calls == []
