"""The linters pass: ruff over all Python, mypy in strict mode over the program."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

REPO = Path(__file__).parents[1]
RUFF = ("ruff", "check", "--quiet", ".")
MYPY = ("mypy", "--no-error-summary")


@pytest.mark.parametrize("linter", [RUFF, MYPY], ids=lambda linter: linter[0])
def test_the_linter_finds_nothing(linter: tuple[str, ...]) -> None:
    done = subprocess.run([sys.executable, "-m", *linter], cwd=REPO, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_linters_are_set_as_strict_as_the_code_is_meant_to_be() -> None:
    tool = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["tool"]

    assert {"C90", "BLE", "D1", "S", "T20", "PLR0913"} <= set(tool["ruff"]["lint"]["select"])
    assert tool["ruff"]["lint"]["mccabe"]["max-complexity"] <= 10
    assert tool["ruff"]["line-length"] <= 110
    assert tool["mypy"]["strict"] is True
    assert set(tool["mypy"]["files"]) == {"geodata", "layout", "app.py"}
