"""What the parts of a page tell: plain data.

Streamlit 1.67 makes a class for each part on each run, so that the program may write into what a part tells,
and every session stores the last of them, 4.5 KB each. Nothing here is written, so that none are needed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.components.v2.bidi_component import main

_Presenter = Callable[[Any, Any], Any]


def read_plain_values() -> None:
    """Let Streamlit hand over what a part tells as a plain dictionary."""
    main.make_bidi_component_presenter = _presenter  # type: ignore[attr-defined,assignment]


def _presenter(
    events_id: str, _part_id: str | None = None, named: set[str] | None = None
) -> _Presenter | None:
    # Nobody asks what a part without callbacks tells.
    if not named:
        return None

    def present(value: Any, session: Any) -> Any:
        try:
            events = session._new_widget_state[events_id] or ()
        except KeyError:
            events = ()
        return {**{event["event"]: event.get("value") for event in events}, **value} if events else value

    return present
