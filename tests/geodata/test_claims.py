"""Claims: those that rest on claims, and what each kind takes for an operand."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from geodata.checked_row import CheckedRow
from geodata.claim_operands import OPERAND_RULES, SORTS
from geodata.claims import OPERANDS, check_claims
from geodata.schema import table_schemas

KIND, BY, COUNTED = (table_schemas()["claims"].field(name) for name in ("kind", "by", "counted"))
KINDS = [*dict.fromkeys((*KIND.allowed, *BY.allowed))] if KIND and BY else []
# Of each sort a unit, and the form of a measure.
UNITS = {
    "amount": ("亿元", "level"),
    "count": ("家", "count"),
    "rate": ("%", "rate"),
    "share": ("%", "share"),
    "change": ("个百分点", "change"),
    "multiple": ("倍", "ratio"),
}


def circular(operands: dict[str, str]) -> list[str]:
    """Check claims by their operands, parted by semicolons; return those that rest on themselves."""
    rows = [
        CheckedRow("plan.toml", "", {"id": name, "of": of, "kind": "sum", "by": "", "stated": ""})
        for name, of in operands.items()
    ]
    check_claims({"claims": rows})
    return [row.values["id"] for row in rows if any("itself" in f.problem("en") for f in row.faults)]


def test_a_long_chain_of_claims_is_followed_to_its_end() -> None:
    chain = {f"c{n}": f"c{n + 1};x" for n in range(5000)}

    assert circular(chain) == []
    assert circular(chain | {"c5000": "c4999;x"}) == ["c4999", "c5000"]


def test_claims_in_layers_are_followed_once() -> None:
    names = [(f"a{n}", f"b{n}") for n in range(60)]
    layers = {name: ";".join(below) for above, below in pairwise(names) for name in above}

    assert circular(layers) == []


def faults_of(kind: str, of: list[str], stated: str = "") -> list[str]:
    """Check a claim of one kind on figures of some sorts; return its faults in English."""
    is_by = KIND is not None and kind not in KIND.allowed
    sorts = [*of, *([stated] if stated else [])]
    figures = [_figure(f"n{n}-{sort}", sort, 2020 + n) for n, sort in enumerate(sorts)]
    ids = [row.values["id"] for row in figures]
    values: dict[str, Any] = {
        "id": "odd",
        "kind": "consequence" if is_by else kind,
        "by": kind if is_by else "",
    }
    values |= {
        "of": ";".join(ids[: len(of)]),
        "stated": ids[-1] if stated else "",
        "counted": "",
        "among": "",
    }
    claim = CheckedRow("plan.toml", "[[claims]] odd (line 3)", values)
    measures = [CheckedRow("plan.toml", "", {"id": f"m-{sort}", "form": UNITS[sort][1]}) for sort in SORTS]
    check_claims({"claims": [claim], "figures": figures, "measures": measures})
    return [fault.text("en") for fault in claim.faults]


def _figure(name: str, sort: str, year: int) -> CheckedRow:
    values = {"id": name, "value": "5", "words_zh": "", "unit": UNITS[sort][0], "measure": f"m-{sort}"}
    return CheckedRow("figures.csv", "row 2", values | {"year": year})


def _good(kind: str) -> list[str]:
    """Return sorts of operands that go together, as many as the kind takes at least."""
    rule = OPERAND_RULES[kind]
    expected = [rule.of[min(n, len(rule.of) - 1)] for n in range(OPERANDS.get(kind, (0, 0))[0])]
    # Two amounts do not multiply: a share of an amount does.
    return ["share", "amount"] if kind == "product" else [_first(sorts) for sorts in expected]


def _first(sorts: frozenset[str]) -> str:
    return next(sort for sort in SORTS if sort in sorts)


def test_every_kind_of_claim_has_a_rule_for_its_operands() -> None:
    assert set(OPERAND_RULES) == set(KINDS) - {"consequence"}
    assert set(OPERANDS) == set(OPERAND_RULES) - {"count", "naming"}


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"consequence", "naming"}))
def test_a_kind_refuses_what_it_cannot_be_computed_from(kind: str) -> None:
    rule, good = OPERAND_RULES[kind], _good(kind)
    assert faults_of(kind, good) == []
    for place, _ in enumerate(good):
        for sort in set(SORTS) - rule.of[min(place, len(rule.of) - 1)]:
            of = [*good[:place], sort, *good[place + 1 :]]
            faults = faults_of(kind, of)
            assert any(f"'n{place}-{sort}'" in fault for fault in faults), (of, faults)
            assert all(fault.startswith("plan.toml [[claims]] odd (line 3), of: ") for fault in faults)
    for sort in set(SORTS) - rule.stated:
        refused = faults_of(kind, good, sort)
        assert refused or not rule.stated, (good, sort)


@pytest.mark.parametrize(
    "kind", [kind for kind, rule in OPERAND_RULES.items() if rule.alike and len(rule.of) == 1]
)
def test_a_kind_refuses_operands_that_do_not_go_together(kind: str) -> None:
    allowed = OPERAND_RULES[kind].of[0]
    number = max(2, OPERANDS[kind][0])
    # Kinds on one operand hold it against what is stated.
    pairs = [
        ("amount", "share"),
        ("rate", "share"),
        ("amount", "rate"),
        ("amount", "multiple"),
        ("amount", "count"),
    ]
    for first, second in pairs:
        if {first, second} <= allowed:
            of = [first, *[second] * (number - 1)]
            high = OPERANDS[kind][1]
            faults = faults_of(kind, of) if high != 1 else faults_of(kind, [first], second)
            assert faults, (kind, of)


def test_the_result_of_a_claim_is_held_to_the_rules_as_a_figure_is() -> None:
    figures = [_figure(name, "amount", year) for name, year in (("a", 2015), ("b", 2020))]
    growth = {
        "id": "growth",
        "kind": "growth",
        "by": "",
        "of": "a;b",
        "stated": "",
        "counted": "",
        "among": "",
    }
    total = {**growth, "id": "total", "kind": "sum", "of": "b;growth"}
    rows = [CheckedRow("plan.toml", "", values) for values in (total, growth)]
    measures = [CheckedRow("plan.toml", "", {"id": "m-amount", "form": "level"})]
    check_claims({"claims": rows, "figures": figures, "measures": measures})

    assert ["'growth' is a rate of growth" in fault.text("en") for fault in rows[0].faults] == [True]
    assert rows[1].faults == []
