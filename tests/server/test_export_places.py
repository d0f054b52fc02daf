"""The places of the export queue: two for a browser, none for what needs no drawing; processes held back."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from layout.server import export_queue, jobs, processes
from layout.words.glossary import say
from tests.server.test_briefing_requests import GOOD, Answer, Client, a_browser, child, client, place, run  # noqa: F401

PDF, HTML = ({**place("en"), "format": form} for form in ("pdf", "html"))
WAITS = (
    "while not pathlib.Path({go!r}).exists(): time.sleep(.02)\n"
    "pathlib.Path(sys.argv[2]).write_bytes(b'x')"
)  # fmt: skip


class Orders:
    """Orders at once of several browsers; what is drawn waits until all are given."""

    def __init__(self, client: Client, child: Any, go: Path) -> None:  # noqa: F811
        self.client, self.go = client, go
        routes: Any = client.app.routes[-1]
        self.queue: export_queue.Queue = routes.endpoint.__self__.queue
        child(WAITS.format(go=str(go)))

    async def give(self, *bodies: dict[str, Any], cookie: str | None = None) -> list[asyncio.Future[Answer]]:
        """Give orders, each once the one before it has its place."""
        tasks = []
        for body in bodies:
            headers, places = {} if cookie is None else {"cookie": cookie}, len(self.queue.tickets)
            tasks.append(asyncio.ensure_future(self.client.ask("/layout-export", body, **headers)))
            async with asyncio.timeout(20):
                while len(self.queue.tickets) == places:
                    await asyncio.sleep(0.01)
        return tasks

    async def answered(self, body: dict[str, Any], cookie: str) -> Answer:
        """Give an order that is answered while others wait."""
        async with asyncio.timeout(20):
            return await self.client.ask("/layout-export", body, cookie=cookie)


@pytest.fixture
def orders(client: Client, child: Any, tmp_path: Path) -> Orders:  # noqa: F811
    return Orders(client, child, tmp_path / "go")


def files(answers: list[Answer]) -> list[bool]:
    return [answer.status == 200 and "url" in answer.lines[-1] for answer in answers]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_third_file_of_a_browser_is_refused_and_another_browser_takes_its_place(orders: Orders, lang: str) -> None:
    async def crowd() -> tuple[Answer, list[Answer]]:
        first, second = a_browser(), a_browser()
        tasks = await orders.give(PDF, PDF, cookie=first)
        third = await orders.answered({**PDF, "lang": lang}, cookie=first)
        tasks += await orders.give(PDF, cookie=second)
        orders.go.touch()
        answers = await asyncio.gather(*tasks)
        return third, [*answers, await orders.client.ask("/layout-export", PDF, cookie=first)]

    third, answers = run(crowd())
    assert (third.status, third.json["faults"]) == (429, [say("server_answer.yours", lang, n=2)])
    assert files(answers) == [True] * 4


def test_all_that_bear_no_number_share_two_places(orders: Orders) -> None:
    async def crowd() -> tuple[Answer, list[Answer]]:
        tasks = await orders.give(PDF, PDF)
        third = await orders.answered(PDF, cookie="layout-browser=forged")
        tasks += await orders.give(PDF, cookie=a_browser())
        orders.go.touch()
        return third, await asyncio.gather(*tasks)

    third, answers = run(crowd())
    assert (third.status, third.json["faults"]) == (503, [say("server_answer.busy", "en")])
    assert files(answers) == [True] * 3


def test_a_place_is_free_again_when_its_browser_leaves(orders: Orders) -> None:
    async def leave() -> list[Answer]:
        cookie = a_browser()
        for task in await orders.give(PDF, PDF, cookie=cookie):
            task.cancel()
            await asyncio.wait([task])
        orders.go.touch()
        return [await orders.client.ask("/layout-export", PDF, cookie=cookie)]

    assert files(run(leave())) == [True]


def test_what_needs_no_drawing_goes_past_the_queue(orders: Orders) -> None:
    async def crowd() -> tuple[list[Answer], list[Answer]]:
        drawn = [await orders.give(PDF, cookie=a_browser()) for _ in range(4)]
        quick = [await orders.answered(HTML, cookie=a_browser()) for _ in range(3)]
        assert not any(task.done() for (task,) in drawn)
        orders.go.touch()
        return quick, [await task for (task,) in drawn]

    quick, drawn = run(crowd())
    assert files(quick) == [True] * 3 and files(drawn) == [True] * 4
    assert not any("wait" in line for answer in quick for line in answer.lines)


def test_a_browser_whose_two_are_drawn_still_gets_what_needs_no_drawing(orders: Orders) -> None:
    async def crowd() -> list[Answer]:
        cookie = a_browser()
        tasks = await orders.give(PDF, PDF, cookie=cookie)
        page = await orders.answered(HTML, cookie=cookie)
        orders.go.touch()
        return [page, *await asyncio.gather(*tasks)]

    assert files(run(crowd())) == [True] * 3


def test_what_needs_no_drawing_cannot_flood_either() -> None:
    async def flood() -> list[str]:
        queue = export_queue.Queue(export_queue.FILLED_AT_ONCE, 3)
        refused = []
        for browser in "aaabcd":
            refused.append(queue.refusal(browser).removeprefix("server_answer."))
            if not refused[-1]:
                queue.tickets.append(export_queue.Ticket(browser))
        return refused

    assert run(flood()) == ["", "", "yours", "", "busy", "busy"]


@pytest.mark.parametrize(("cores", "places"), [(1, 1), (2, 1), (3, 2), (4, 2), (64, export_queue.MOST_AT_ONCE)])
def test_a_core_stays_free_for_the_pages(monkeypatch: pytest.MonkeyPatch, cores: int, places: int) -> None:
    monkeypatch.setattr(export_queue, "own_cores", lambda: cores)
    queue = export_queue.drawing_queue()

    assert queue.at_once == places and queue.most == places + export_queue.MOST_WAITING


# ——— Held back


@pytest.mark.skipif(sys.platform != "linux", reason="no other system lets a process be limited from outside")
def test_a_process_that_makes_a_file_comes_after_the_server_and_has_a_limit(tmp_path: Path) -> None:
    import resource

    process = processes.start_process(["-m", "layout", "--help"], tmp_path)
    try:
        assert os.getpriority(os.PRIO_PROCESS, process.pid) == min(os.getpriority(os.PRIO_PROCESS, 0) + 10, 19)
        assert os.sched_getscheduler(process.pid) == os.SCHED_BATCH
        assert resource.prlimit(process.pid, resource.RLIMIT_AS) == (processes.MOST_MEMORY * 1_000_000,) * 2
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(
    ("setting", "expected"), [("2000", 2000), (" 900 ", 900), ("", processes.MOST_MEMORY), ("much", processes.MOST_MEMORY), ("0", processes.MOST_MEMORY)]
)  # fmt: skip
def test_the_limit_is_a_setting_and_one_that_is_none_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, setting: str, expected: int
) -> None:
    monkeypatch.setenv("LAYOUT_EXPORT_MEMORY", setting)

    assert processes.memory_limit() == expected
    assert ("LAYOUT_EXPORT_MEMORY" in caplog.text) is (setting in ("much", "0"))


@pytest.mark.skipif(sys.platform != "linux", reason="no other system lets a process be limited from outside")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_file_that_takes_too_much_memory_ends_with_a_sentence(
    client: Client, child: Any, monkeypatch: pytest.MonkeyPatch, lang: str  # noqa: F811
) -> None:
    child("print('1/3', file=out, flush=True)\nsys.stdin.read()\nbytearray(3_000_000_000)\n" + GOOD)
    start = jobs.start_command

    def restrained(arguments: Any, folder: Path) -> subprocess.Popen[str]:
        process = start(arguments, folder)
        processes.restrain(process.pid)
        return process

    monkeypatch.setattr(jobs, "start_command", restrained)
    lines = run(client.ask("/layout-export", {**place(lang), "format": "pdf"})).lines

    assert lines == [{"n": 1, "of": 3}, {"faults": [say("server_answer.memory", lang, mb="1,280")]}]


@pytest.mark.parametrize(
    "end", ["os.kill(os.getpid(), 9)", "os.abort()", "print('std::bad_alloc', file=out)\nsys.exit(3)", "raise MemoryError"]
)  # fmt: skip
def test_however_a_process_without_memory_ends_it_is_said(client: Client, child: Any, end: str) -> None:  # noqa: F811
    child(f"import os\n{end}")
    (answered,) = run(client.ask("/layout-export", PDF)).lines

    assert answered == {"faults": [say("server_answer.memory", "en", mb="1,280")]}
