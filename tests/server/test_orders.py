"""The map of a view as a file, asked of the server: what is drawn, and what is refused before a process starts."""

from __future__ import annotations

import io
import json
import math
from typing import Any

import pytest
from PIL import Image

from geodata.languages import LANGS
from layout import exports
from layout.exports import size as sizes
from layout.exports.formats import FORMATS, VIEW
from layout.exports.size import Size
from layout.server import endpoints, jobs
from layout.view.extent import extent, view_for_size
from layout.view.query import MAX_QUERY
from layout.view.view import View
from layout.words.glossary import glossary, say
from tests.conftest import MINI, Case
from tests.server.test_briefing_requests import (
    GOOD,
    HIT,
    REPO,
    Answer,
    Client,
    child,
    client,
    draft,
    place,
    run,
)

__all__ = ["child", "client"]
TYPES = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}
MAP_BODY = {**place("en"), "format": "png", "view": "sel=loom-yard&off=roads&c=30.80001,121.2&z=12.5"}


async def had(client: Client, body: Any) -> tuple[list[dict[str, Any]], Answer | None]:
    """Ask for a file; return what was told, and the file."""
    lines = (await client.ask("/layout-export", body)).lines
    return lines, await client.ask(lines[-1]["url"]) if "url" in lines[-1] else None


@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize("edition", ["2016-2020", "2021-2025"])
def test_a_map_is_asked_of_the_command_as_it_was_read(
    client: Client, child: Any, form: str, edition: str
) -> None:
    child(GOOD)
    body = {
        **place("zh", edition),
        "format": form,
        "view": "lang=en&off=roads&sel=loom-yard",
        "size": "800 × 600",
        "dpi": "150",
    }
    lines, file = run(had(client, body))

    name = f"mini-{edition}-map-zh.{form}"
    assert lines[0] == {"n": 0, "of": 1} and set(lines[-1]) == {"url", "name", "seconds"} and lines[-1]["name"] == name
    assert file is not None and (file.status, file.body) == (200, f"made of map.{form}".encode())
    assert file.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert file.headers["content-type"].partition(";")[0] == TYPES[form]
    assert file.headers["x-content-type-options"] == "nosniff"
    arguments, files = child.calls[0]
    assert arguments[:2] == ["export", f"map.{form}"] and files == {}
    fields = dict(zip(arguments[2::2], arguments[3::2], strict=True))
    assert fields == {"--view": f"district=mini&edition={edition}&lang=zh&off=roads&sel=loom-yard", "--size": "800x600",
                     "--dpi": "150", "--data": str(MINI.resolve()), "--district": "mini", "--edition": edition, "--lang": "zh"}  # fmt: skip


