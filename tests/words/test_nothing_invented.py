"""No word about any plan is invented: names, nouns, figures, years, counts and claims come from the folder shown.

All districts of the tests are written again with other words, figures and years, and all that the product shows
of them is looked through for the old ones; and once more with more of everything, so that each count is another.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pytest

from geodata.catalog import catalog
from geodata.check import list_faults
from geodata.faults import Fault
from geodata.languages import LANGS, Text
from layout.exports.formats import FORMATS
from layout.words.glossary import glossary
from tests.conftest import COMPOSED, Case, case_of
from tests.words.counts import constant_counts, counted_texts, counts_of
from tests.words.false_words import COUNT, FIGURE, NAME, NOUN, OPEN, YEAR, FalseWords
from tests.words.grown_folder import write_grown
from tests.words.other_folder import write_other
from tests.words.other_words import HAN, Words, shift_years
from tests.words.plan_claims import CLAIM, FOUND_OUT
from tests.words.rendered import map_texts
from tests.words.rendered_files import DRAWN_ALIKE, READ, all_texts

REPO = Path(__file__).parents[2]
EDITIONS = [(entry.id, edition) for entry in catalog(COMPOSED) for edition in entry.editions]


@dataclass
class Others:
    """The other folders: the one of other words, the one with more of everything, and what is shown of the first."""

    root: Path
    grown: Path
    words: Words
    find: FalseWords
    shown: dict[tuple[str, str, str], list[tuple[str, str]]] = field(default_factory=dict)

    @cached_property
    def faults(self) -> list[Fault]:
        """Return what the check says of the folder of other words."""
        return list_faults(self.root)

    def texts(self, district: str, edition: str, lang: str) -> list[tuple[str, str]]:
        """Return every text of an edition, rendered once."""
        key = district, edition, lang
        if key not in self.shown:
            self.shown[key] = list(all_texts(case_of(self.root, district, shift_years(edition)), lang))
        return self.shown[key]


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Others:
    """Write the other folders once."""
    folder = tmp_path_factory.mktemp("others")
    words = write_other(COMPOSED, folder / "other")
    write_grown(folder / "other", folder / "grown")
    return Others(folder / "other", folder / "grown", words, FalseWords(words))


@pytest.fixture(params=EDITIONS, ids=["-".join(e) for e in EDITIONS])
def edition(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Give every district and edition."""
    district, name = request.param
    return district, name


def test_the_other_folder_is_as_good_as_the_one_it_is_made_of(others: Others) -> None:
    def counted(faults: Iterable[Fault]) -> Counter[tuple[str, ...]]:
        return Counter((shift_years(f.file), f.field, f.severity) for f in faults)

    assert counted(others.faults) == counted(list_faults(COMPOSED))
    assert [f.text("en") for f in list_faults(others.grown) if f.is_stopping] == []


def test_every_format_is_looked_through() -> None:
    assert {f.module for f in FORMATS} == READ | DRAWN_ALIKE


@pytest.mark.parametrize("lang", LANGS)
def test_a_plan_of_other_words_figures_and_years_is_shown_in_these_alone(
    others: Others, edition: tuple[str, str], lang: str
) -> None:
    assert others.find.of(others.texts(*edition, lang), lang) == {}


@pytest.mark.parametrize("lang", LANGS)
def test_what_the_check_says_of_it_is_its_own(others: Others, lang: str) -> None:
    plans = [case_of(others.root, d, shift_years(e)).plan for d, e in EDITIONS]
    ids = {r.id for plan in plans for r in (*plan.sites, *plan.elements, *plan.industry.values(), *plan.statements)}
    named = re.compile(rf"(?<![\w-])({'|'.join(sorted(ids, key=len, reverse=True))})(?![\w-])")
    texts = (("check", named.sub("~", f.text(lang))) for f in others.faults)

    # It speaks of tables of the folder, which are no plan's, and of ids, which the copy shares.
    assert others.find.of(texts, lang, (NAME, FIGURE, YEAR, COUNT)) == {}


@pytest.mark.parametrize("lang", LANGS)
def test_every_count_follows_the_folder(others: Others, edition: tuple[str, str], lang: str) -> None:
    shown = others.texts(*edition, lang)

    assert constant(others, shown, edition, lang) == {}


def anew(case: Case) -> Case:
    """Return a case whose plan nothing has been worked out of, so that words are looked up again."""
    return replace(case, plan=replace(case.plan))


def constant(
    others: Others, shown: Iterable[tuple[str, str]], edition: tuple[str, str], lang: str
) -> dict[str, tuple[str, str]]:
    grown = counted_texts(anew(case_of(others.grown, edition[0], shift_years(edition[1]))), lang)
    before, after = (counts_of(texts, frozenset(others.words.units)) for texts in (shown, grown))
    assert before.keys() & after.keys()
    return constant_counts(before, after)


