"""What those who watch over the server are told of it, and that it never waits."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from layout.build.renewal import BuildStore
from layout.build.sums import UnwritableError
from layout.server import health, state
from tests.build.light import FAULT, LightBuilder, light, light_root, write
from tests.server.test_server import run

STARTED = {"there": False, "name": None, "age_seconds": None, "running": True, "failed": None, "faults": 0}


@pytest.fixture(autouse=True)
def light_checks() -> Iterator[None]:
    """Look for faults by a word."""
    with light():
        yield


def served(build_store: BuildStore, monkeypatch: pytest.MonkeyPatch) -> tuple[int, dict[str, Any]]:
    """Ask for the state."""
    monkeypatch.setattr(state, "store", build_store)
    answer = run(health.health(None))  # type: ignore[arg-type]
    assert answer.headers["content-type"] == "application/health+json"
    assert answer.headers["cache-control"] == "no-store"
    return answer.status_code, json.loads(bytes(answer.body))


def test_the_state_is_told_from_the_first_start_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 15 of the report: ok for ever, without data, with faulty data, with a full disk."""
    root, go = light_root(tmp_path / "root"), Event()
    build_store = BuildStore(root, tmp_path / "cache", LightBuilder(lambda: go.wait(20)))
    build_store.open()
    status, content = served(build_store, monkeypatch)
    assert (status, content["status"], content["build"]) == (503, "fail", STARTED)

    go.set()
    build = build_store.ready()
    status, content = served(build_store, monkeypatch)
    age = content["build"].pop("age_seconds")
    assert (status, content["status"]) == (200, "pass") and 0 <= age < 100
    assert content["build"] == {"there": True, "name": build.name, "running": False, "failed": None, "faults": 0}
    assert content["cache"]["state"] == "ok" and content["cache"]["free_bytes"] > 0

    write(root, FAULT)
    build_store.ready()
    status, content = served(build_store, monkeypatch)
    assert (status, content["status"]) == (200, "warn")
    assert content["build"]["faults"] == 1 and content["build"]["failed"] == "data"
    assert "clusters.csv" not in str(content) and str(tmp_path) not in str(content)


def test_without_data_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = light_root(tmp_path / "root", FAULT)
    build_store = BuildStore(root, tmp_path / "cache", LightBuilder())
    build_store.open()
    build_store.wait()
    status, content = served(build_store, monkeypatch)
    assert (status, content["status"], content["build"]["faults"]) == (503, "fail", 1)


def test_a_cache_that_is_not_used_is_named_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_store = BuildStore(light_root(tmp_path / "root"), tmp_path / "cache", LightBuilder())
    build_store.cache.fall_back(UnwritableError(OSError(28, "no room")).reason)
    build_store.ready()
    status, content = served(build_store, monkeypatch)
    assert (status, content["status"]) == (200, "warn")
    assert content["cache"]["state"] == "fallback" and content["cache"]["reason"] == "no-room"
    build_store.close()


def test_a_disk_that_does_not_answer_holds_nobody_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go = Event()
    monkeypatch.setattr(health, "_DISK_SECONDS", 0.01)
    questions: list[Path] = []
    monkeypatch.setattr(shutil, "disk_usage", lambda path: (questions.append(path), go.wait(20)))
    build_store = BuildStore(light_root(tmp_path / "root"), tmp_path, LightBuilder())
    build_store.ready()
    monkeypatch.setattr(state, "store", build_store)

    async def answer_of() -> Any:
        answers = [await health.health(None) for _ in range(3)]  # type: ignore[arg-type]
        go.set()
        return [json.loads(bytes(answer.body))["cache"]["free_bytes"] for answer in answers]

    assert run(answer_of()) == [None] * 3 and len(questions) == 1


def test_its_address_honours_the_base_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "_prefix", "/plans")
    assert [route.path for route in health.health_routes()] == ["/plans/layout-health"]
