"""Names as they are typed in Latin letters: by the first letters of their syllables, or all of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from layout.matching.folding import has_han

_FILE = Path(__file__).with_name("readings.toml")
_HAN_RUN = re.compile(r"([\u3400-\u9fff]+)")


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    """Return the readings that the package misses: syllables by word."""
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))["readings"]
    return {word: tuple(text.split()) for word, text in raw.items()}


def syllables(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the parts of a text: of Chinese ones the syllables without tone, of others the letters."""
    return tuple(_part(part) for part in _HAN_RUN.split(text) if part)


def _part(part: str) -> tuple[str, ...]:
    if not has_han(part):
        return ("".join(c for c in part.lower() if c.isalnum()),)
    return ("", *_han_syllables(part))


def _han_syllables(run: str) -> Iterator[str]:
    from pypinyin import lazy_pinyin

    pattern = "|".join(map(re.escape, sorted(_readings(), key=len, reverse=True)))
    for part in re.split(f"({pattern})", run):
        if part:
            yield from _readings().get(part) or lazy_pinyin(part)


def pinyin_initials(text: str) -> str:
    """Return the first letters of the syllables of a text; letters and digits in it stay whole."""
    return "".join(p[0] + "".join(s[:1] for s in p[1:]) for p in syllables(text))


def pinyin_letters(text: str) -> str:
    """Return a text in Latin letters, all syllables whole and without blanks."""
    return "".join("".join(part) for part in syllables(text))
