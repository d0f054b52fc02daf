"""Sheets and packs asked of the server: what the command gets, and what is refused before a process starts."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from geodata.intake.limits import MAX_BYTES
from geodata.languages import LANGS
from layout.exports.formats import PACK, SHEETS
from layout.exports.sheet_options import MAX_PARKS, SheetOptions
from layout.server import sheet_orders
from layout.server.sheet_orders import SheetOrder
from layout.words.glossary import say
from tests.server.test_briefing_requests import GOOD, HIT, Client, child, client, place, run
from tests.server.test_orders import had

__all__ = ["child", "client"]
BODY = {**place("en"), "content": PACK, "format": "pdf", "parks": ["loom-yard"]}


def encoded(content: bytes) -> str:
    """Return bytes as a page sends them."""
    return base64.b64encode(content).decode("ascii")


@pytest.mark.parametrize(
    ("content", "form", "stem"),
    [(SHEETS, "pdf", "park-sheets"), (SHEETS, "png", "park-picture"), (PACK, "pdf", "pack")],
)
def test_a_file_of_parks_is_asked_of_the_command(
    client: Client, child: Any, content: str, form: str, stem: str
) -> None:
    child(GOOD)
    body = {**BODY, "content": content, "format": form, "investor": "--lang", "sender": HIT, "request": "布",
            "day": "2026-01-31", "comments": {"loom-yard": HIT}, "address": "https://h.example/p"}  # fmt: skip
    lines, file = run(had(client, body))

    assert lines[-1]["name"] == f"mini-2021-2025-{stem}-en.{form}" and {"n": 3, "of": 3} in lines
    assert file is not None and file.status == 200
    arguments, files = child.calls[0]
    assert arguments[:2] == ["export", f"{stem}.{form}"]
    # Joined to its option, what looks like an option is none.
    assert {f"--for={'--lang'}", f"--from={HIT}", "--request=布", "--date=2026-01-31", "--parks=loom-yard",
            "--address=https://h.example/p"} <= set(arguments)  # fmt: skip
    assert json.loads(files["comments.json"]) == {"loom-yard": HIT}


def test_the_reader_s_own_facts_go_into_the_folder_of_the_order(tmp_path: Path) -> None:
    photos = {"北门.jpg": b"\xff\xd8x"}
    order = SheetOrder("pdf", SHEETS, SheetOptions(("loom-yard",)), (".xlsx", b"PK"), photos)
    arguments = order.command_options(tmp_path)

    assert arguments == ["--parks=loom-yard", "--own", "parks-own.xlsx", "--photos", "photos"]
    assert (tmp_path / "parks-own.xlsx").read_bytes() == b"PK"
    assert (tmp_path / "photos" / "北门.jpg").read_bytes() == b"\xff\xd8x"


@pytest.mark.parametrize(
    "name", ["../a.jpg", "/etc/x.jpg", "a/b.jpg", "a\\b.jpg", "..", "", "a\x00.jpg", "a\n.jpg", "字" * 90]
)
def test_a_photograph_with_the_name_of_another_place_is_left_out(client: Client, child: Any, name: str) -> None:
    child(GOOD)
    facts = {"name": "x.xlsx", "base64": encoded(b"PK"), "photos": [{"name": name, "base64": encoded(b"x")}]}
    photos = sheet_orders._photos(facts["photos"])  # type: ignore[arg-type]

    assert photos == {}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("changes", "status", "word", "values"),
    [
        ({"format": "exe"}, 400, "server_answer.not-understood", {}),
        ({"content": "map"}, 400, "server_answer.not-understood", {}),
        ({"content": ["pack"]}, 400, "server_answer.not-understood", {}),
        ({"parks": "loom-yard"}, 400, "server_answer.not-understood", {}),
        ({"parks": [1]}, 400, "server_answer.not-understood", {}),
        ({"parks": ["x"] * (MAX_PARKS + 1)}, 400, "server_answer.not-understood", {}),
        ({"comments": ["x"]}, 400, "server_answer.not-understood", {}),
        ({"comments": {"loom-yard": 1}}, 400, "server_answer.not-understood", {}),
        ({"investor": 1}, 400, "server_answer.not-understood", {}),
        ({"view": ""}, 400, "server_answer.not-understood", {}),
        ({"facts": "x"}, 400, "server_answer.not-understood", {}),
        ({"facts": {"name": "x.xlsx", "base64": "?"}}, 400, "server_answer.not-understood", {}),
        ({"facts": {"name": "x.xlsx", "base64": "UEs=", "photos": "x"}}, 400, "server_answer.not-understood", {}),
        ({"investor": "x" * 201}, 422, "sheet_call.long-for", {"n": "201", "most": "200"}),
        ({"day": "x"}, 422, "sheet_call.no-day", {"value": "x"}),
        ({"format": "pdf", "extent": "tiny"}, 422, "sheet_call.extent", {"value": "tiny", "known": "short, full"}),
        ({"format": "pptx", "extent": "short"}, 400, "server_answer.not-understood", {}),
        ({"address": "file:///etc"}, 422, "sheet_call.no-address", {"value": "file:///etc"}),
        ({"facts": {"name": "x.xlsx", "base64": "A" * (MAX_BYTES * 4 // 3 + 8)}}, 413, "sheet_answer.too-large", {"workbook": 5, "photos": 12}),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(
    client: Client,
    child: Any,
    lang: str,
    changes: dict[str, Any],
    status: int,
    word: str,
    values: dict[str, Any],
) -> None:
    child(GOOD)
    answer = run(client.ask("/layout-export", {**BODY, "lang": lang, **changes}))

    assert (answer.status, answer.json) == (status, {"faults": [say(word, lang, **values)]})
    assert child.calls == []


def test_every_unknown_park_is_named_with_the_known_ones(client: Client, child: Any) -> None:
    answer = run(client.ask("/layout-export", {**BODY, "parks": ["moon", HIT, "loom-yard"]}))

    assert answer.status == 422
    assert all(name in answer.json["faults"][0] for name in ("moon", HIT, "loom-yard"))


def test_the_real_command_draws_what_was_asked_for(client: Client) -> None:
    body = {**BODY, "content": SHEETS, "investor": "", "request": "", "day": "2026-01-31"}
    lines, file = run(had(client, body))

    assert file is not None, lines
    assert file.body[:5] == b"%PDF-" and lines[-1]["name"] == "mini-2021-2025-park-sheets-en.pdf"
