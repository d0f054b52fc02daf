"""The page's script answers every request as the server does, out of the index that the build writes."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from geodata.languages import LANGS
from layout.matching.answer import match
from layout.matching.index import match_index
from layout.matching.index_plain import index_plain
from layout.matching.records import MatchResult
from layout.plan.model import Plan
from tests.conftest import skip_unless_on_ci

REPO = Path(__file__).parents[2]
TABLES = sorted((REPO / "tests/data/requests").glob("*.toml"))
# What no table of requests holds: nothing, signs, halves of words, pinyin, many goods at once, traditional.
ODD = (
    "", " ", "“”", "zzzz", "\u0000\u202e", "a" * 300, "{{ 7*7 }}", "<b>CDMO</b>", "cdm", "csj", "swyyg", "預製菜",
    "苏州的CDMO企业", "a maker of carbon fibre, chips and prepared meals", "食品", "food", "芯片", "新材料", "AMOLED",
    "equipment for batteries", "用于新能源汽车的电池材料", "装备", "Ａ１", "constructor", "__proto__", "碳纤维压力容器",
    "无人机芯片", "无人机 芯片", "drone chips", "drone-chips", "drones, chips", "无人机-芯片", "AMOLED 芯片", "無人機芯片", "txw", "xxxs",
    "C++ [芯片] (AMOLED) 食品", "CAR-T细胞治疗\\疫苗", "绿色食品冷链配送",
)  # fmt: skip


def texts_for(plan: Plan) -> list[str]:
    """Return requests for a plan: odd ones, those of the tables, a sample of its terms, whole and in pieces."""
    chance = random.Random(3)
    terms = sorted(match_index(plan).terms)
    rows = [r for table in TABLES for r in tomllib.loads(table.read_text("utf-8"))["requests"]]
    tabled = [r["text"] for r in rows if (r["district"], r["edition"]) == (plan.district.id, plan.edition.id)]
    sample = chance.sample(terms, min(60, len(terms)))
    pieces = [term[: max(2, len(term) // 2)] for term in sample[:20]]
    pairs = [" ".join(chance.sample(sample, 2)) for _ in range(20)]
    return [*ODD, *tabled, *sample, *pieces, *pairs]


def plain_answer(result: MatchResult, plan: Plan, lang: str, refs: list[list[str]]) -> dict[str, Any]:
    """Return an answer as the script gives it."""
    number = {(source, locator, words): n for n, (source, locator, words, *_) in enumerate(refs)}
    by_place = {key[:2]: n for key, n in number.items()}

    def numbers(of: Any) -> list[int]:
        return sorted({by_place[ref.source, ref.locator] for ref in of})

    return {
        "places": [
            {
                "id": p.site, "score": p.score, "basis": p.basis,
                "reasons": [
                    {"text": r.text(lang), "basis": r.basis, "industry": r.segment, "link": r.link, "refs": numbers(r.refs)}
                    for r in p.reasons
                ],
            }
            for p in result.places
        ],
        "gaps": [
            {"kind": g.kind, "id": g.id, "text": g.text(lang), "refs": numbers(g.refs), "nearest": list(g.nearest)}
            for g in result.gaps
        ],
        "question": result.question(lang) if result.question else "",
    }  # fmt: skip


def script_answers(index: dict[str, Any], texts: list[str]) -> list[dict[str, Any]]:
    """Return what the page's script answers."""
    node = shutil.which("node")
    if not node:
        skip_unless_on_ci("node is not installed")
    questions = json.dumps({"index": index, "texts": texts})
    done = subprocess.run(
        [str(node), "tests/web/answers.js"],
        cwd=REPO,
        input=questions,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    answers: list[dict[str, Any]] = json.loads(done.stdout)["answers"]
    for answer in answers:
        for place in answer["places"]:
            del place["type"], place["name"]
        for part in [*(r for p in answer["places"] for r in p["reasons"]), *answer["gaps"]]:
            part["refs"] = sorted(set(part["refs"]))
    return answers


@pytest.mark.parametrize("lang", LANGS)
def test_the_script_answers_as_the_server_does(case: Any, lang: str) -> None:
    plan = case.plan
    index = json.loads(json.dumps(index_plain(plan, lang)))
    texts = texts_for(plan)
    for text, answer in zip(texts, script_answers(index, texts), strict=True):
        assert answer == plain_answer(match(plan, text), plan, lang, index["refs"]), text
