"""What the parts of a page tell is handed over as plain data, and stored so."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.components.v2.bidi_component import main

from layout.pages import component_values, start


@pytest.fixture(autouse=True)
def adjusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Adjust Streamlit as the server does, in this alone."""
    monkeypatch.setattr(main, "make_bidi_component_presenter", None)
    for other in ("ask_no_outside_host", "look_up_theme_once"):
        monkeypatch.setattr(start, other, lambda: None)
    monkeypatch.setattr(start.ended_runs, "take_in_ended_runs", lambda: None)
    start.adjust_streamlit()


def shown(value: Any, new: dict[str, Any], named: set[str] | None) -> Any:
    """Return what a program reads of a part that has told `value`, and `new` events."""
    present = main.make_bidi_component_presenter("events", "part", named)  # type: ignore[attr-defined]
    return value if present is None else present(value, SimpleNamespace(_new_widget_state=new))


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ({}, {"view": 1}),
        ({"events": None}, {"view": 1}),
        ({"events": [{"event": "file", "value": 2}]}, {"view": 1, "file": 2}),
        ({"events": [{"event": "file", "value": 2}, {"event": "file", "value": 3}]}, {"view": 1, "file": 3}),
        # What a part holds wins over an event of the same name.
        ({"events": [{"event": "view", "value": 2}]}, {"view": 1}),
    ],
)
def test_values_and_events_are_one_plain_dictionary(new: dict[str, Any], expected: dict[str, Any]) -> None:
    read = shown({"view": 1}, new, {"view", "file"})

    assert read == expected and type(read) is dict


def test_a_part_that_nobody_listens_to_costs_nothing() -> None:
    value = {"view": 1}

    assert shown(value, {"events": [{"event": "file", "value": 2}]}, None) is value
    assert component_values._presenter("events", "part", set()) is None
