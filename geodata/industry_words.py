"""The vocabulary of industries: what is asked for in many words, what is a kind of it, what goes with it.

It is of no plan and no place; geodata/industry_words.toml says where each class is from. Words that say
nothing of an industry are its filler; a head (设备, equipment) behind a word makes another good of it, and so
does a word of purpose (for) before it. Heads stand in groups: what is equipment itself stays what it is
before any word for equipment.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from geodata.languages import LANGS, Text

_FILE = Path(__file__).with_name("industry_words.toml")
# Lists of words that are of no topic, by table.
_LISTS = ("filler", "purposes")


@dataclass(frozen=True, slots=True)
class Topic:
    """One industry, good or service: its `terms` in every language, `name` the first of each.

    `within` are the ids of what it is a kind of, `near` of what it is used with, supplies or needs, `serves`
    of the industries whose places take it in, for it is there for them.
    `class_code` is its class in the national classification, empty without one; `source` is an id of the
    vocabulary's sources.
    """

    id: str
    name: Text
    terms: tuple[str, ...]
    within: tuple[str, ...]
    near: tuple[str, ...]
    serves: tuple[str, ...]
    class_code: str
    source: str


@dataclass(frozen=True, slots=True)
class IndustryWords:
    """The whole vocabulary; `sources` are titles by id."""

    topics: Mapping[str, Topic]
    filler: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...]
    purposes: tuple[str, ...]
    sources: Mapping[str, Text]


@cache
def industry_words() -> IndustryWords:
    """Read the bundled vocabulary once. Raises ValueError with everything that is wrong with it."""
    return parse_vocabulary(_FILE.read_text(encoding="utf-8"))


def parse_vocabulary(text: str) -> IndustryWords:
    """Read a vocabulary of the format of industry_words.toml. Raises ValueError with all that is wrong."""
    raw = tomllib.loads(text)
    topics = [_topic(row) for row in raw.get("topics", ())]
    sources = {row["id"]: _title(row) for row in raw.get("sources", ())}
    words = {name: tuple(_words(raw.get(name, ()))) for name in _LISTS}
    wrong = [*_doubled(topics), *_unknown(topics, sources), *_cycles(topics)]
    if wrong:
        raise ValueError("; ".join(wrong))
    heads = tuple(tuple(_words([row])) for row in raw.get("heads", ()))
    return IndustryWords({t.id: t for t in topics}, heads=heads, sources=sources, **words)


def _title(row: Mapping[str, Any]) -> Text:
    return Text.from_mapping({lang: row.get(f"title_{lang}", "") for lang in LANGS})


def _topic(row: Mapping[str, Any]) -> Topic:
    return Topic(
        id=row["id"],
        name=Text.from_mapping({lang: next(iter(row.get(lang, ())), "") for lang in LANGS}),
        terms=tuple(dict.fromkeys(term for lang in LANGS for term in row.get(lang, ()))),
        within=tuple(row.get("within", ())),
        near=tuple(row.get("near", ())),
        serves=tuple(row.get("serves", ())),
        class_code=row.get("class", ""),
        source=row.get("source", ""),
    )


def _words(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for row in rows:
        for lang in LANGS:
            yield from row.get(lang, ())


def _doubled(topics: Iterable[Topic]) -> Iterator[str]:
    seen_ids: set[str] = set()
    owner: dict[str, str] = {}
    for topic in topics:
        if topic.id in seen_ids:
            yield f"{topic.id}: id twice"
        seen_ids.add(topic.id)
        for term in topic.terms:
            if owner.setdefault(term.casefold(), topic.id) != topic.id:
                yield f"{topic.id}: {term} is a term of {owner[term.casefold()]}"


def _unknown(topics: Iterable[Topic], sources: Mapping[str, Text]) -> Iterator[str]:
    rows = list(topics)
    ids = {t.id for t in rows}
    for topic in rows:
        if not all(topic.name.texts):
            yield f"{topic.id}: no term in a language"
        if topic.source not in sources:
            yield f"{topic.id}: no source {topic.source}"
        yield from (
            f"{topic.id}: no topic {other}"
            for other in (*topic.within, *topic.near, *topic.serves)
            if other not in ids
        )


def _cycles(topics: Iterable[Topic]) -> Iterator[str]:
    try:
        TopologicalSorter({t.id: t.within for t in topics}).prepare()
    except CycleError as error:
        yield f"within goes round: {' > '.join(error.args[1])}"
