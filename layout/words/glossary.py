"""The glossary: words of the screen by `section.key` in every language, and lists of names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from geodata.languages import Text, by_count, read_words
from layout.plan.model import Alias, TextList

_WORDS = Path(__file__).parent


@cache
def glossary() -> Mapping[str, Text]:
    """Return the words of the screen by `section.key`."""
    files = map(read_words, sorted(_WORDS.glob("*.toml")))
    return {f"{s}.{k}": text for words in files for s, block in words.items() for k, text in block.items()}


# Positional only, so that a value may be called `key` or `lang`.
def say(key: str, lang: str, /, **values: Any) -> str:
    """Return a word of the glossary in `lang` with `values` put in as plain text.

    Raises KeyError for an unknown key; a name in braces without a value stays as it is. Of `{n|item|items}`
    the first stands where `n` is one.
    """
    # Not str.format: braces within a value stay text, and a name without a value is no error.
    text = by_count(glossary()[key].unmarked(lang), values)
    return re.sub(r"\{(\w+)\}", lambda m: str(values.get(m[1], m[0])), text)


def words(section: str, lang: str) -> dict[str, str]:
    """Return all words of one section, keyed without the section."""
    return dict(_section(section, lang))


@cache
def _section(section: str, lang: str) -> Mapping[str, str]:
    prefix = section + "."
    return {k[len(prefix) :]: t.unmarked(lang) for k, t in glossary().items() if k.startswith(prefix)}


def labelled(label: str, words: str, lang: str) -> str:
    """Return words behind their label, parted by the language's own colon."""
    return label + say("text.colon", lang) + words


def join_words(items: Iterable[str], lang: str) -> str:
    """Join names with the language's own comma, leaving out empty ones."""
    return say("text.comma", lang).join(i for i in items if i)


def join_names(texts: Iterable[Text], lang: str) -> str:
    """Join bilingual names with the language's own comma; a list that goes on says so."""
    unfinished = isinstance(texts, TextList) and texts.unfinished
    return end_list(join_words((t(lang) for t in texts), lang), unfinished, lang)


def text_of_all(texts: Iterable[Text]) -> Text:
    """Return bilingual names as one text, joined in each language and empty where that has none."""
    items = list(texts)
    return Text.in_each(lambda lang: join_words((dict(t.by_language())[lang] for t in items), lang))


def end_list(words: str, unfinished: bool, lang: str) -> str:
    """Return the words of a list, and behind them that the plan's own list goes on where it does."""
    return say("text.unfinished", lang, names=words) if words and unfinished else words


def format_alias(item: Alias, lang: str) -> str:
    """Return another name with the date since which it holds."""
    name = item.text(lang)
    return say("card.since", lang, name=name, date=item.since) if item.since else name


def basis_name(name: str, lang: str) -> str:
    """Return the words for a basis: stated, inferred or by location."""
    return say(f"card.{name}", lang)
