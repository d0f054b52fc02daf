"""What all tests share: one cache of built files, each plan joined once, quick properties."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from geodata.catalog import DISTRICTS, catalog
from geodata.load import Dataset, load_dataset
from layout.build import store
from layout.plan.join import join
from layout.plan.model import Plan
from layout.plan.shapes import Shapes, compute_shapes

MINI = Path(__file__).parent / "data/mini"
EDITIONS = [
    (root, entry.id, edition)
    for root in (DISTRICTS, MINI)
    for entry in catalog(root)
    for edition in entry.editions
]

settings.register_profile("quick", max_examples=60, deadline=None)
settings.load_profile("quick")


@dataclass(frozen=True)
class Case:
    """One district and edition: as read, joined and drawn."""

    root: Path
    data: Dataset
    plan: Plan
    shapes: Shapes


@cache
def case_of(root: Path, district: str, edition: str) -> Case:
    """Join one district and edition."""
    data = load_dataset(root, district, edition)
    plan = join(data)
    return Case(root, data, plan, compute_shapes(data, plan))


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep what is built in a folder of this run."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        patch.setenv(store.CACHE_ENV, str(folder))
        patch.delenv(store.DATA_ENV, raising=False)
        yield folder


@pytest.fixture(scope="session", params=EDITIONS, ids=[f"{d}-{e}" for _, d, e in EDITIONS])
def case(request: pytest.FixtureRequest) -> Case:
    """Give every district and edition, bundled and mini, one after the other."""
    return case_of(*request.param)


@pytest.fixture(scope="session")
def bundled() -> Case:
    """Give the bundled district that the app opens with."""
    entry = catalog(DISTRICTS)[0]
    return case_of(DISTRICTS, entry.id, entry.default_edition)


@pytest.fixture(scope="session")
def mini() -> Case:
    """Give the small district of the tests in its default edition."""
    entry = catalog(MINI)[0]
    return case_of(MINI, entry.id, entry.default_edition)


@pytest.fixture(scope="session")
def mini_build(cache_folder: Path) -> store.Build:
    """Give the small district as a server reads it."""
    return store.read_build(store.ensure_build(MINI, cache_folder))
