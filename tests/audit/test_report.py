"""The findings as questions: what explains several figures, what comes first, and what goes with a number."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.languages import LANGS
from geodata.size_classes import class_amount
from geodata.units import multiply, readable_unit
from layout.audit import formula_words, report_words, sentences
from layout.audit.finding_rows import report_rows
from layout.audit.findings import CLOSES, DIFFERS, FINDING_STATES, QUESTION, audit_claims, claims_in_order
from layout.audit.reach import base_caveats, reach_findings
from layout.audit.report import FindingGroup, audit_report
from layout.briefing.slides import fill_story
from layout.briefing.story_model import Step, Story
from layout.charts import base_to_target_chart
from layout.monitoring.evaluation import evaluate
from layout.monitoring.panel import standings_panel
from layout.panels.audit import audit_section
from layout.panels.audit_lines import audit_text
from layout.panels.source_card import source_cards
from layout.panels.targets import targets_panel
from layout.plan.measure import Span, span
from layout.plan.model import Cause, Text
from layout.plan.shapes import bounds_by_id
from layout.view.view import View
from layout.words.glossary import say
from layout.words.nodes import text_of, walk
from layout.words.years import figure_years
from tests.audit.statements import NONE, claim, finding_of, findings_of, plan_of, statement

CHINESE = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")
RATE = {"measure": "rate", "unit": "%", "start": 2015}
PAST = {"measure": "added", "unit": "家", "start": 2015}
AIM = {"measure": "added", "unit": "家", "start": 2020, "role": "target"}


def group_of(case: Any, name: str) -> FindingGroup:
    """Return a question of an edition by its id."""
    return next(g for g in audit_report(case.plan) if g.id == name)


def growth_from_an_implied_base(case: Any, rate: str, *claims: Any) -> FindingGroup:
    """Return the question of a base of 50 that growth by 31 to 80 leaves at 49, held against a rate and claims."""
    cause = Cause("x", Text("因", "cause"), "a", "base", NONE, ())
    against = [
        claim("difference", "b i", id="base", year=2015),
        *claims,
        claim("growth", "a b", "g", id="g1", cause="x"),
        claim("growth", "base b", "g", id="g2", cause="x"),
    ]
    figures = [statement("a", "50.0", 2015), statement("b", "80.0", 2020)]
    figures += [statement("i", "31.0", 2020, "change", start=2015), statement("g", rate, 2020, **RATE)]
    return audit_report(plan_of(case, against, *figures, causes=(cause,)))[0]


# One figure against five others.


def test_five_figures_against_one_are_a_single_card(bundled: Any) -> None:
    group = group_of(bundled, "base-2015")
    sentence = report_words.group_sentence(group, "zh")

    assert group.state == DIFFERS and audit_report(bundled.plan)[0] == group
    assert len(group.rows) == 5
    for number in ("957.4 亿元", "942.5 亿元", "439.6 亿元", "8 %", "8.1 个百分点", "6.3 个百分点", "2.4 个百分点"):
        assert number in sentence
    retested = {row.printed.claim.stated: row.implied for row in group.rows}
    assert retested.pop("output-increase") is None
    assert {f.state for f in retested.values() if f} == {CLOSES} and all(retested.values())


def test_what_an_implied_figure_was_worked_out_from_is_no_witness_to_it(bundled: Any) -> None:
    """One of five figures defines the implied one; the four others agree with it."""
    group = group_of(bundled, "base-2015")
    by = {"zh": "439.6 亿元", "en": "CNY 43.96 bn"}
    for lang in LANGS:
        words = say("group.implied-all", lang, n=5, tested=4, by=by[lang])
        assert report_words.defining_text(group, lang) == by[lang]
        assert words.rpartition("{others}")[2].partition("{implied}")[0] in report_words.group_sentence(group, lang)
        assert "4" in report_words.group_sentence(group, lang).rpartition(by[lang])[2]
        assert say("group.by-this", lang) in text_of(audit_section(bundled.plan, lang))


def test_the_top_card_prints_every_digit_in_english_too(bundled: Any) -> None:
    group = group_of(bundled, "base-2015")
    section = audit_section(bundled.plan, "en")
    card = text_of(next(n for n in walk(section) if n[1].get("key") == "finding-base-2015"))

    for words in (report_words.group_sentence(group, "en"), card):
        assert all(number in words for number in ("CNY 95.74 bn", "CNY 43.96 bn", "CNY 94.25 bn"))
        assert not re.search(r"CNY (95\.7|44\.0|94\.3) bn", words)
    assert source_cards(bundled.plan, "en")["output-2015"][1] == "CNY 95.74 bn"


def test_a_cause_whose_implied_figure_no_row_states_counts_them_all(bundled: Any) -> None:
    group = growth_from_an_implied_base(bundled, "10.3")

    assert report_words.defining_text(group, "zh") == ""
    assert "这 1 处都合于 49 亿元" in report_words.group_sentence(group, "zh")


def test_a_cause_is_counted_once_and_its_findings_not_besides(bundled: Any) -> None:
    groups = audit_report(bundled.plan)
    members = [f.claim.id for g in groups for f in g.findings]
    section = audit_section(bundled.plan, "zh")
    chips = [text_of(n) for n in walk(section) if "state-chip" in str(n[1].get("class"))]
    stated = [n for n in walk(section) if n[0] == "details" and "data-state" in n[1]]

    assert sorted(members) == sorted(f.claim.id for f in audit_claims(bundled.plan))
    assert chips[0] == say("audit.all", "zh", n=len(groups))
    for state, chip in zip(FINDING_STATES, chips[1:], strict=True):
        assert chip.endswith(f" {sum(g.state == state for g in groups)}")
    # The fold of counts bears a state too, and is no question of its own.
    assert len(stated) == len(groups) + 1
    rows = report_rows(bundled.plan)
    assert len([r for r in rows if not r["cause"]]) == len(groups)


def test_one_question_in_several_figures_is_one_group(bundled: Any) -> None:
    assert [f.claim.id for f in group_of(bundled, "over-100").findings] == [
        "audit-firms-repeat",
        "audit-centres-repeat",
        "audit-digital-repeat",
    ]
    assert group_of(bundled, "over-100").state == QUESTION
    assert group_of(bundled, "green-national").state == CLOSES


def test_a_cause_that_some_figures_do_not_fit_says_so(bundled: Any) -> None:
    defining = claim("difference", "b a", "i", id="d", cause="x")
    group = growth_from_an_implied_base(bundled, "4.0", defining)

    assert [row.printed.claim.id for row in group.rows] == ["d", "g1"]
    assert report_words.group_sentence(group, "en") == say(
        "group.implied-some", "en", name="a (2015)", n=2, tested=1, fitting=0, by="CNY 3.10 bn",
        printed="CNY 5.00 bn", implied="CNY 4.9 bn", others="CNY 3.10 bn, 4.0 %",
    )  # fmt: skip


def test_the_note_on_growth_rates_has_its_source(bundled: Any) -> None:
    group = group_of(bundled, "base-2015")
    sources = [bundled.plan.source[r.source] for r in group.cause.refs] if group.cause else []

    assert group.cause and "可比价格" in group.cause.note("zh") and "comparable prices" in group.cause.note("en")
    assert len(sources) == 2 and all(s.url.startswith("http") for s in sources)
    links = [n for n in walk(audit_section(bundled.plan, "en")) if n[0] == "a" and n[1].get("href") in {s.url for s in sources}]
    assert len(links) == 2


# The order, and what is folded.


def test_what_does_not_close_comes_first_everywhere(case: Any) -> None:
    groups = audit_report(case.plan)
    order = [g.id for g in groups]
    states = [FINDING_STATES.index(g.state) for g in groups]

    assert states == sorted(states)
    assert FINDING_STATES == (DIFFERS, QUESTION, CLOSES)
    section = audit_section(case.plan, "en")
    keys = [str(n[1]["key"]) for n in walk(section) if n[0] == "details" and "data-state" in n[1]]
    assert [k.removeprefix("finding-") for k in keys if k != "findings-counted"] == order
    assert [r["id"] for r in report_rows(case.plan) if not r["cause"]] == order
    lines = audit_text(case.plan, "zh").splitlines()
    heads = [line.partition("】")[2] for line in lines if line.startswith("【")]
    assert heads == [g.title("zh") for g in groups if not g.is_light]
    for a, b in pairwise(groups):
        assert a.state != b.state or a.weight >= b.weight


def test_counts_of_rows_that_agree_are_folded_under_an_honest_name(bundled: Any) -> None:
    section = audit_section(bundled.plan, "zh")
    fold = next(n for n in walk(section) if n[1].get("key") == "findings-counted")
    light = [g for g in audit_report(bundled.plan) if g.is_light]

    assert text_of(fold[2]) == say("audit.folded", "zh", n=len(light)) and len(light) == 8
    assert all(g.findings[0].claim.kind == "count" for g in light)
    assert "本数据" in say("audit.folded", "zh") and "本数据" in say("audit.lead", "zh")
    assert "只用" not in say("audit.lead", "zh")


def test_every_finding_has_an_anchor(case: Any) -> None:
    keys = [str(n[1].get("key")) for n in walk(audit_section(case.plan, "zh")) if n[0] == "details"]

    assert {f"finding-{f.claim.id}" for f in audit_claims(case.plan)} <= set(keys)
    assert {f"finding-{c.id}" for c in case.plan.causes} <= set(keys)
    assert len(keys) == len(set(keys))


# What goes with a number.


@pytest.mark.parametrize("lang", LANGS)
def test_a_ratio_of_unlike_sets_never_stands_alone(case: Any, lang: str) -> None:
    unlike = [f for f in audit_claims(case.plan) if f.has_caveat]
    two_subjects = {f.claim.id for f in unlike if f.of_unlike_subjects}
    cards, lines = source_cards(case.plan, lang), audit_text(case.plan, lang)

    assert unlike or not case.is_whole or case.plan.edition.id == "2016-2020"
    rows = {r["id"]: r for r in report_rows(case.plan)}
    for finding in unlike:
        why = finding.claim.why(lang)
        assert why in sentences.finding_sentence(finding, lang)
        assert why in rows[finding.claim.id][f"text_{lang}"]
        assert why in lines
        assert finding.claim.id not in cards or why in cards[finding.claim.id][5]
    # The table of growth has no room for the reason, and so none of them.
    assert not two_subjects & {f.claim.id for f in reach_findings(case.plan)}


def test_the_edge_of_an_interval_is_said(bundled: Any) -> None:
    figures = statement("a", "1291.6"), statement("b", "1382.1")
    edge = finding_of(bundled, claim("share", "a b", "s"), *figures, statement("s", "93.4", measure="share", unit="%"))
    plain = finding_of(bundled, claim("share", "a b", "s"), *figures, statement("s", "93.5", measure="share", unit="%"))

    assert (edge.state, edge.reasons) == (CLOSES, (("edge", ("93.5",)),))
    assert "93.5" in sentences.finding_sentence(edge, "zh") and "一端" in sentences.finding_sentence(edge, "zh")
    assert (plain.state, plain.reasons) == (CLOSES, ())


@pytest.mark.parametrize(
    ("stated", "scope", "of_scope", "state"),
    [
        # All firms never come to less than the district's own: a smaller total of unstated scope is no way out.
        ("7", "", "local", QUESTION),
        ("3", "", "local", DIFFERS),
        ("3", "local", "", QUESTION),
        ("7", "local", "", DIFFERS),
        ("7", "local", "all", QUESTION),
    ],
)
def test_an_unstated_scope_opens_only_what_it_may_explain(
    bundled: Any, stated: str, scope: str, of_scope: str, state: str
) -> None:
    parts = [statement("a", "2", scope=of_scope), statement("b", "3", scope=of_scope)]

    assert finding_of(bundled, claim("sum", "a b", "s"), *parts, statement("s", stated, scope=scope)).state == state


def test_a_rate_without_a_scope_opens_nothing(bundled: Any) -> None:
    base = statement("a", "100.0", 2020)
    rate = statement("r", "7", measure="rate", unit="%", start=2020, role="target", scope="")
    finding = finding_of(
        bundled, claim("consequence", "a r", "s", by="reach"), base, rate, statement("s", "200", role="target")
    )

    assert finding.state == DIFFERS and [n for n, _ in finding.reasons] == ["scope"]


def test_only_scope_alone_is_never_why_the_bundled_plan_is_open(bundled: Any) -> None:
    for finding in audit_claims(bundled.plan):
        names = {name for name, _ in finding.reasons}
        if finding.state == QUESTION and names == {"scope"}:
            # An amount whose scope the plan leaves open, not a rate or a multiple.
            assert finding.claim.by == "rest" or (finding.result and "" in finding.result.amount_scopes)


# What cannot be computed says why.


@pytest.mark.parametrize(
    ("kind", "of", "reason"),
    [
        ("sum", "a words", "words"),
        ("sum", "a b", "units"),
        ("growth", "a a", "years"),
        ("growth", "zero later", "nought"),
        ("share", "a zero", "nought"),
        ("product", "a a", "units"),
    ],
)
def test_what_cannot_be_computed_gives_the_true_reason(bundled: Any, kind: str, of: str, reason: str) -> None:
    figures = [
        statement("a", "5"), statement("b", "5", unit="亩"), statement("zero", "0", 2020),
        statement("later", "5", 2025), statement("words", "", words="另行下达"), statement("s", "9"),
    ]  # fmt: skip
    finding = finding_of(bundled, claim(kind, of, "s"), *figures)

    assert (finding.computed, finding.impossible) == (None, reason)
    for lang in LANGS:
        assert say(f"impossible.{reason}", lang) in sentences.finding_sentence(finding, lang)
    # A claim that rests on it fails for the same reason.
    above = [claim(kind, of, id="w"), claim("sum", "w a", "s", id="c")]
    assert findings_of(bundled, above, *figures)[-1].impossible == reason


def test_a_chain_of_claims_may_be_long(bundled: Any) -> None:
    n = 5000
    chain = [claim("sum", f"c{i + 1} one", id=f"c{i}") for i in range(1, n)]
    claims = [claim("sum", "c1 one", "s", id="top"), *chain, claim("sum", "one one", id=f"c{n}")]
    finding = findings_of(bundled, claims, statement("one", "1"), statement("s", str(n + 2), bound="="))[0]

    assert (finding.state, finding.computed) == (CLOSES, Decimal(n + 2))
    assert len(finding.workings) == n and finding.workings[0].id == f"c{n}"
    assert [*claims_in_order({c.id: c for c in claims})][-1] == "top"


# The kinds.


@pytest.mark.parametrize(
    ("past", "aim", "bound", "state"),
    [("306", "100", "=", QUESTION), ("10", "10", "=", QUESTION), ("90", "100", "=", CLOSES), ("306", "100", ">=", QUESTION)],
)
def test_a_target_no_higher_than_the_past_is_asked_about(
    bundled: Any, past: str, aim: str, bound: str, state: str
) -> None:
    finding = finding_of(
        bundled, claim("below-past", "p", "s"), statement("p", past, 2020, **PAST), statement("s", aim, bound=bound, **AIM)
    )

    assert finding.state == state
    assert (("no-higher", ()) in finding.reasons) == (state == QUESTION)
    assert finding.state != DIFFERS


def test_where_less_is_better_a_lower_target_is_the_higher_aim(bundled: Any) -> None:
    plan = plan_of(bundled, [claim("below-past", "p", "s")], statement("p", "12", 2020, "use"), statement("s", "10", 2025, "use"))
    lower = tuple(
        t if t.id != "use" else type(t)(t.id, t.name, t.order, t.weight, t.value, "lower") for t in plan.edition.measures
    )
    object.__setattr__(plan.edition, "measures", lower)

    assert audit_claims(plan)[0].state == CLOSES


@given(st.decimals("0.1", "9999", places=1), st.decimals("0.1", "9999", places=1))
def test_a_part_is_never_more_than_its_whole(bundled: Any, whole: Decimal, part: Decimal) -> None:
    finding = finding_of(bundled, claim("at-least", "a b"), statement("a", str(whole)), statement("b", str(part)))

    # Half a unit of the last digit to either side is what printing leaves open.
    assert (finding.state == CLOSES) == (whole + Decimal("0.05") >= part - Decimal("0.05"))
    assert finding.state in (CLOSES, DIFFERS)


@given(st.decimals("0.1", "100", places=1), st.decimals("1", "9999", places=1))
def test_a_share_of_a_whole_is_a_part_that_has_this_share(bundled: Any, share: Decimal, whole: Decimal) -> None:
    figures = [statement("p", str(share), measure="share", unit="%"), statement("w", str(whole))]
    part = finding_of(bundled, claim("consequence", "p w", by="product"), *figures)
    back = findings_of(
        bundled, [claim("product", "p w", id="part"), claim("share", "part w", "p", id="back")], *figures
    )[0]

    assert part.unit == "亿元" and part.computed == share * whole / 100
    assert back.state == CLOSES


def test_products_of_counts_and_of_uses(bundled: Any) -> None:
    firms = statement("n", "19", 2020, "count", unit="家")
    each = statement("e", "10", 2020, bound=">=")
    use = statement("u", "11.2", 2020, "use", unit="吨标准煤/万元")
    least, energy = (
        finding_of(bundled, claim("consequence", of, by="product"), firms, each, use, statement("o", "1382.1", 2020))
        for of in ("n e", "u o")
    )

    assert (least.computed, least.unit, least.high) == (Decimal(190), "亿元", Decimal("Infinity"))
    assert (round(energy.computed or 0, 1), energy.unit) == (Decimal("15479.5"), "万吨标准煤")
    assert energy.state == QUESTION
    with pytest.raises(ValueError):
        multiply("亿元", "亩")
    assert multiply("%", "亩") == ("亩", multiply("亩", "%")[1])
    assert readable_unit("立方米", multiply("%", "%")[1]) == "立方米"


def test_a_range_open_above_stays_open_in_a_product() -> None:
    assert span(Decimal(10), ">=", exact=True).times(span(Decimal(3), exact=True)) == Span(
        Decimal(30), Decimal(30), Decimal("Infinity")
    )
    assert span(Decimal(0), exact=True).times(span(Decimal(3), ">=", exact=True)).high == 0


def test_rates_that_keep_pace_are_held_against_each_other(bundled: Any) -> None:
    first = statement("a", "7.9", 2020, **RATE)
    near, far = (
        finding_of(bundled, claim("pace", "a", "s"), first, statement("s", value, 2020, **RATE))
        for value in ("8", "9.5")
    )

    assert (near.state, far.state) == (CLOSES, DIFFERS)


@pytest.mark.parametrize(
    ("words", "amount"),
    [("百亿级", "100"), ("五十亿级", "50"), ("十亿级", "10"), ("千亿级", "1000"), ("万亿级", "10000"),
     ("三千五百亿级", "3500"), ("十二亿元级", "12"), ("一万二千亿级", "12000"), ("另行下达", None), ("百亩级", None)],
)  # fmt: skip
def test_a_class_of_size_is_the_least_amount_of_it(words: str, amount: str | None) -> None:
    assert class_amount(words) == (None if amount is None else Decimal(amount))


def test_a_class_of_size_is_used_as_words_and_said_to_be(bundled: Any) -> None:
    total = statement("t", "1938.5")
    finding = finding_of(bundled, claim("at-least", "t k"), total, statement("k", "", words="千亿级"))
    short = finding_of(bundled, claim("at-least", "s k"), statement("s", "900"), statement("k", "", words="千亿级"))

    assert finding.state == CLOSES and "千亿级" in sentences.finding_sentence(finding, "zh")
    assert short.state == QUESTION and [n for n, _ in short.reasons] == ["class"]


def test_a_rung_is_looked_up_among_the_parks_of_its_level(bundled: Any) -> None:
    ladder = next(f for f in audit_claims(bundled.plan) if f.claim.id == "audit-ladder-city")
    lacking = [q.name("zh") for q in ladder.operands if not q.span.value]

    assert (ladder.state, ladder.computed, ladder.stated) == (QUESTION, 3, 4)
    assert lacking == ["新型显示特色产业（南上海新型显示产业园，区级）"]
    assert {n for n, _ in ladder.reasons} == {"ladder", "ladder-inferred"}


def test_other_names_of_clusters_are_listed_in_chinese_only(bundled: Any) -> None:
    naming = next(f for f in audit_claims(bundled.plan) if f.claim.kind == "naming")

    assert naming.state == QUESTION
    assert "高端智能装备" in sentences.finding_sentence(naming, "zh")
    assert not CHINESE.search(sentences.finding_sentence(naming, "en"))


def test_the_fourth_number_of_the_formula_is_asked_about(bundled: Any) -> None:
    group = group_of(bundled, "fourth-four")

    assert group.state == QUESTION and len(group.findings) == 2
    assert {f.stated == f.computed for f in group.findings} == {True}


# The words of the data.


def test_english_words_of_claims_hold_no_chinese(case: Any) -> None:
    for record in (*case.plan.claims, *case.plan.causes):
        words = [record.title("en"), record.note("en") if isinstance(record, Cause) else record.why("en")]
        assert [w for w in words if CHINESE.search(w)] == []
        assert [w for w in words if "hundred million" in w or "亿" in w] == []


def test_chinese_words_of_claims_have_full_width_punctuation(case: Any) -> None:
    for record in (*case.plan.claims, *case.plan.causes):
        words = [record.title("zh"), record.note("zh") if isinstance(record, Cause) else record.why("zh")]
        assert [w for w in words if re.search(r"[,;:()?!]|\[推断\]", w)] == []


def test_a_figure_on_a_slide_bears_its_caveat(bundled: Any) -> None:
    step = Step("one", "", Text("一", "One"), (), NONE, figures=("audit-double-zones", "audit-clusters-share"), line=2)
    for lang in LANGS:
        slide = fill_story(Story(NONE, (step,)), bundled.plan, lang, bounds_by_id(bundled.plan, bundled.shapes)).slides[0]
        zones, share = (n.label for n in slide.numbers)
        finding = next(f for f in audit_claims(bundled.plan) if f.claim.id == "audit-double-zones")

        assert sentences.caveat_text(finding, lang) in zones
        assert say("finding.caveat", lang, why="")[:2] not in share


# How exact a number is, and of which years.


@pytest.mark.parametrize(("rate", "bound", "sign"), [("10", ">=", "≥"), ("10", "<=", "≤"), ("10", "~", "≈"), ("10", "=", "=")])
def test_a_result_bears_the_bound_of_what_it_was_worked_out_from(bundled: Any, rate: str, bound: str, sign: str) -> None:
    aim = statement("r", rate, measure="rate", unit="%", start=2020, role="target", bound=bound)
    claims = [
        claim("consequence", "a r", id="level", by="reach"),
        claim("doubling", "a level", "twice", id="times"),
    ]
    figures = [statement("a", "100.0", 2020), aim, statement("twice", "2", 2025, "multiple", unit="倍", role="target")]
    finding = findings_of(bundled, claims, *figures)[0]
    level = finding.workings[0]

    assert (level.bound, finding.result and finding.result.bound) == (bound, bound)
    for lang in LANGS:
        assert say(f"bound.{bound}", lang) in formula_words.format_operand(level, lang)
        assert f" {sign} " in formula_words.formula_text(level, lang)
        assert say(f"bound.{bound}", lang).strip() in sentences.finding_sentence(finding, lang)


@pytest.mark.parametrize("lang", LANGS)
def test_what_the_bound_of_a_rate_leads_to_is_said_to_be_that(bundled: Any, lang: str) -> None:
    findings = {f.claim.id: f for f in audit_claims(bundled.plan)}
    featured, doubled = findings["audit-featured-reach"], findings["audit-double-parks"]

    assert say("finding.at-lower", lang, rate="10 %") in sentences.finding_sentence(featured, lang)
    assert say("bound.>=", lang).strip() in sentences.finding_sentence(doubled, lang)


def test_what_is_counted_has_no_range_of_rounding(bundled: Any) -> None:
    """306 firms are 306; 957.4 may be anything from 957.35 on."""
    section = audit_section(bundled.plan, "zh")
    for finding in audit_claims(bundled.plan):
        if finding.unit in ("家", "个"):
            assert finding.low == finding.computed or finding.high == Decimal("Infinity")
    ranges = [text_of(n) for n in walk(section) if "finding-range" in str(n[1].get("class"))]
    assert ranges and not [r for r in ranges if " 家" in r or " 个与" in r]
    firms = finding_of(
        bundled, claim("below-past", "p", "s"), statement("p", "306", 2020, **PAST), statement("s", "100", **AIM)
    )
    assert firms.low == firms.high == 306


def test_one_number_is_rounded_alike_in_every_language(bundled: Any) -> None:
    finding = next(f for f in audit_claims(bundled.plan) if f.claim.id == "audit-energy")
    result = finding.result
    assert result is not None
    for lang, shown in (("zh", "15,479.5 万吨标准煤"), ("en", "154,795,000 tce")):
        assert shown in sentences.finding_sentence(finding, lang)
        assert formula_words.formula_text(result, lang).endswith(f" {shown}")
        assert source_cards(bundled.plan, lang)["audit-energy"][1] == shown


@pytest.mark.parametrize("lang", LANGS)
def test_a_sum_that_the_plan_does_not_print_is_said_to_be_ours(case: Any, lang: str) -> None:
    ours = {c.id: c for c in case.plan.claims if c.kind == "sum" and not c.stated}
    quantities = [q for f in audit_claims(case.plan) for q in f.computed_quantities if q.id in ours]

    assert quantities or not case.is_bundled
    for quantity in quantities:
        assert quantity.name(lang) == say("formula.own-sum", lang, title=ours[quantity.id].title(lang))
    for finding in audit_claims(case.plan):
        against = finding.stated_quantity
        if against and against.id in ours and finding.claim.by in ("reach", "at-least"):
            assert against.name(lang) in sentences.finding_sentence(finding, lang)


@pytest.mark.parametrize("lang", LANGS)
def test_years_of_an_operand_are_those_of_its_figure(case: Any, lang: str) -> None:
    statements = case.plan.statement
    for finding in audit_claims(case.plan):
        for operand in finding.operands:
            if operand.printed is not None:
                years = figure_years(statements[operand.id].figure, lang)
                assert not years or years in formula_words.format_operand(operand, lang)


def test_what_is_cumulated_says_so_in_a_sentence(bundled: Any) -> None:
    sentence = sentences.finding_sentence(
        next(f for f in audit_claims(bundled.plan) if f.claim.id == "audit-green-parks"), "zh"
    )

    assert sentence.count("（累计，至 2020 年") == 2


def test_the_order_of_the_formula_is_said_to_be_our_reading(bundled: Any) -> None:
    counts = [c for c in bundled.plan.claims if c.kind == "count" and "1+4+4+4" in bundled.plan.statement[c.stated].name("zh")]
    notes = {c.id: c.note for c in bundled.plan.causes}

    assert len(counts) == 5
    for count in counts:
        for lang, mark in (("zh", "〔推断〕"), ("en", "(inferred)")):
            assert mark in count.title(lang) + (notes[count.cause](lang) if count.cause else "")
            assert mark in bundled.plan.statement[count.stated].note(lang)


@pytest.mark.parametrize("lang", LANGS)
def test_a_start_of_firms_above_the_size_is_told_wherever_a_target_starts_from_it(bundled: Any, lang: str) -> None:
    plan = bundled.plan
    finding = next(f for f in reach_findings(plan) if f.claim.id == "audit-services-reach")
    (note,) = base_caveats("services-2020", plan, lang)

    assert finding.claim.why(lang) in sentences.finding_sentence(finding, lang)
    assert not finding.of_unlike_subjects and finding.has_caveat
    assert finding.claim.why(lang) in note
    page = targets_panel(plan, lang)
    row = next(n for n in walk(page) if n[0] == "tr" and {"cite": "services-revenue"} in [m[1].get("go") for m in walk(n)])
    growth = next(n for n in walk(page) if n[0] == "tr" and plan.statement["services-2020"].name(lang) in text_of(n))
    assert note in text_of(row)
    assert finding.claim.why(lang) in text_of(growth)
    chart = base_to_target_chart(plan, lang)
    assert chart and note in chart.notes
    monitored = standings_panel(plan, evaluate(plan, (), 2021), View("jinshan", "2021-2025", lang))
    assert note in text_of(monitored)
