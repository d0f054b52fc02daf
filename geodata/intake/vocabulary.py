"""Lists of words by subject and language, as the intake's files of words hold them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geodata.languages import LANGS, Text
from geodata.names import name_key


@dataclass(frozen=True)
class Vocabulary:
    """Words by subject and language; `subjects` finds a subject by a word of any language, folded."""

    lists: Mapping[str, Mapping[str, tuple[str, ...]]]
    subjects: Mapping[str, str]

    def words(self, subject: str, lang: str) -> tuple[str, ...]:
        """Return a subject's words in a language, or where it has none in the first language."""
        by_language = self.lists[subject]
        return by_language.get(lang) or by_language[LANGS[0]]

    def first(self, subject: str) -> Text:
        """Return the first of a subject's words, in each language."""
        return Text.in_each(lambda lang: self.words(subject, lang)[0])

    def all_words(self, subject: str) -> tuple[str, ...]:
        """Return a subject's words in every language."""
        return tuple(word for words in self.lists[subject].values() for word in words)

    def is_word(self, subject: str, text: str) -> bool:
        """Tell whether a text is one of a subject's words: width, case and blanks make no difference."""
        return self.subjects.get(name_key(text)) == subject


@cache
def read_vocabulary(file: Path) -> Vocabulary:
    """Read a file of words once; a word that stands under two subjects is that of the first."""
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    lists = {s: {lang: tuple(words) for lang, words in block.items()} for s, block in raw.items()}
    subjects: dict[str, str] = {}
    for subject, by_language in lists.items():
        for word in (w for words in by_language.values() for w in words):
            subjects.setdefault(name_key(word), subject)
    return Vocabulary(lists, subjects)
