"""What every answer holds, of whatever plan: places with a ground, in order, each said where it stands."""

from __future__ import annotations

import gzip
import json
import re
from itertools import pairwise

import pytest

from geodata.languages import LANGS
from geodata.places import read_place
from layout.matching.answer import match
from layout.matching.folding import has_han
from layout.matching.index import match_index
from layout.matching.index_plain import index_plain
from layout.matching.rules import WHOLE, ranking_rules, way_factor
from layout.matching.subjects import KINDS
from layout.plan.model import Plan
from layout.words.glossary import glossary
from layout.words.nouns import say_of
from tests.conftest import Case

NONSENSE = ("qwzx", "龘靐齉", "!!!", "12345678", "的的的", "kdfj weoiru sdkfj", "\x00\x1b\u202e")
# Of the index of the bundled plan, as it is sent.
MOST_BYTES = 75_000


def own_names(plan: Plan) -> list[str]:
    """Return every name of the plan's industries, of what they make, and of its links and themes."""
    industries = [i for c in plan.clusters for i in (c, *c.parts)]
    names = [t for i in industries for t in (i.name, *i.makes)]
    names += [k.name for c in plan.chains for k in c.links] + [t.name for t in plan.edition.themes]
    return list(dict.fromkeys(text for name in names for text in name.texts if text))


def test_every_answer_has_its_ground(case: Case) -> None:
    """Scores fall, each place has reasons with a basis, and each reason is cited from what there is."""
    plan = case.plan
    documents = {ref.source for ref in plan.edition.refs}
    for name in own_names(plan):
        result = match(plan, name)
        assert result.places or result.gaps or result.question, name
        assert all(a.score >= b.score for a, b in pairwise(result.places)), name
        assert len({p.site for p in result.places}) == len(result.places)
        for place in result.places:
            assert place.site in plan.site and 1 <= place.score <= WHOLE
            assert place.reasons and place.basis == place.reasons[0].basis
        reasons = [r for p in result.places for r in p.reasons]
        assert {r.basis for r in reasons} <= {"stated", "inferred"}
        assert all(all(r.text.texts) and r.refs for r in reasons), name
        assert {r.segment for r in reasons} <= {"", *plan.industry}
        for ref in (r for held in (*reasons, *result.gaps) for r in held.refs):
            assert ref.source in plan.source
            sections = read_place(ref.locator).sections if ref.source in documents and ref.locator else ()
            assert ref.source not in documents or not ref.locator or sections, ref


def test_an_industry_finds_its_carriers_first(case: Case) -> None:
    """Who asks for a segment, or for what it makes, is led to a place that carries that very industry."""
    plan = case.plan
    for cluster in plan.clusters:
        for industry in (cluster, *cluster.parts):
            carriers = {s.id for s in plan.sites for c in s.carries if (c.segment or c.cluster) == industry.id}
            within = {s.id for s in plan.sites if s.in_scope}
            for name in (industry.name, *industry.makes) if carriers & within else ():
                alike = [s for s in match_index(plan).subjects if s.name.original == name.original]
                others = {
                    w.place for s in alike for r in s.reaches for w in match_index(plan).groups.get(r.group, ())
                }
                first = match(plan, name.original).places[:1]
                assert first and first[0].site in carriers | (others if len(alike) > 1 else set()), name.original


def test_what_is_stated_goes_before_what_is_inferred(case: Case) -> None:
    """Of places that carry the very industry by its name, the stated ones stand before the others."""
    for part in case.plan.part.values():
        key = ("industry", part.id)
        ways = match_index(case.plan).groups.get(key, ())
        alike = [w for w in ways if w.factor in (way_factor("same", "stated"), way_factor("same", "inferred"))]
        assert [w.basis for w in alike] == sorted((w.basis for w in alike), reverse=True)


@pytest.mark.parametrize("text", NONSENSE)
def test_nothing_is_made_of_nonsense(case: Case, text: str) -> None:
    """There are no places and no gaps, but a question in every language."""
    result = match(case.plan, text)
    assert (result.places, result.gaps) == ((), ())
    assert all(result.question.texts)


