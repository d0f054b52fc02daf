"""Every promise of SECURITY.md: its figure is that of the setting, and a test holds it."""

from __future__ import annotations

import ast
import re
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
# A row: what is promised, the settings that it quotes, the tests that hold it.
ROWS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in TEXT.splitlines()
    if line.startswith("| ") and not line.startswith("| promise |")
]
_QUOTED = re.compile(r"`([^`]+)`")
# A setting in bytes is quoted in MB or kB, one in seconds in minutes.
_SCALES = (1, 60, 1000, 1_000_000, 1024, 1024**2)


@cache
def names_of_tests(file: str) -> frozenset[str]:
    """Return the names of the tests in a file, those of classes left out."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(n.name for n in tree.body if isinstance(n, ast.FunctionDef) and n.name.startswith("test_"))


def quoted_as(value: float) -> set[str]:
    """Return the ways in which a text may write a setting."""
    return {f"{value / scale:,g}" for scale in _SCALES if value >= scale} | {f"{value:,.0f}"}


def setting_of(name: str) -> float:
    """Return the value of a setting: of a module, or of a record in one."""
    module, _, setting = name.rpartition(".")
    module, _, record = (module, "", "") if module.rpartition(".")[2].islower() else module.rpartition(".")
    holder = import_module(module)
    return getattr(getattr(holder, record) if record else holder, setting)  # type: ignore[no-any-return]


def test_it_makes_promises() -> None:
    assert len(ROWS) >= 20
    assert all(len(row) == 3 and all(row) for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:60])
def test_a_promise_is_held_by_tests_that_are_there(row: tuple[str, str, str]) -> None:
    named = _QUOTED.findall(row[2])

    assert named, row[0]
    for name in named:
        file, _, test = name.partition("::")
        assert test in names_of_tests(f"tests/{file}"), name


@pytest.mark.parametrize("row", [row for row in ROWS if "`" in row[1]], ids=lambda row: row[0][:60])
def test_a_promise_quotes_the_setting_as_it_is(row: tuple[str, str, str]) -> None:
    numbers = set(re.findall(r"\d[\d,.]*\d|\d", row[0]))

    for name in _QUOTED.findall(row[1]):
        assert quoted_as(float(setting_of(name))) & numbers, name
