"""Words and signs that stand where a code is meant: `≥` for `>=`, 目标 for `target`."""

from __future__ import annotations

import re

from .faults import nearest, worded
from .languages import Text
from .names import name_key
from .printed_numbers import BOUNDS
from .schema import FieldSchema

_LEAST = 3  # letters of a word of the Latin script that may be a part of a meaning
_PARTS = re.compile(r"[、，,；;/（）()]|\bor\b|\bof it\b")


def coded_hint(value: str, part: FieldSchema) -> Text:
    """Word the code of a field that a value says in other words, or nearly is; empty where there is none."""
    code = _code_of(value, part)
    return worded("fault", "hint", nearest=code) if code else Text()


def _code_of(value: str, part: FieldSchema) -> str:
    key = name_key(value)
    if BOUNDS.get(value.strip(), BOUNDS.get(key)) in part.allowed:
        return BOUNDS.get(value.strip()) or BOUNDS[key]
    words = {code: _words(meanings) for code, meanings in zip(part.allowed, part.meanings, strict=False)}
    same = [code for code, each in words.items() if key in each]
    # A word that is a part of one meaning alone: 北 of 以北.
    long = len(key) >= (_LEAST if key.isascii() else 1)
    within = [code for code, each in words.items() if long and any(key in word for word in each)]
    for codes in (same, within):
        if len(codes) == 1:
            return codes[0]
    return nearest(value, part.allowed)


def _words(meanings: tuple[str, str]) -> list[str]:
    return [name_key(word) for text in meanings for word in _PARTS.split(text) if word.strip()]