@pytest.mark.parametrize("fields", [{}, {"size": None, "dpi": None}, {"dpi": " "}])
def test_what_is_left_open_is_as_on_the_command_line(
    client: Client, child: Any, fields: dict[str, Any]
) -> None:
    child(GOOD)
    run(had(client, {**MAP_BODY, **fields}))

    arguments = child.calls[0][0]
    assert arguments[arguments.index("--size") + 1] == "3840x2160" and "--dpi" not in arguments


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("changes", "status", "word", "values"),
    [
        ({"format": "exe"}, 400, "map_image_answer.format", {"value": "exe", "known": "png, svg, pdf"}),
        ({"format": "html"}, 400, "map_image_answer.format", {"value": "html", "known": "png, svg, pdf"}),
        ({"format": "../x"}, 400, "map_image_answer.format", {"value": "../x", "known": "png, svg, pdf"}),
        ({"format": ["png"]}, 400, "server_answer.not-understood", {}),
        ({"format": None}, 400, "server_answer.not-understood", {}),
        ({"story": draft()}, 400, "server_answer.not-understood", {}),
        ({"template": "x"}, 400, "server_answer.not-understood", {}),
        ({"view": None}, 400, "server_answer.not-understood", {}),
        ({"view": ["sel=loom-yard"]}, 400, "server_answer.not-understood", {}),
        ({"view": "x" * (MAX_QUERY + 1)}, 413, "map_image_answer.view", {"most": "4,000"}),
        ({"view": "sel=moon"}, 422, "link.unknown-value", {"key": "sel", "value": "moon"}),
        ({"view": f"sel={HIT}"}, 422, "link.unknown-value", {"key": "sel", "value": HIT}),
        ({"view": "edition=2016-2020"}, 422, "link.unknown-value", {"key": "edition", "value": "2016-2020"}),
        ({"view": "--data=/etc"}, 422, "link.unknown-key", {"key": "--data", "value": "/etc"}),
        ({"view": "c=1e999,2&z=3"}, 422, "link.bad-number", {"key": "c", "value": "1e999,2"}),
        ({"size": 7}, 400, "server_answer.not-understood", {}),
        ({"size": "9" * 41}, 400, "server_answer.not-understood", {}),
        ({"size": "large"}, 400, "map_image_answer.size", {"value": "large"}),
        ({"size": "x"}, 400, "map_image_answer.size", {"value": "x"}),
        ({"size": "<b>x\u202e"}, 400, "map_image_answer.size", {"value": "<b>x\\u202E"}),
        ({"size": "199x800"}, 400, "map_image_answer.range", {"value": "199x800", "low": "200", "high": "12,000", "most": "40"}),
        ({"size": "12001x800"}, 400, "map_image_answer.range", {"value": "12001x800", "low": "200", "high": "12,000", "most": "40"}),
        ({"size": "12000x3400"}, 400, "map_image_answer.range", {"value": "12000x3400", "low": "200", "high": "12,000", "most": "40"}),
        ({"size": "12000x12000"}, 400, "map_image_answer.range", {"value": "12000x12000", "low": "200", "high": "12,000", "most": "40"}),
        ({"dpi": 300}, 400, "server_answer.not-understood", {}),
        ({"dpi": "nan"}, 400, "map_image_answer.no-dpi", {"value": "nan", "low": "36", "high": "1,200"}),
        ({"dpi": "-1"}, 400, "map_image_answer.no-dpi", {"value": "-1", "low": "36", "high": "1,200"}),
        ({"dpi": "0"}, 400, "map_image_answer.dpi", {"value": "0", "low": "36", "high": "1,200"}),
        ({"dpi": "1201"}, 400, "map_image_answer.dpi", {"value": "1201", "low": "36", "high": "1,200"}),
        ({"size": "800x600", "dpi": "1200"}, 400, "map_image_answer.letters", {"fits": "360"}),
        ({"size": "12000x200"}, 400, "map_image_answer.letters", {"fits": "120"}),
        ({"window": 900}, 400, "server_answer.not-understood", {}),
        ({"window": [900]}, 400, "server_answer.not-understood", {}),
        ({"window": [True, 700]}, 400, "server_answer.not-understood", {}),
        ({"window": [0, 700]}, 400, "server_answer.not-understood", {}),
        ({"window": [math.nan, 700]}, 400, "server_answer.not-understood", {}),
        ({"window": [math.inf, 700]}, 400, "server_answer.not-understood", {}),
        ({"window": ["900", 700]}, 400, "server_answer.not-understood", {}),
    ],
)  # fmt: skip
def test_a_map_that_cannot_be_is_refused_in_words_before_a_process_starts(
    client: Client,
    child: Any,
    lang: str,
    changes: dict[str, Any],
    status: int,
    word: str,
    values: dict[str, str],
) -> None:
    child(GOOD)
    answer = run(client.ask("/layout-export", {**MAP_BODY, "lang": lang, **changes}))

    assert (answer.status, answer.json) == (status, {"faults": [say(word, lang, **values)]})
    assert child.calls == []
    assert not any(place in answer.body.decode() for place in (str(REPO), str(MINI)))


def test_every_unknown_part_of_a_view_is_named(client: Client, child: Any) -> None:
    answer = run(client.ask("/layout-export", {**MAP_BODY, "view": "sel=moon&off=sun&z=99&what=1"}))

    assert answer.status == 422
    assert [
        w for w in ("moon", "sun", "99", "what") if not any(w in line for line in answer.json["faults"])
    ] == []


def test_a_picture_of_another_view_is_not_handed_out(client: Client, child: Any) -> None:
    # The data may have changed since they were built: the command then leaves out what it no longer knows.
    child("print('left out: sel=moon', file=out)\npathlib.Path(sys.argv[2]).write_bytes(b'another')")
    lines, _ = run(had(client, MAP_BODY))

    assert lines[-1] == {"faults": ["left out: sel=moon"]}


