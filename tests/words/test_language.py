"""Every text that the product shows is in its own language, and set as that language sets it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import geodata.languages
from geodata.languages import LANGS, read_words
from layout.words.glossary import glossary
from tests.conftest import EDITIONS, case_of
from tests.words.rendered_files import texts

REPO = Path(__file__).parents[2]
HAN = r"\u3400-\u9fff"
CHINESE = re.compile(rf"[{HAN}\u3000-\u303f\uff00-\uffef]")
# Half-width punctuation beside a Chinese letter; a sign before a word (`? ...`) is no punctuation.
HALF_WIDTH = re.compile(rf"[{HAN}”』》）〕] ?[,:;!?()\[\]]|[,:;!()\[\]] ?[{HAN}“『《（〔]")
# A text that is missing in a language is shown in another and says in which.
FOREIGN = re.compile(rf"[\w{HAN}\u3000-\u303f\uff00-\uffef“”‘’…]+ \(zh\)")
# The table by which the search reads traditional characters; the name in the other language, set as of that.
OF_ANOTHER_LANGUAGE = ("map.traditional", "sheet.other")
# The unit of the data stands beside its number where programs calculate with it.
DATA_FILES = re.compile(r"list |xlsx|template|monitoring .*\.xlsx")


@cache
def texts_of(dataset: tuple[Any, ...], lang: str) -> tuple[tuple[str, str], ...]:
    """Render an edition once."""
    return tuple(texts(case_of(*dataset), lang))


def former_names(dataset: tuple[Any, ...]) -> re.Pattern[str]:
    """Return a pattern of the names that things had in an edition, which the data give in one language only."""
    plan = case_of(*dataset).plan
    compared = len(plan.district.editions) > 1
    names = {a.name for s in plan.sites for a in s.aliases} if compared else set()
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))) or "(?!)")


@pytest.fixture(params=EDITIONS, ids=[f"{d}-{e}" for _, d, e in EDITIONS])
def dataset(request: pytest.FixtureRequest) -> tuple[Any, ...]:
    """Give every district and edition, bundled and mini."""
    return tuple(request.param)


def test_no_chinese_stands_in_an_english_text(dataset: tuple[Any, ...]) -> None:
    """Neither in a page, a card, a table, a note, a chart, a map, a list, nor in any file.

    Only what is marked as another language, and a former name in a comparison, may be Chinese.
    """
    former = former_names(dataset)
    wrong_texts = {
        text: where
        for where, text in texts_of(dataset, "en")
        if CHINESE.search(FOREIGN.sub("", former.sub("", text))) and where not in OF_ANOTHER_LANGUAGE
    }

    assert wrong_texts == {}


def test_chinese_is_set_with_full_width_punctuation(dataset: tuple[Any, ...]) -> None:
    wrong_texts = {text: where for where, text in texts_of(dataset, "zh") if HALF_WIDTH.search(text)}

    assert wrong_texts == {}


@pytest.mark.parametrize("lang", LANGS)
def test_no_brackets_are_empty(dataset: tuple[Any, ...], lang: str) -> None:
    """What has no year is said to have none, or stands without brackets."""
    assert {t: where for where, t in texts_of(dataset, lang) if re.search(r"（\s*）|\(\s*\)", t)} == {}


@pytest.mark.parametrize("lang", LANGS)
def test_an_inferred_fact_has_one_mark(dataset: tuple[Any, ...], lang: str) -> None:
    marks = re.compile(r"\[(推断|规划写明|Inferred|Stated[^]]*)\]|（推断）(?=$|、)")

    assert {text: where for where, text in texts_of(dataset, lang) if marks.search(text)} == {}


def test_amounts_of_english_pages_are_in_the_units_of_english(dataset: tuple[Any, ...]) -> None:
    """No amount is left in hundreds of millions, and no unit stands on the wrong side of its number."""
    wrong = re.compile(
        r"^\s*CNY 1(00 mn|0,000)$|\(CNY 1(00 mn|0,000)\)|\d CNY (bn|mn|thousand)|hundred million|ten thousand"
    )
    shown = {text: where for where, text in texts_of(dataset, "en") if not DATA_FILES.match(where)}

    assert {text: where for text, where in shown.items() if wrong.search(text)} == {}


def words_of(lang: str) -> dict[str, str]:
    """Return every word of the glossary, of faults and of their parts."""
    place = LANGS.index(lang)
    words = {key: text.texts[place] for key, text in glossary().items()}
    for file in ("messages.toml", "words.toml"):
        for section, block in read_words(Path(geodata.languages.__file__).with_name(file)).items():
            words |= {f"{file} {section}.{key}": text.texts[place] for key, text in block.items()}
    return words


def test_no_word_of_the_program_mixes_languages() -> None:
    code = re.compile(r"\[\[.*?\]\]|\[sources\..*?\]|\[经度, 纬度\]|来源标识:位置")
    assert {k: w for k, w in words_of("en").items() if CHINESE.search(w)} == {}
    assert {k: w for k, w in words_of("zh").items() if HALF_WIDTH.search(code.sub("", w))} == {}


def test_english_words_quote_by_one_kind_of_marks() -> None:
    """What is typed into a file or a command line may be in straight ones."""
    assert {k: w for k, w in words_of("en").items() if "layout " not in w and re.search(r'(?<!= )"\{?\w', w)} == {}


def test_code_joins_no_label_with_a_colon_of_its_own() -> None:
    """A label and what it labels are joined by the colon of the language (`text.colon`)."""
    joined = re.compile(r"""f["'][^"']*\{say\([^}]*\)\}[:(,;] ?\{""")
    lines = [
        f"{file.relative_to(REPO)}: {line.strip()}"
        for file in sorted((REPO / "layout").rglob("*.py"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if joined.search(line)
    ]

    assert lines == []
