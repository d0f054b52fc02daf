"""Every requirement has a lower and an upper bound, and the lower one is one that can be tried."""

from __future__ import annotations

import re

import pytest

from tests import versions


@pytest.mark.parametrize("line", versions.requirements())
def test_a_requirement_is_bounded_below_and_above(line: str) -> None:
    assert re.fullmatch(r"[\w.-]+==[\w.]+", versions.lowest(line))


def test_a_requirement_without_bounds_is_refused() -> None:
    for line in ("numpy", "numpy>=2", "numpy==2.0"):
        with pytest.raises(ValueError, match="bounded"):
            versions.lowest(line)
