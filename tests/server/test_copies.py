"""What a source card asks of the server: the sentence at a place of the office's copy, and no more of it."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from geodata.document.named_copy import DOCUMENTS_ENV
from layout.build import store
from layout.build.renewal import BuildStore
from layout.server import copies, state
from tests.conftest import MINI
from tests.plan_documents import TEXT
from tests.server.test_briefing_requests import Client, place, run

FIRST = "第一章 第1句"


@pytest.fixture
def file(mini_build: store.Build, cache_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Serve the small district with a copy of its plan."""
    build_store = BuildStore(MINI, cache_folder)
    build_store.ready()
    monkeypatch.setattr(state, "store", build_store)
    path = tmp_path / "copies/mini/2021-2025/示例规划.txt"
    path.parent.mkdir(parents=True)
    path.write_text(TEXT, encoding="utf-8")
    monkeypatch.setenv(DOCUMENTS_ENV, str(tmp_path / "copies"))
    return path


@pytest.fixture
def client() -> Client:
    asking = Client()
    asking.app = Starlette(routes=copies.copy_routes())
    return asking


def ask(client: Client, *places: Any, lang: str = "zh", cite: str = "") -> Any:
    body = {**place(lang), "places": list(places), "cite": cite}
    return run(client.ask(f"/{state.PASSAGES}", body))


def test_a_place_is_answered_with_its_sentence_and_the_figure_in_it(file: Path, client: Client) -> None:
    answer = ask(client, FIRST, "表 1 第2行", cite="output-base")
    first, row = answer.json["passages"]
    assert answer.json["name"] == file.name
    assert "no-store" in answer.headers["cache-control"]
    assert first["text"] == "全区工业产值从50.0亿元提高到80.0亿元；位次不变。"
    assert first["text"][slice(*first["mark"])] == "80.0"
    assert row == {"text": "2 工业产值（亿元） 120", "mark": None}
    assert str(file.parent) not in answer.body.decode()


def test_the_copy_is_read_once_until_it_changes(file: Path, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: list[Path] = []
    read_copy = copies.read_copy
    monkeypatch.setattr(copies, "read_copy", lambda path, titles: reads.append(path) or read_copy(path, titles))

    async def at_once() -> list[Any]:
        body = {**place(), "places": [FIRST]}
        return await asyncio.gather(*(client.ask(f"/{state.PASSAGES}", body) for _ in range(4)))

    assert {answer.status for answer in run(at_once())} == {200} and len(reads) == 1
    file.write_text(TEXT.replace("位次不变", "位次前移"), encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert "位次前移" in ask(client, FIRST).json["passages"][0]["text"] and len(reads) == 2


def test_a_fault_is_said_in_the_readers_language(file: Path, client: Client) -> None:
    file.write_text(TEXT.replace("第一章 回顾\n全", "全"), encoding="utf-8")
    (passage,) = ask(client, FIRST, lang="en").json["passages"]
    assert passage["fault"].startswith("the document has no section “第一章”")
    file.write_bytes(b"%PDF-1.4 broken")
    for lang, words in {"zh": "不是有效的 PDF", "en": "not a valid PDF"}.items():
        answer = ask(client, FIRST, lang=lang).json
        assert words in answer["fault"] and answer["name"] == file.name and "passages" not in answer
    file.unlink()
    assert ask(client, FIRST).json == {"name": ""}


@pytest.mark.parametrize("places", [["第三章 第9句"], ["../x"], [1], [FIRST] * 41, None])
def test_only_what_the_data_cite_is_told(file: Path, client: Client, places: Any) -> None:
    """The document is the office's: its other sentences are not to be had by asking for their places."""
    body = {**place(), "places": places}

    assert run(client.ask(f"/{state.PASSAGES}", body)).status == 400


def test_another_site_is_refused(file: Path, client: Client) -> None:
    body = {**place(), "places": [FIRST]}

    assert run(client.ask(f"/{state.PASSAGES}", body, sec_fetch_site="cross-site")).status == 403


def test_no_build_holds_a_word_of_the_copy(file: Path, client: Client, mini_build: store.Build) -> None:
    assert ask(client, FIRST).json["passages"][0]["text"]
    built = b"".join(mini_build.assets.values()) + json.dumps(mini_build.index).encode()

    assert "位次不变".encode() not in built and file.name.encode() not in built
