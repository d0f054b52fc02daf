"""The languages of data and words, and texts that are given in several of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Language:
    """One language: its id, its own name, whether texts are required in it, its script and its tag.

    `script` is a code of ISO 15924, Hani or Latn; `tag` is a tag of BCP 47 with a country; `foreign` is how a
    text stands in it that is there in another language only.
    """

    id: str
    name: str
    required: bool
    script: str
    tag: str
    foreign: str = "{text} ({lang})"


@cache
def languages() -> tuple[Language, ...]:
    """Read the languages once, in their order; the first is the default."""
    path = Path(__file__).with_name("languages.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(Language(id=lang, **entry) for lang, entry in raw.items())


def language(lang: str) -> Language:
    """Return a language by its id. Raises KeyError for an unknown one."""
    return {each.id: each for each in languages()}[lang]


def foreign_language(text: str, lang: str) -> str:
    """Return the language to mark a text with whose script is not that of `lang`, else an empty text."""
    has_han = any("\u3400" <= letter <= "\u9fff" for letter in text)
    if not has_han or language(lang).script == "Hani":
        return ""
    return next((each.id for each in languages() if each.script == "Hani"), "")


def mark_foreign(text: str, lang: str) -> str:
    """Return a text that stands in for one in `lang`, marked where its script is of another language."""
    foreign = foreign_language(text, lang)
    return language(lang).foreign.format(text=text, lang=foreign) if foreign else text


# Ids of the languages, the default first.
LANGS = tuple(each.id for each in languages())


@dataclass(frozen=True, slots=True, init=False)
class Text:
    """A name or note in the languages that it is given in; `texts` stand in the order of LANGS."""

    texts: tuple[str, ...]

    def __init__(self, *texts: str) -> None:
        """Take a text for each language in the order of LANGS; those left out are empty."""
        # A frozen dataclass refuses assignment in its own __init__ too.
        object.__setattr__(self, "texts", (*texts, *("" for _ in LANGS[len(texts) :])))

    @classmethod
    def from_mapping(cls, texts: Mapping[str, str]) -> Text:
        """Make a text of what is given by language id; unknown languages are left out."""
        return cls(*(texts.get(lang, "") for lang in LANGS))

    @classmethod
    def in_each(cls, make: Callable[[str], str]) -> Text:
        """Make a text by asking `make` for each language."""
        return cls(*map(make, LANGS))

    def __call__(self, lang: str) -> str:
        """Return the text in `lang`, or where that is empty in the first language that has it, marked so."""
        return self.texts[LANGS.index(lang)] or mark_foreign(self.original, lang)

    def unmarked(self, lang: str) -> str:
        """Return the text in `lang`, or where that is empty in the first language that has it, unmarked."""
        return self.texts[LANGS.index(lang)] or self.original

    def missing(self, lang: str) -> bool:
        """Tell whether there is a text, but none in `lang`."""
        return bool(self) and not self.texts[LANGS.index(lang)]

    def __bool__(self) -> bool:
        return any(self.texts)

    @property
    def original(self) -> str:
        """Return the text in the first language that has it: the one that data are compared by."""
        return next(filter(None, self.texts), "")

    def by_language(self) -> Iterator[tuple[str, str]]:
        """Yield language id and text of every language, empty ones too."""
        return zip(LANGS, self.texts, strict=True)


# `{n|item|items}`: the first where n is one. Either may hold names in braces.
_BY_COUNT = re.compile(r"\{(\w+)\|((?:[^{}|]|\{[^{}|]*\})*)\|((?:[^{}|]|\{[^{}|]*\})*)\}")


def by_count(text: str, values: Mapping[str, object]) -> str:
    """Return a text with that form of each word which its number takes: `{n|item|items}` by `n`.

    A word whose number is not among the values stays as it is.
    """

    def form(match: re.Match[str]) -> str:
        if match[1] not in values:
            return match[0]
        return match[2] if str(values[match[1]]) == "1" else match[3]

    return _BY_COUNT.sub(form, text)


def read_words(file: Path) -> dict[str, dict[str, Text]]:
    """Read a file of words: by section and key, the texts in the order of LANGS.

    Words of a language that came later stand in a folder of its name beside the file, or in the lists.
    """
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    beside = {lang: file.parent / lang / file.name for lang in LANGS}
    others = {
        lang: tomllib.loads(path.read_text(encoding="utf-8"))
        for lang, path in beside.items()
        if path.is_file()
    }

    def text(section: str, key: str, texts: list[str]) -> Text:
        later = {lang: words[section][key] for lang, words in others.items() if key in words.get(section, {})}
        return Text.from_mapping({**dict(zip(LANGS, texts, strict=False)), **later})

    # What is no list of texts says how a word is used.
    return {
        section: {key: text(section, key, texts) for key, texts in words.items() if isinstance(texts, list)}
        for section, words in raw.items()
    }


def with_languages(keys: Mapping[str, str]) -> dict[str, str]:
    """Return the meanings of keys, with the keys of further languages.

    After a key that ends in the id of the second language (`name_en`) stands one for each later language.
    """
    expanded: dict[str, str] = {}
    for key, meaning in keys.items():
        expanded[key] = meaning
        text, _, lang = key.rpartition("_")
        if text and lang == LANGS[1]:
            expanded |= {f"{text}_{later}": f"the same, {later}" for later in LANGS[2:]}
    return expanded
