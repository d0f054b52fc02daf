"""The pages as a visitor finds them once the server has its build."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from layout.build.store import Build


@pytest.fixture(autouse=True, scope="session")
def opened_store(cache_folder: Path, bundled_build: Build) -> Iterator[None]:
    """Let the server's own store have its build, as after a start."""
    # Not before the cache of this run is set: the store is made as the module is loaded.
    from layout.server import state

    state.store.open()
    state.store.wait()
    yield