@cache
def interface_words() -> dict[str, tuple[str, ...]]:
    """Return every word of the program by its place: glossary, faults, data of the program, scripts, code."""
    places = {key: text.texts for key, text in glossary().items()}
    for file in sorted((REPO / "geodata").glob("*.toml")):
        # The schema explains the format by examples out of the bundled plan.
        # Vocabularies name whatever a plan or an office may name; none of it is said of one.
        if file.name not in ("schema.toml", "industry_words.toml", "officer_fields.toml"):
            places |= {f"{file.name} {n}": (t,) for n, t in enumerate(_texts(tomllib.loads(file.read_text("utf-8"))))}
    for file in sorted((REPO / "layout/web").rglob("*.js")):
        places[file.name] = tuple(re.sub(r"(?m)^\s*(//|\*|/\*).*$", "", file.read_text("utf-8")).splitlines())
    for file in [*sorted((REPO / "layout").rglob("*.py")), *sorted((REPO / "geodata").rglob("*.py")), REPO / "app.py"]:
        places[str(file.relative_to(REPO))] = tuple(_strings(ast.parse(file.read_text("utf-8"))))
    return places


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(item)


def _strings(tree: ast.AST) -> Iterable[str]:
    spoken = {id(n.body[0].value) for n in ast.walk(tree) if isinstance(n, ast.Module | ast.FunctionDef | ast.ClassDef)
              and n.body and isinstance(n.body[0], ast.Expr)}  # fmt: skip
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in spoken:
            continue
        # A word without a blank is an id or a key of the program, in whose language no name of a plan is.
        if " " in node.value or HAN.search(node.value):
            yield node.value


@pytest.mark.parametrize("lang", LANGS)
def test_no_word_of_the_program_is_one_of_a_plans_own(others: Others, lang: str) -> None:
    """Those too that are shown of no plan of the tests."""
    words = [
        # What stands in braces is put in.
        (place, re.sub(r"\{[^}]*\}", "~", text))
        for place, texts in interface_words().items()
        for text in texts
        # What scripts hold in the letters of English is code.
        if bool(HAN.search(text)) == (lang == "zh") and (lang == "zh" or not place.endswith(".js"))
    ]

    assert others.find.of(words, lang, (NAME, FIGURE, COUNT)) == {}


def claiming_words() -> set[str]:
    return {k for k, t in glossary().items() if CLAIM.search("\n".join(t.texts))}


def test_what_a_word_says_of_the_plan_is_found_out() -> None:
    """A new word that says what the plan states or leaves out is entered with what finds it out."""
    assert claiming_words() == {k for keys in FOUND_OUT.values() for k in keys}


SMALL = ("mini", "2016-2020")


def shown_of_small(others: Others, lang: str) -> list[tuple[str, str]]:
    return list(map_texts(anew(case_of(others.root, SMALL[0], shift_years(SMALL[1]))), lang))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (NAME, Text("碳谷绿湾", "Carbon Valley Green Bay")),
        (NAME, Text("新材料", "New materials")),
        (NAME, Text("节点主题耦合", "A node of carbon-fibre composites")),
        (NOUN, Text("各园区", "All parks")),
        (COUNT, Text("两翼和三大集群", "Nine parks")),
        (YEAR, Text("到 2025 年", "By 2025")),
        (FIGURE, Text("1,000 亿元", "1,000 in all")),
        (OPEN, Text("全部{park:many}", "All {park:many}")),
    ],
)
def test_a_false_word_in_the_glossary_or_in_code_is_found(
    others: Others, kind: str, words: Text, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is put once in a word of a panel, and once by code in what stands on the map."""
    monkeypatch.setitem(glossary(), "panel.reading", words)  # type: ignore[call-overload]
    by_code = f"{words(lang)}!"
    monkeypatch.setattr("layout.maps.map_payload.review_note", lambda *_: by_code)

    assert others.find.of(shown_of_small(others, lang), lang, (kind,)).keys() == {words(lang), by_code}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("words", [Text("9 个{park:one}", "9 {park:many}"), Text("{chain:one} 3 条", "The 4 {chain:many}")])
def test_a_count_that_does_not_follow_the_folder_is_found(
    others: Others, words: Text, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(glossary(), "panel.parks", words)  # type: ignore[call-overload]

    assert {n for _, n in constant(others, shown_of_small(others, lang), SMALL, lang).values()} == set(
        re.findall(r"\d", words(lang))
    )


def test_a_claim_about_every_plan_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    claim = Text("规划要求开展年度监测和末期评估", "The plan asks for yearly and final evaluation")
    monkeypatch.setitem(glossary(), "monitor.lead", claim)  # type: ignore[call-overload]

    assert claiming_words() - {k for keys in FOUND_OUT.values() for k in keys} == {"monitor.lead"}
