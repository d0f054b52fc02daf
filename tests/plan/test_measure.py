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


BOUNDS = [("==", "="), ("=~", "~"), ((">=", "="), ">="), ((">=", ">", "="), ">"), ((">=", "~"), "~>="),
          ((">=", "~", ">"), "~>="), (("<=", "="), "<="), (("<", "<="), "<"), (("~", "<"), "~<="),
          (("~>=", "="), "~>=")]  # fmt: skip


@pytest.mark.parametrize(("bounds", "expected"), BOUNDS)
def test_a_sum_has_the_bound_that_its_parts_allow(bounds: Any, expected: str) -> None:
    assert total(replace(FIGURE, bound=b) for b in bounds).bound == expected


@pytest.mark.parametrize("bounds", [(">=", "<="), (">", "=", "<"), ("~>=", "~<=")])
def test_bounds_that_go_both_ways_have_no_sum(bounds: Any) -> None:
    with pytest.raises(UnlikeError) as caught:
        total(replace(FIGURE, bound=b) for b in bounds)

    assert caught.value.reason == "bounds"


_BOUNDED = st.tuples(st.integers(0, 1000), st.integers(0, 1000), st.sampled_from(["=", ">=", ">", "range"]))


@given(st.lists(_BOUNDED, min_size=1, max_size=6))
def test_a_sum_holds_every_sum_that_its_parts_may_have(parts: list[tuple[int, int, str]]) -> None:
    figures = [
        replace(FIGURE, value=Decimal(v), high=Decimal(v + more + 1), bound="=")
        if bound == "range"
        else replace(FIGURE, value=Decimal(v), bound=bound)
        for v, more, bound in parts
    ]
    # What each part may come to at the least and, where that has an end, at the most.
    open_above = any(f.bound != "=" for f in figures)
    most = sum((f.high or f.value or Decimal(0) for f in figures), Decimal(0))

    whole = total(figures)

    assert whole.value == sum(v for v, _, _ in parts)
    assert (whole.bound in (">=", ">")) is open_above
    assert (whole.high or whole.value) == (whole.value if open_above else most)


def test_ranges_add_end_by_end_and_keep_the_end_that_a_bound_leaves() -> None:
    ranged = replace(FIGURE, value=Decimal(600), high=Decimal(700), stretch=Decimal(800))
    plain = replace(FIGURE, value=Decimal(100))

    both = total([ranged, ranged, plain])
    at_least, at_most = (total([ranged, replace(plain, bound=b)]) for b in (">=", "<="))

    assert (both.value, both.high, both.bound, both.stretch) == (1300, 1500, "=", None)
    assert (at_least.value, at_least.high, at_least.bound) == (700, None, ">=")
    assert (at_most.value, at_most.high, at_most.bound) == (800, None, "<=")


def test_a_part_of_a_year_is_never_added_to_a_whole_one() -> None:
    half = replace(FIGURE, months="1-6")

    with pytest.raises(UnlikeError) as caught:
        total([FIGURE, half])

    assert caught.value.reason == "part-year"
    assert total([half, half]).months == "1-6"


def test_segments_add_up_to_their_clusters(bundled: Any) -> None:
    clusters = [c for c in bundled.plan.clusters if c.kind == "cluster"]

    assert clusters
    for cluster in clusters:
        assert total(s.target for s in cluster.segments).value == cluster.target.value
