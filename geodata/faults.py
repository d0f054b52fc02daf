"""Faults of data: what is wrong, where, and what to do."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path

QUOTE_LIMIT = 80
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_WHERE_ZH = {"feature": "第 {} 个要素", "row": "第 {} 行", "line": "第 {} 行", "step": "第 {} 步"}


@dataclass(frozen=True)
class Fault:
    """One fault; file is relative to the district folder, where and field may be empty."""

    file: str
    where: str
    field: str
    problem_zh: str
    problem_en: str
    remedy_zh: str
    remedy_en: str

    def text(self, lang: str) -> str:
        """Return the fault in one line, in Chinese for "zh" and in English otherwise."""
        if lang == "zh":
            spot = _join([self.file, where_zh(self.where)], " ")
            head = _join([spot, self.field], "，")
            return _join([head, f"{self.problem_zh}。{self.remedy_zh}"], "：")
        head = _join([_join([self.file, self.where], " "), self.field], ", ")
        return _join([head, f"{self.problem_en}. {self.remedy_en}"], ": ")


class DataError(Exception):
    """Carry every fault of a data folder; `faults` is never empty."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults in the order given."""
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__(self.text("en"))

    def text(self, lang: str) -> str:
        """Return all faults, one per line, in the given language."""
        return "\n".join(fault.text(lang) for fault in self.faults)


def make_fault(file: str, where: str, field: str, code: str, **values: object) -> Fault:
    """Word a fault from messages.toml; values are made safe to show, a list is shown joined."""
    words = _messages()[code]
    safe_values = {name: _listed(value) for name, value in values.items()}
    return Fault(
        file=file,
        where=where,
        field=field,
        problem_zh=words["problem_zh"].format(**safe_values),
        problem_en=words["problem_en"].format(**safe_values),
        remedy_zh=words["remedy_zh"].format(**safe_values),
        remedy_en=words["remedy_en"].format(**safe_values),
    )


def hint(value: object, options: Iterable[str]) -> dict[str, str]:
    """Return the closest option in words, as "did you mean", empty if none is near."""
    matches = _closest(str(value)[:80], tuple(options)[:2000])
    return {
        "hint_en": f" (did you mean {matches[0]}?)" if matches else "",
        "hint_zh": f"（是否指 {matches[0]}？）" if matches else "",
    }


@lru_cache(maxsize=512)
def _closest(word: str, options: tuple[str, ...]) -> list[str]:
    return get_close_matches(word, options, 1)


def printable(value: object) -> str:
    """Shorten a value to 80 characters and make control and bidi characters visible as \\uXXXX."""
    text = value if isinstance(value, str) else str(value)
    shortened = text if len(text) <= QUOTE_LIMIT else text[: QUOTE_LIMIT - 1] + "…"
    return "".join(_visible(character) for character in shortened)


def _visible(character: str) -> str:
    if unicodedata.category(character) not in _HIDDEN:
        return character
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def _listed(value: object) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(printable(part) for part in value)
    return printable(value)


def where_zh(where: str) -> str:
    """Return "feature 4", "row 4", "line 4" or "step 4" in Chinese; another place stays as it is."""
    match = re.search(r"(feature|row|line|step) (\d+)$", where)
    if not match:
        return where
    return where[: match.start()] + _WHERE_ZH[match[1]].format(match[2])


def _join(parts: list[str], mark: str) -> str:
    return mark.join(part for part in parts if part)


@cache
def _messages() -> dict[str, dict[str, str]]:
    path = Path(__file__).with_name("messages.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
