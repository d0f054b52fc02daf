"""The rules by which places are ranked, as rules.toml has them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("rules.toml")
# What strengths and ways are parts of.
WHOLE = 1000


@cache
def ranking_rules() -> Mapping[str, Mapping[str, int]]:
    """Return the rules by section and name; those of ways that are pairs stand in `way_factor`."""
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: {k: v for k, v in rows.items() if isinstance(v, int)} for name, rows in raw.items()}


@cache
def _ways() -> Mapping[str, tuple[int, int]]:
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))["way"]
    return {name: tuple(v) if isinstance(v, list) else (v, v) for name, v in raw.items()}


def way_factor(name: str, basis: str) -> int:
    """Return how surely a place carries something by a way, in thousandths; `basis` is stated or inferred."""
    return _ways()[name][basis != "stated"]
