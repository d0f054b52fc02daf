"""Records survive the way to disk and back."""

from __future__ import annotations

import json
from typing import Any

from layout.plan.model import Plan, Text
from layout.plan.records import record_from_plain, record_to_plain


def test_a_layout_comes_back_equal(case: Any) -> None:
    plain = json.loads(json.dumps(record_to_plain(case.plan)))

    rebuilt = record_from_plain(Plan, plain)
    assert rebuilt == case.plan
    # Lists are equal by their names: that they go on must come back as well.
    assert [e.industries.unfinished for e in rebuilt.elements] == [e.industries.unfinished for e in case.plan.elements]


def test_text_falls_back_to_the_other_language() -> None:
    """Chinese in a text of another language is marked; Latin letters within Chinese speak for themselves."""
    assert (Text("甲", "")("en"), Text("", "a")("zh"), Text("甲", "a")("en")) == ("甲 (zh)", "a", "a")
    assert not Text("", "")
