"""Folders the data tests work on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine must not fail a test, and a run must be repeatable.
settings.register_profile("data", deadline=None, derandomize=True)
settings.load_profile("data")

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="session")
def mini_root() -> Path:
    """Give the root that holds the fictitious district; not to be written to."""
    return DATA / "mini"


@pytest.fixture
def root(tmp_path: Path, mini_root: Path) -> Path:
    """Give a copy of that root to spoil."""
    return Path(shutil.copytree(mini_root, tmp_path / "root"))
