"""The vocabulary of industries: well-formed, of no plan and no firm, and no word in it that says nothing."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from geodata.catalog import DISTRICTS
from geodata.industry_words import Topic, industry_words, parse_vocabulary
from geodata.languages import LANGS
from layout.matching.folding import fold_text, has_han, simplified_characters
from tests.conftest import EDITIONS, case_of

WORDS = industry_words()
TOPICS = tuple(WORDS.topics.values())
SOURCE = """
[[sources]]
id = "editors"
title_zh = "编者"
"""
TOPIC = """
[[topics]]
id = "{id}"
zh = ["{zh}"]
en = ["{en}"]
within = {within}
near = {near}
source = "{source}"
"""


def _simple(text: str) -> str:
    return fold_text(text, simplified_characters())


def _written(*rows: dict[str, object]) -> str:
    usual = {"within": "[]", "near": "[]", "source": "editors"}
    return SOURCE + "".join(
        TOPIC.format(**{**usual, "zh": row["id"], "en": f"{row['id']}s", **row}) for row in rows
    )


def test_there_are_enough_topics_in_every_language() -> None:
    """Four hundred topics and more, each with words in every language, the first of them its name."""
    assert len(TOPICS) >= 400
    assert all(topic.name.texts and all(topic.name.texts) for topic in TOPICS)
    english = LANGS.index("en")
    assert not [t.id for t in TOPICS if has_han(t.name.texts[english])]


def test_a_term_belongs_to_one_topic() -> None:
    """No term stands twice, however it is written: full width, hyphens, plurals and capitals are folded."""
    owners = Counter(term for topic in TOPICS for term in {_simple(term) for term in topic.terms})
    assert not [term for term, n in owners.items() if n > 1]


def test_a_term_says_something() -> None:
    """No term is a word that says nothing, one that only makes another good of a word, or a single character."""
    empty = {_simple(word) for word in (*WORDS.filler, *WORDS.purposes, *BARE)}
    folded = [(topic.id, term, _simple(term)) for topic in TOPICS for term in topic.terms]
    assert not [row for row in folded if row[2] in empty or len(row[2]) < 2]


# Places that bear the name of an industry.
NAMED_AFTER = {"石化"}
# Heads that are no good themselves.
BARE = (
    "设备",
    "装备",
    "机械",
    "装置",
    "仪器",
    "材料",
    "equipment",
    "machinery",
    "machine",
    "instrument",
    "material",
)


def test_near_is_no_kind() -> None:
    """What a topic is near to is neither itself nor what it is a kind of, and nothing is named twice."""
    for topic in TOPICS:
        assert topic.id not in (*topic.within, *topic.near)
        named = (*topic.within, *topic.near)
        assert len(named) == len(set(named)), topic.id
        assert not set(topic.near) & _kinds_above(topic), topic.id


def _kinds_above(topic: Topic) -> set[str]:
    above = {name for wider in topic.within for name in (wider, *_kinds_above(WORDS.topics[wider]))}
    return above


def test_a_class_is_a_code() -> None:
    """A class has two to four digits, and with one the classification is the source."""
    for topic in TOPICS:
        assert not topic.class_code or re.fullmatch(r"\d{2,4}", topic.class_code), topic.id
        assert (topic.source == "gbt4754") == bool(topic.class_code), topic.id
    assert all(all(title.texts) for title in WORDS.sources.values())


def test_no_topic_names_a_firm_a_district_or_a_plan() -> None:
    """No term is or holds a name that a bundled district has of itself, its towns, places, firms or editions."""
    for root, district, edition in (row for row in EDITIONS if row[0] == DISTRICTS):
        plan = case_of(root, district, edition).plan
        named = (plan.district.name, plan.edition.name, *(site.name for site in plan.sites))
        aliases = (alias.name for site in plan.sites for alias in site.aliases)
        names = {_simple(text) for text in (*(t for name in named for t in name.texts), *aliases) if text}
        names -= NAMED_AFTER
        assert not [t for topic in TOPICS for t in topic.terms if any(name in _simple(t) for name in names)]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([{"id": "tea"}, {"id": "tea", "zh": "x", "en": "y"}], "id twice"),
        ([{"id": "tea"}, {"id": "ale", "en": "Teas"}], "is a term of"),
        ([{"id": "tea", "within": '["drinks"]'}], "no topic drinks"),
        ([{"id": "tea", "near": '["cups"]'}], "no topic cups"),
        ([{"id": "tea", "source": "hearsay"}], "no source hearsay"),
        ([{"id": "tea", "within": '["ale"]'}, {"id": "ale", "within": '["tea"]'}], "goes round"),
        ([{"id": "tea", "en": ""}], "no term in a language"),
    ],
)
def test_a_faulty_vocabulary_is_refused(rows: list[dict[str, object]], fault: str) -> None:
    """What is wrong with a vocabulary is said when it is read."""
    with pytest.raises(ValueError, match=fault):
        parse_vocabulary(_written(*rows))


def test_a_sound_vocabulary_is_read() -> None:
    """The same written soundly is read."""
    words = parse_vocabulary(_written({"id": "ale"}, {"id": "tea", "near": '["ale"]'}))
    assert words.topics["tea"].near == ("ale",)