@pytest.mark.parametrize("text", ["", " ", "“”"])
def test_an_empty_request_is_asked_back(bundled: Case, text: str) -> None:
    """It is told to name something, and no term is said not to be understood."""
    expected = say_of(bundled.plan, "match.empty", LANGS[0])
    assert match(bundled.plan, text).question(LANGS[0]) == expected


def test_a_place_is_led_to_by_its_name(case: Case) -> None:
    """Every place of the scope is answered for its name, and for it alone first."""
    for site in (s for s in case.plan.sites if s.id in match_index(case.plan).places):
        places = match(case.plan, site.name.original).places
        assert site.id in [p.site for p in places], site.name


def test_the_nearest_are_no_answers(case: Case) -> None:
    """What is near something is named in its gap, and never stands among the places as well."""
    for name in own_names(case.plan):
        result = match(case.plan, name)
        answered = {p.site for p in result.places}
        assert not any(set(gap.nearest) & answered for gap in result.gaps), name


def test_an_english_answer_holds_no_chinese(bundled: Case) -> None:
    """Neither in reasons nor in gaps, for any name of the plan in English."""
    names = [name for name in own_names(bundled.plan) if not has_han(name)]
    assert len(names) > 100
    for name in names:
        result = match(bundled.plan, name)
        texts = [r.text("en") for p in result.places for r in p.reasons] + [g.text("en") for g in result.gaps]
        assert [t for t in (*texts, result.question("en")) if has_han(t)] == []


def test_long_and_marked_requests_are_answered(bundled: Case) -> None:
    """Markup is text, and of a text of any length the beginning is read."""
    first = [p.site for p in match(bundled.plan, "CDMO").places]
    assert first
    assert [p.site for p in match(bundled.plan, "<script>CDMO</script>" + "！" * 10_000).places] == first
    assert match(bundled.plan, "，" * ranking_rules()["shown"]["text"] + "CDMO").places == ()


def test_the_paragraph_on_ranking_tells_the_rules_that_are_used(bundled: Case) -> None:
    """Its numbers are those of rules.toml, and its order is theirs."""
    rules = ranking_rules()
    in_tenths = dict(enumerate("零一二三四五六七八九"))
    share, others = rules["threshold"]["share"] // 100, rules["threshold"]["others"] // 100
    zh, en = glossary()["match.ranking"].texts
    assert f"{in_tenths[share]}成" in zh and f"加{in_tenths[others]}成" in zh
    assert (share, others) == (4, 1) and "four tenths" in en and "adds a tenth" in en
    for basis in ("stated", "inferred"):
        assert way_factor("link-site", basis) >= way_factor("same", basis) > way_factor("whole", basis)
    assert way_factor("same", "inferred") > way_factor("whole", "stated")
    assert all(way_factor(n, "stated") >= way_factor(n, "inferred") for n in rules_of_ways())
    strength = rules["strength"]
    assert max(strength["near"], strength["modifier"]) < rules["threshold"]["fits"] < strength["step"] ** 2 // WHOLE


def rules_of_ways() -> list[str]:
    """Return the names of all rules of ways."""
    return ["same", "whole", "part", "served", "element", "link-site", "link-industry", "chain-site", "field", "aim"]


def test_the_index_is_small_and_safe(bundled: Case) -> None:
    """It is packed to few bytes, and every number in it leads somewhere."""
    for lang in LANGS:
        plain = json.loads(json.dumps(index_plain(bundled.plan, lang)))
        text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
        assert len(gzip.compress(text.encode("utf-8"), 9, mtime=0)) < MOST_BYTES
        lines, refs = len(plain["lines"]), len(plain["refs"])
        for kind, _, name, line, sources, reaches, *_ in plain["subjects"]:
            assert kind < len(KINDS) and max(name, line) < lines and all(n < refs for n in sources)
            assert all(reach[0] < len(plain["groups"]) for reach in reaches)
        assert all(s < len(plain["subjects"]) for e in plain["entries"] for lead in e[2] for s in lead[3])


def test_a_term_that_is_left_out_finds_the_same(bundled: Case) -> None:
    """No term of the index holds only terms of its entries: the shorter finds as much."""
    index = match_index(bundled.plan)
    assert not re.search(r"[A-Z]", "".join(index.terms))
    found_by = {p.site for p in match(bundled.plan, "碳纤维").places}
    assert found_by and found_by == {p.site for p in match(bundled.plan, "碳纤维企业").places}
