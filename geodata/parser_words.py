"""What the parsers of TOML and JSON say, which they say in English only, in every language."""

from __future__ import annotations

import re

from .faults import printable, worded
from .languages import Text

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)")
_KEY = re.compile(r"\s*([\w.\"'-]+)\s*=")
_CURLY = "“”‘’„‟「」『』＂＇"
# The beginning of what a parser says, in CPython 3.11 and later, and the word of words.toml for it.
_WORDS = {
    "Cannot overwrite a value": "twice",
    "Cannot declare": "twice",
    "Cannot mutate immutable": "twice",
    "Duplicate inline table key": "twice",
    "Invalid value": "value",
    "Expecting value": "value",
    "Invalid statement": "statement",
    "Invalid initial character for a key part": "statement",
    "Expected '=' after a key": "equals",
    "Expected newline or end of document": "newline",
    "Unterminated string": "string",
    'Expected "\'"': "string",
    "Illegal character": "character",
    "Found invalid character": "character",
    "Invalid control character": "character",
    "Unescaped '\\'": "backslash",
    "Invalid \\": "backslash",
    "Invalid hex value": "backslash",
    "Unclosed": "bracket",
    "Expected ']": "bracket",
    "Expecting property name": "property",
    "Illegal trailing comma": "property",
    "Expecting ',' delimiter": "comma",
    "Expecting ':' delimiter": "colon",
    "Extra data": "extra",
    "Invalid date": "date",
    "nested too deeply": "deep",
    "maximum recursion depth": "deep",
    "Exceeds the limit": "digits",
}


def parser_reason(message: str, text: str = "", at: tuple[int, int] | None = None) -> Text:
    """Say why a text cannot be parsed; what no parser was known to say is quoted as what it says.

    `at` are line and column, counted from 1, where the message does not name them. Where a quotation mark of
    print stands there in place of a straight one, that is the reason.
    """
    place = _PLACE.search(message)
    at = (int(place[1]), int(place[2])) if place and place[1] else at
    lines = text.split("\n")
    line = lines[at[0] - 1] if at and at[0] <= len(lines) else ""
    column = at[1] - 1 if at else 0
    if any(letter in _CURLY for letter in line[max(column - 1, 0) : column + 1]):
        return worded("parser", "curly")
    message = _PLACE.sub("", message)
    word = next((word for start, word in _WORDS.items() if message.startswith(start)), "")
    key = _KEY.match(line) if word == "twice" else None
    if key:
        return worded("parser", "twice_name", name=printable(key[1]))
    return worded("parser", word) if word else worded("parser", "says", reason=printable(message))


def parser_line(message: str, text: str) -> int:
    """Return the line that a parser of TOML names, from 1: the last where it came to the end, or 0."""
    place = _PLACE.search(message)
    if place is None:
        return 0
    return int(place[1]) if place[1] else text.rstrip().count("\n") + 1
