"""Why a text is no TOML or JSON is said in the language of the reader."""

from __future__ import annotations

import json
import tomllib

import pytest

from geodata.parser_words import parser_line, parser_reason

TOML = [
    "a = 1\na = 2\n", "[a]\n[a]\n", "[a]\nb = 1\n[[a]]\n", "a = \n", "a = “x”\n", 'a = "x', "a 1\n", 'a = "x" y\n', "a = [1,",
    "a = {b = 1", 'a = "\\q"\n', "[[a]\n", "[a", "a = {b = 1, b = 2}\n", "a = 1,5\n", "“a” = 1\n", 'a = "x\ny"\n',
    "a = tru\n", "a = 'x", "[]\n", "a = [1 2]\n", "a = 中\n", "a = " + "9" * 5000,
]  # fmt: skip
JSON = ['{"a": 1,}', "{a: 1}", "[1,]", '{"a" 1}', '{"a": 1 "b": 2}', '{"a": "x', '{"a": "x\ny"}', '{"a": 1} x', '{"a": "\\q"}', "", "{“a”: 1}"]


@pytest.mark.parametrize("text", TOML)
def test_what_the_parser_of_toml_says_is_said_in_chinese(text: str) -> None:
    with pytest.raises(ValueError) as caught:
        tomllib.loads(text)
    reason = parser_reason(str(caught.value), text)

    assert "原话" not in reason("zh") and not set(reason("zh")) & set("abcdefgh") - set("ab")
    assert reason("en").isascii() and "says" not in reason("en")


@pytest.mark.parametrize("text", JSON)
def test_what_the_parser_of_json_says_is_said_in_chinese(text: str) -> None:
    with pytest.raises(json.JSONDecodeError) as caught:
        json.loads(text)
    reason = parser_reason(caught.value.msg, text, (caught.value.lineno, caught.value.colno))

    assert "原话" not in reason("zh") and "says" not in reason("en")


def test_what_no_parser_was_known_to_say_is_quoted() -> None:
    reason = parser_reason("Unheard of (at line 3, column 1)")

    assert reason("en") == "the parser says: “Unheard of”" and reason("zh") == "解析程序的原话：“Unheard of”"


def test_curly_marks_and_the_name_that_is_given_twice_are_named() -> None:
    assert "curly" in parser_reason("Invalid value (at line 1, column 5)", "a = “x”")("en")
    assert "'width_m'" in parser_reason("Cannot overwrite a value (at line 2, column 9)", "x = 1\nwidth_m = 2")("en")


def test_a_text_that_breaks_off_is_at_fault_in_its_last_line() -> None:
    assert parser_line("Unterminated string (at end of document)", "a = 1\nb = 'x\n") == 2
    assert parser_line("Invalid value (at line 7, column 3)", "") == 7
    assert parser_line("Exceeds the limit", "a") == 0
