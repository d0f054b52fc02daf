"""The command that matches a request: for a reader and for a program, whatever the words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from geodata.document.named_copy import DOCUMENTS_ENV
from geodata.languages import LANGS
from layout.build.exit_codes import EXIT_FAULTS
from layout.cli import match
from layout.plan.model import Plan
from layout.words.glossary import say
from tests.conftest import MINI, Case
from tests.plan_documents import TEXT

EDITION = ("mini", "2021-2025")
PLACE_KEYS = {"id", "type", "name_zh", "name_en", "score", "basis", "reason_zh", "reason_en", "sources"}
GAP_KEYS = {"kind", "id", "text_zh", "text_en", "nearest", "sources"}
ODD = ("", " ", "x" * 10_000, "碳纤维" * 4_000, "<script>alert(1)</script>", "\x07\x1b[31m\u202e", "{{ 7*7 }}", "\udcff")


def run(*call: str) -> Result:
    """Call the program."""
    return CliRunner().invoke(match.app, ["match", *call])


def some_industry(plan: Plan) -> str:
    """Return the name of an industry that a place carries."""
    carried = next(c for s in plan.sites if s.in_scope for c in s.carries if c.cluster)
    return plan.industry[carried.segment or carried.cluster].name.original


def test_a_program_gets_every_part_in_both_languages(bundled: Case) -> None:
    answer = json.loads(run(some_industry(bundled.plan), "--json").stdout)

    assert answer.keys() == {"places", "gaps", "question"}
    assert answer["places"]
    for place in answer["places"]:
        assert place.keys() == PLACE_KEYS
        assert place["basis"] in ("stated", "inferred") and place["type"] in ("park", "place", "town")
        assert place["sources"] and all({"source", "place"} <= source.keys() for source in place["sources"])
    scores = [place["score"] for place in answer["places"]]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("lang", LANGS)
def test_a_reader_gets_names_reasons_and_sources(bundled: Case, lang: str) -> None:
    name = some_industry(bundled.plan)
    answer = json.loads(run(name, "--json").stdout)

    text = run(name, "--lang", lang).stdout

    for place in answer["places"]:
        assert place[f"name_{lang}"] in text and place[f"reason_{lang}"] in text
    assert "[" in text


@pytest.mark.parametrize("lang", LANGS)
def test_a_place_without_a_position_says_so_in_its_heading(bundled: Case, lang: str) -> None:
    for site in (s for s in bundled.plan.sites if s.is_park or not s.located):
        lines = run(site.name(lang), "--lang", lang).stdout.splitlines()
        heading = next(line for line in lines if re.match(r"\d+\. ", line) and site.name(lang) in line)
        assert heading.endswith(say("card.unlocated", lang)) != site.located, heading


@pytest.mark.parametrize("text", ODD)
def test_odd_words_are_answered(text: str) -> None:
    for call in ([], ["--json"]):
        done = run(*call, "--", text)
        assert done.exit_code == 0, done.stderr
        assert done.stdout.strip()
        assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e]", done.stdout)
    answer = json.loads(done.stdout)
    assert answer["places"] or answer["gaps"] or answer["question"]
    assert all(gap.keys() == GAP_KEYS for gap in answer["gaps"])


def test_nothing_that_fits_is_no_failure(bundled: Case) -> None:
    done = run("卷烟", "--json")

    answer = json.loads(done.stdout)
    assert done.exit_code == 0
    assert answer["places"] == [] and answer["gaps"][0]["kind"] == "unnamed"
    assert say("match.none", "en") in run("卷烟", "--lang", "en").stdout


def test_the_sentence_stands_beside_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the office has its copy of the plan; one that cannot be read is told, and the answer comes."""
    file = tmp_path.joinpath("copies", *EDITION, "示例规划.txt")
    file.parent.mkdir(parents=True)
    monkeypatch.setenv(DOCUMENTS_ENV, str(tmp_path / "copies"))
    call = ("机械", "--data", str(MINI), "--edition", EDITION[1])

    file.write_text("没有章节", encoding="utf-8")
    broken = run(*call)
    file.write_text(TEXT, encoding="utf-8")
    whole = run(*call)
    rows = json.loads(run(*call, "--json").stdout)

    sentence = "机械、消费品两个集群并进。"
    assert broken.exit_code == whole.exit_code == 0
    assert broken.stderr and not whole.stderr
    assert sentence in whole.stdout or any("sentence" in s for p in rows["places"] for s in p["sources"])


def test_conditions_are_weighed_with_the_reader_s_own_facts(tmp_path: Path) -> None:
    """What is not met drops a place only where that is asked for; what is not known drops none."""
    facts = tmp_path / "facts.csv"
    facts.write_text(
        "园区,项目,内容,单位,提供人,日期\n织造园,供电容量,500,千伏安,招商办,2026-05-31\n", encoding="utf-8"
    )
    call = ("", "--data", str(MINI), "--needs", "供电>=1MVA", "--own", str(facts))
    weighed = run(*call, "--json")
    every = {p["id"] for p in json.loads(weighed.stdout)["places"]}
    left = {p["id"] for p in json.loads(run(*call, "--drop-excluded", "--json").stdout)["places"]}

    assert weighed.exit_code == 0 and "loom-yard" in every
    assert every - left == {"loom-yard"} and left


@pytest.mark.parametrize("lang", LANGS)
def test_a_unit_that_cannot_be_converted_is_named_with_those_that_can(lang: str) -> None:
    """Real power is no apparent power: how much of it is used the investor knows."""
    done = run("", "--data", str(MINI), "--lang", lang, "--needs", "power>=1MW")

    assert done.exit_code == EXIT_FAULTS
    assert "MW" in done.output and ("MVA" if lang == "en" else "兆伏安") in done.output
