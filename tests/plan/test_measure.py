"""Sums refuse what cannot be added."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.units import dimension
from layout.plan.measure import Span, UnlikeError, convert, growth_rate, growth_rate_span, total
from layout.plan.model import Figure, Text

FIGURE = Figure(Decimal(1), "=", "亿元", 2025, "scale", "local", Text("", ""))
FOREVER = Decimal("Infinity")
VALUES = st.lists(st.integers(0, 10_000), min_size=1, max_size=8)


@given(VALUES)
def test_like_figures_add_up(values: list[int]) -> None:
    whole = total(replace(FIGURE, value=Decimal(v)) for v in values)

    assert whole == replace(FIGURE, value=Decimal(sum(values)))


@given(VALUES, st.sampled_from([("unit", "万元"), ("year", 2030), ("year", None), ("measure", "tax"),
                                ("scope", "all"), ("value", None)]), st.integers(0, 8))  # fmt: skip
def test_one_unlike_figure_spoils_the_sum(values: list[int], other: tuple[str, Any], at: int) -> None:
    figures = [replace(FIGURE, value=Decimal(v)) for v in values]
    figures.insert(at, replace(FIGURE, **{other[0]: other[1]}))

    with pytest.raises(UnlikeError):
        total(figures)


@pytest.mark.parametrize("other", ["money", "area", "个"])
def test_an_undeclared_unit_converts_to_itself_alone(other: str) -> None:
    assert convert(Decimal(3), other, other) == 3
    assert dimension(other) != dimension("亿元")
    for pair in ((other, "亿元"), ("亿元", other)):
        with pytest.raises(UnlikeError):
            convert(Decimal(3), *pair)


def test_growth_back_in_time_is_open_where_the_level_is() -> None:
    open_above, from_nought = (Span(Decimal(n), Decimal(4), high) for n, high in ((2, FOREVER), (0, Decimal(6))))
    late = Span(Decimal(5), Decimal(5), Decimal(5))

    assert growth_rate_span(late, open_above, -1) == Span(Decimal(-100), Decimal(25), Decimal(150))
    assert growth_rate_span(late, open_above, 1) == Span(Decimal(-60), Decimal(-20), FOREVER)
    assert growth_rate_span(late, from_nought, -1).high == FOREVER
    assert growth_rate_span(late, from_nought, 1).low == -100
    assert growth_rate(Decimal(5), Decimal(0), 3) == -100
    with pytest.raises(UnlikeError):
        growth_rate(Decimal(5), Decimal(0), -3)


def test_nothing_has_no_sum() -> None:
    with pytest.raises(UnlikeError):
        total([])


@pytest.mark.parametrize(("bounds", "expected"), [("==", "="), ("=~", "~"), ((">=", "="), "~")])
def test_a_sum_is_exact_only_where_all_parts_are(bounds: Any, expected: str) -> None:
    assert total(replace(FIGURE, bound=b) for b in bounds).bound == expected


def test_segments_add_up_to_their_clusters(bundled: Any) -> None:
    clusters = [c for c in bundled.plan.clusters if c.kind == "cluster"]

    assert clusters
    for cluster in clusters:
        assert total(s.target for s in cluster.segments).value == cluster.target.value