def test_a_map_that_takes_too_long_is_told_in_words_of_its_own(
    client: Client, child: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    child("time.sleep(60)")
    monkeypatch.setattr(endpoints, "MOST_SECONDS", 0.5)
    lines, _ = run(had(client, MAP_BODY))

    assert lines[-1] == {"faults": [say("map_image_answer.slow", "en", seconds=int(jobs.MOST_SECONDS))]}


def test_of_a_crash_while_drawing_only_a_number_is_told(client: Client, child: Any) -> None:
    child("raise ValueError('/secret/place')")
    lines, _ = run(had(client, MAP_BODY))

    assert "secret" not in json.dumps(lines) and lines[-1]["faults"][0].startswith(
        say("server_answer.failed", "en", id="")[:20]
    )


@pytest.mark.parametrize("window", [(1000, 850), (1900, 500), (390, 480), (900, 700)])
@pytest.mark.parametrize("size", [(1600, 900), (900, 1600), (1000, 1000)])
def test_a_picture_holds_what_the_screen_holds(
    mini: Case, window: tuple[int, int], size: tuple[int, int]
) -> None:
    zoom = 12.0
    screen_view = View("mini", "2021-2025", lat=30.8, lon=121.2, zoom=zoom)
    fitted = view_for_size(screen_view, window, size)

    west, _, east, _ = extent(fitted, mini.plan, {})
    # Pixels of the picture to a pixel of the screen: as many as let the whole window in, hardly fewer.
    scale = min(size[0] / 900, size[1] / 700) * 900 / ((east - west) / 360 * 256 * 2**zoom)
    fits = min(size[0] / window[0], size[1] / window[1])
    assert fits * 0.99 <= scale <= fits * (1 + 1e-9)
    assert (fitted.lat, fitted.lon) == (screen_view.lat, screen_view.lon)


def test_a_view_without_a_place_keeps_its_own(mini: Case) -> None:
    assert view_for_size(View("mini", "2021-2025"), (10, 10), (1600, 900)) == View("mini", "2021-2025")
    for zoom in (0.0, 19.0):
        fitted = view_for_size(View("mini", "2021-2025", lat=30.8, lon=121.2, zoom=zoom), (1, 20_000), (1600, 900))
        assert fitted.zoom is not None and 0 <= fitted.zoom <= 19


def test_every_size_to_choose_from_is_one_that_can_be(client: Client) -> None:
    for width, height, dpi in sizes.PRESETS.values():
        assert sizes.read_size(f"{width}x{height}", dpi) == Size(width, height, dpi or 0.0)
    paper = [(x / dpi * 25.4, y / dpi * 25.4) for x, y, dpi in sizes.PRESETS.values() if dpi]
    assert [tuple(map(round, page)) for page in paper] == [(297, 210), (210, 297), (420, 297)]


def test_the_real_command_draws_the_view_that_was_asked_for(client: Client, mini: Case) -> None:
    plan = mini.plan
    body = {**MAP_BODY, "size": "640x400", "window": [900, 500]}
    lines, file = run(had(client, body))
    screen_view = View(
        plan.district.id,
        plan.edition.id,
        "en",
        sel="loom-yard",
        off=("roads",),
        lat=30.8,
        lon=121.2,
        zoom=12.5,
    )
    size = Size(640, 400)

    assert file is not None, lines
    assert Image.open(io.BytesIO(file.body)).size == (640, 400)
    assert file.body == exports.render_view(
        ".png", plan, mini.shapes, view_for_size(screen_view, (900, 500), size.screen), size
    )
    for form, head in (("svg", b"<svg"), ("pdf", b"%PDF")):
        lines, file = run(had(client, {**place("zh", "2016-2020"), "format": form, "view": ""}))
        assert lines[-1]["name"] == f"mini-2016-2020-map-zh.{form}"
        assert file is not None and head in file.body[:400] and str(REPO).encode() not in file.body


def test_every_format_has_its_type_and_every_button_its_words() -> None:
    for row in FORMATS:
        assert row.media_type.count("/") == 1
        assert row.content == VIEW or f"format.{row.content}-{row.form}" in glossary()
