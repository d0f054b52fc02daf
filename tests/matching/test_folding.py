"""Folding: what is typed in any width, script or case is compared alike, and terms are found in what is left."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layout.matching.folding import (
    at_boundary,
    fold_text,
    is_han,
    longest_first,
    simplified_characters,
    term_spans,
)
from layout.matching.pinyin import pinyin_initials, pinyin_letters

TABLE = simplified_characters()


def fold(text: str) -> str:
    return fold_text(text, TABLE)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ＡＭＯＬＥＤ　驱动芯片", "amoled驱动芯片"),
        ("3D 打印", "3d打印"),
        ("臺灣藥業", "台湾药业"),
        ("CRO/CDMO/CMO 服务", "cro cdmo cmo服务"),
        ("“碳 纤 维”", "碳纤维"),
        ("Carbon-fibre  pressure vessels", "carbon fibre pressure vessel"),
        ("batteries, boxes & glass", "battery box glass"),
        ("café naïve", "cafe naive"),
        ("bus gas this", "bus gas this"),
        ("<b>x</b>\x00\x1b[31m", "b x b 31m"),
        ("", ""),
    ],
)
def test_a_text_is_folded(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text())
def test_folding_twice_finds_the_same_terms(text: str) -> None:
    """What is folded holds letters, digits and single blanks between words that are not Han alone."""
    folded = fold(text)
    assert folded == folded.strip()
    assert all(c == " " or c.isalpha() or c.isnumeric() or is_han(c) for c in folded)
    for before, blank, after in zip(folded, folded[1:], folded[2:], strict=False):
        assert blank != " " or not (is_han(before) or is_han(after) or " " in (before, after))


@given(st.text(alphabet="ab 药片芯5"), st.sets(st.text(alphabet="ab 药片芯5", min_size=1, max_size=4)))
def test_terms_stand_whole_and_apart(text: str, terms: set[str]) -> None:
    """No two hits overlap, none cuts a Latin word, and no longer term is passed over for a shorter one."""
    text = fold(text)
    every = list(term_spans(terms, 4, text))
    spans = longest_first(every)
    assert all(text[a:b] in terms and at_boundary(text, a, b) for a, b in every)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    for start, end in every:
        hides = [s for s in spans if s[0] < end and start < s[1]]
        assert any(b - a >= end - start for a, b in hides)


@pytest.mark.parametrize(
    ("name", "initials", "letters"),
    [
        ("生物医药", "swyy", "shengwuyiyao"),
        ("长三角智能装备", "csjznzb", "changsanjiaozhinengzhuangbei"),
        ("amoled面板", "amoledmb", "amoledmianban"),
        ("5g模块", "5gmk", "5gmokuai"),
        ("cdmo", "cdmo", "cdmo"),
    ],
)
def test_names_are_written_in_latin_letters(name: str, initials: str, letters: str) -> None:
    """The readings that the package misses are those of readings.toml."""
    assert (pinyin_initials(name), pinyin_letters(name)) == (initials, letters)
