"""Faults of data: what is wrong, where, and what to do."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path

from .languages import LANGS, Text, by_count, read_words

QUOTE_LIMIT = 80
FAULT, WARNING, NOTE = SEVERITIES = ("fault", "warning", "note")
_MESSAGES = Path(__file__).with_name("messages.toml")
# Categories of Unicode whose characters are invisible, or reorder or break the text around them.
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


@dataclass(frozen=True)
class Fault:
    """One fault; file is relative to the district folder, where and field may be empty.

    `severity` is "fault" where the data cannot be used, "warning" where they are well-formed and probably
    wrong, "note" where something is left out or still to be filled in.
    """

    file: str
    where: str
    field: str
    problem: Text
    remedy: Text
    severity: str = FAULT

    @property
    def is_stopping(self) -> bool:
        """Tell whether the data cannot be used until it is mended."""
        return self.severity == FAULT

    def text(self, lang: str) -> str:
        """Say the fault in one line of a language."""
        where = where_text(self.where)(lang)
        place = self.file or where
        if self.file and where:
            place = word("fault", "at", lang, file=self.file, where=where)
        if place and self.field:
            place = word("fault", "field", lang, place=place, field=self.field)
        form = "line" if place or self.field else "bare"
        spoken = {"problem": self.problem(lang), "remedy": self.remedy(lang)}
        return word("fault", form, lang, place=place or self.field, **spoken)

    def as_row(self) -> dict[str, str]:
        """Return the fault under the keys that JSON has for it."""
        place = {"file": self.file, "where": self.where, "field": self.field}
        problem = {f"problem_{lang}": text for lang, text in self.problem.by_language()}
        remedy = {f"remedy_{lang}": text for lang, text in self.remedy.by_language()}
        return {"severity": self.severity} | place | problem | remedy


class DataError(Exception):
    """Carry every fault of a data folder; `faults` is never empty."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults in the order given."""
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__(self.text("en"))

    def text(self, lang: str) -> str:
        """Return all faults, one per line, in the given language."""
        return "\n".join(fault.text(lang) for fault in self.faults)


def stopping(faults: Iterable[Fault]) -> list[Fault]:
    """Return those faults for which the data cannot be used, without warnings and notes."""
    return [fault for fault in faults if fault.is_stopping]


def make_fault(file: str, where: str, field: str, code: str, **values: object) -> Fault:
    """Word a fault from messages.toml; values are made safe to show, a list is shown joined."""
    message = _messages()[code]

    def worded(part: str) -> Text:
        return Text.in_each(
            lambda lang: by_count(message[part](lang), values).format(**_shown({"more": "", **values}, lang))
        )

    return Fault(file, where, field, worded("problem"), worded("remedy"), severity_of(code))


def severity_of(code: str) -> str:
    """Return how much a message of messages.toml weighs: a fault, where it does not say otherwise."""
    return _severities().get(code, FAULT)


def _shown(values: Mapping[str, object], lang: str) -> dict[str, str]:
    return {name: _listed(value, lang) for name, value in values.items()}


def word(section: str, key: str, lang: str, **values: str) -> str:
    """Return a word of words.toml in a language, with values put in."""
    return _words()[section][key](lang).format(**values)


def worded(section: str, key: str, **values: str) -> Text:
    """Return a word of words.toml in every language, with values put in."""
    return Text.in_each(lambda lang: word(section, key, lang, **values))


def hint(value: object, options: Iterable[str]) -> dict[str, Text]:
    """Word the nearest option as "did you mean", empty if none is near."""
    near = nearest(value, options)
    return {"hint": worded("fault", "hint", nearest=near) if near else Text()}


def nearest(value: object, options: Iterable[str]) -> str:
    """Return the option that is written most like a value, an empty text if none is near."""
    matches = _closest(_limited(value), tuple(options)[:2000], 1, 0.6)
    return matches[0] if matches else ""


def closest(value: object, options: Iterable[str], count: int) -> list[str]:
    """Return so many options that are written somewhat like a value, the most alike first."""
    return list(_closest(_limited(value), tuple(options)[:2000], count, 0.3))


def _limited(value: object) -> str:
    # Comparing takes time by the length of both texts, and a user's file may hold long ones.
    return str(value)[:80]


# One wrong word may stand in every row of a file; it is compared once.
@lru_cache(maxsize=512)
def _closest(word: str, options: tuple[str, ...], count: int, least: float) -> list[str]:
    return get_close_matches(word, options, count, least)


def printable(value: object) -> str:
    """Shorten a value to 80 characters and make control and bidi characters visible as \\uXXXX."""
    text = _as_text(value)
    shortened = text if len(text) <= QUOTE_LIMIT else text[: QUOTE_LIMIT - 1] + "…"
    return escape_hidden(shortened)


def printable_path(path: object) -> str:
    """Return where a file lies, whole, so that it can be found; what is hidden in it is made visible."""
    return escape_hidden(_as_text(path))


def escape_hidden(text: str) -> str:
    r"""Return text with control and bidirectional characters written as ``\uXXXX`` or ``\UXXXXXXXX``."""
    return "".join(map(_visible, text))


def _as_text(value: object) -> str:
    try:
        return str(value)
    # Python writes no integer of more than 4,300 digits, but reads a hexadecimal one.
    except ValueError:
        return "…"


def _visible(character: str) -> str:
    if unicodedata.category(character) not in _HIDDEN:
        return character
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def _listed(value: object, lang: str) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return word("fault", "comma", lang).join(_listed(part, lang) for part in value)
    # Words of our own are not cut, unlike what a file holds.
    return escape_hidden(value(lang)) if isinstance(value, Text) else printable(value)


_NUMBERED = re.compile(r"(?:^(table) (\d+))?(?:(?:^| )(feature|row|line|step) (\d+))?$")
_BRACKETED = re.compile(r"(.+) \((?:line (\d+)|([a-z0-9][a-z0-9-]*))\)$")


def where_text(where: str) -> Text:
    """Say "feature 4", "table 2 row 4", "line 4", "step 4" in every language; another place as it is.

    What stands behind it in brackets, an id or a line, is said in the brackets of the language.
    """
    if bracketed := _BRACKETED.fullmatch(where):
        place, line, name = where_text(bracketed[1]), bracketed[2], bracketed[3]
        return Text.in_each(
            lambda lang: word(
                "where", "detail", lang,
                place=place(lang), detail=word("where", "line", lang, n=line) if line else name,
            )
        )  # fmt: skip
    match = _NUMBERED.search(where)
    if not match or not match[0]:
        return Text(*(where for _ in LANGS))
    head, parts = where[: match.start()], [(match[1], match[2]), (match[3], match[4])]

    def in_words(lang: str) -> str:
        words = [word("where", kind, lang, n=number) for kind, number in parts if kind]
        return " ".join([head, *words] if head else words)

    return Text.in_each(in_words)


@cache
def _messages() -> dict[str, dict[str, Text]]:
    return read_words(_MESSAGES)


@cache
def _severities() -> dict[str, str]:
    raw = tomllib.loads(_MESSAGES.read_text(encoding="utf-8"))
    return {code: message["severity"] for code, message in raw.items() if "severity" in message}


@cache
def _words() -> dict[str, dict[str, Text]]:
    return read_words(Path(__file__).with_name("words.toml"))
