"""An officer's facts kept for a session: the last good file, photographs beside it, and nothing of a stranger's."""

from __future__ import annotations

import base64
from types import SimpleNamespace
from typing import Any

import pytest

from layout.pages import session_facts
from layout.view.view import View
from tests.promotion.facts import HEAD, mini_plan, picture

VIEW = View("mini", "2021-2025", "en")
GOOD = HEAD + "织造园,层高,9,米,招商办,2026-05-01,\n"
WITH_PHOTO = "园区,照片文件,图注,提供人\n织造园,a.jpg,大门,王\n"


@pytest.fixture(autouse=True)
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Stand in for a session."""
    state: dict[str, Any] = {}
    monkeypatch.setattr(session_facts, "st", SimpleNamespace(session_state=state))
    return state


def coded(content: str | bytes) -> str:
    """Return bytes as the browser sends them."""
    return base64.b64encode(content.encode() if isinstance(content, str) else content).decode()


def take(n: int, **message: Any) -> Any:
    """Take in a message, and return what the session then holds."""
    session_facts.receive_facts({"n": n, **message}, VIEW, mini_plan())
    return session_facts.facts_upload(VIEW)


def test_a_faulty_file_leaves_the_last_good_one_and_a_removal_leaves_nothing() -> None:
    assert take(1, name="a.csv", base64=coded(GOOD)).accepted == 1
    after = take(2, name="b.csv", base64=coded(HEAD + "某园,层高,9,米,,,\n"))
    assert (after.file, after.faulty_file, len(after.faults), after.accepted) == ("a.csv", "b.csv", 2, 1)
    assert [f.field for f in session_facts.officer_facts(VIEW).facts] == ["floor-height"]
    assert session_facts.officer_facts(View("mini", "2016-2020", "en")).facts == ()
    assert take(3, name="a.csv", base64=coded(GOOD)).faults == ()
    assert take(4, remove=True) == session_facts.FactsUpload()


def test_photographs_come_with_the_workbook_or_later_and_one_that_is_none_is_named() -> None:
    first = take(1, name="a.csv", base64=coded(WITH_PHOTO))
    assert first.facts.photos == () and "no photograph 'a.jpg'" in first.left_out[0].text("en")
    photos = [{"name": "A.jpg", "base64": coded(picture())}, {"name": "x.jpg", "base64": coded("no")}, {"name": "big.jpg", "size": 40_000_000}]
    after = take(2, photos=photos)
    assert [(p.site, p.caption) for p in after.facts.photos] == [("loom-yard", "大门")]
    words = [fault.text("en") for fault in after.left_out]
    assert len(words) == 2 and "is no JPEG" in words[0] and "has 40 MB" in words[1]


def test_a_session_holds_photographs_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_facts, "MAX_SESSION_PHOTOS", 100)
    after = take(1, name="a.csv", base64=coded(WITH_PHOTO), photos=[{"name": "a.jpg", "base64": coded(picture())}])

    assert after.facts.photos == () and "together" in after.left_out[0].text("en")


@pytest.mark.parametrize(
    "message",
    [
        None, [], "x", {}, {"name": 3, "base64": "x"}, {"name": "a", "base64": "!!"}, {"name": "", "base64": ""},
        {"photos": 3}, {"photos": [3, {}, {"name": "x" * 300}, {"name": ""}]}, {"name": "a", "base64": "A" * 11_000_000},
    ],
)  # fmt: skip
def test_what_is_no_message_changes_nothing(message: Any) -> None:
    session_facts.receive_facts(message, VIEW, mini_plan())

    upload = session_facts.facts_upload(VIEW)
    assert (upload.file, upload.facts.facts, upload.photos, upload.faults) == ("", (), {}, ())
