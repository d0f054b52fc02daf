"""The choke point: JSON that no reader on the way can take for anything else."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout.web.payload import safe_json, safe_text

NASTY = st.sampled_from([
    "<img src=x onerror=alert(1)>", "</script>", "<!--", "`", "${1+1}", "\\", "\\u003c", '"', "'", "&lt;",
    "{{ 7*7 }}", "{%", "%}", "{#", "#}", "\u2028",
    "\u2029", "\u202e", "\u2066", "\x00", "\x1b", "\x7f", "\ud7ff",
])  # fmt: skip
TEXT = st.lists(st.one_of(NASTY, st.text(max_size=8)), max_size=6).map("".join)
VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


@given(VALUE)
def test_it_means_the_same_and_holds_nothing_unsafe(value: Any) -> None:
    payload = safe_json(value)

    assert json.loads(payload) == value
    assert not re.search(r"[<>&'`\u2028\u2029]", payload)
    assert not any(c in text for text in STRING.findall(payload) for c in "{}")


@given(VALUE)
def test_a_template_compiled_again_gives_the_same_text(value: Any) -> None:
    # JSON's own brackets never stand side by side as {{, {% or {#.
    payload = safe_json(value)

    assert jinja2.Template(f"[{payload}]").render() == f"[{payload}]"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), [float("-inf")]])
def test_what_json_has_no_word_for_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        safe_json(value)


@given(TEXT)
def test_text_of_a_page_means_the_same_and_is_no_markup(text: str) -> None:
    """As an element's content and as a value in quotes; what would hide is told by a sign of its own."""
    safe = safe_text(text)

    assert not re.search(r"[<>\"'`{}\u2028\u2029\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f\x7f-\x9f]", safe)
    assert re.sub("[\ufffd]", "", html.unescape(safe)) == re.sub(
        r"[\ufffd\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "", text
    )
