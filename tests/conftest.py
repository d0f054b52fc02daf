"""What all tests share: one cache of built files, each plan joined once, quick properties."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings

from geodata.catalog import DISTRICTS, catalog
from geodata.data_files import fingerprint
from geodata.load import Dataset, load_dataset
from layout.briefing.story_file import FILE as STORY
from layout.build import store
from layout.build.build_name import build_name
from layout.build.cache import CACHE_ENV
from layout.build.renewal import BuildStore
from layout.plan.join import join
from layout.plan.model import Plan
from layout.plan.shapes import Shapes, compute_shapes
from tests.composed import OTHERS, PART, composed_root

# Districts invented for tests, the last two with a structure unlike the others': DESCRIPTION.md tells each.
MINI, CORRIDOR, BELTS = OTHERS
COMPOSED = composed_root()
ROOTS = (DISTRICTS, *OTHERS, COMPOSED)
WHOLE = (DISTRICTS, MINI)
INVENTED = {(catalog(DISTRICTS)[0].id, edition.name) for edition in (PART / "plans").iterdir()}
# What stands in the composed root as well as in its own comes once.
EDITIONS = [
    (root, entry.id, edition)
    for root in ROOTS
    for entry in catalog(root)
    for edition in entry.editions
    if root != COMPOSED or (entry.id, edition) in INVENTED
]


def ids_of(editions: list[tuple[Path, str, str]]) -> list[str]:
    """Return what tests of these editions are called by."""
    return [f"{district}-{edition}" for _, district, edition in editions]


def has_parks(root: Path, district: str, _edition: str) -> bool:
    """Tell whether the folder of a district holds parks."""
    return bool(json.loads((root / district / "parks.geojson").read_text(encoding="utf-8"))["features"])


# What is tested of parks, or of shipped stories, is asked of the editions that have any.
WITH_PARKS = [e for e in EDITIONS if has_parks(*e)]
WITH_STORY = [e for e in EDITIONS if (e[0] / e[1] / "plans" / e[2] / STORY).is_file()]

# Files of tests that start a browser, LibreOffice, linters or builds: those that take longest first.
SLOW = ("tests/browser/*.py", "tests/exports/*.py", "tests/test_*.py", "tests/build/*.py", "tests/cli/*.py")
LOCKED_SECONDS = 120

settings.register_profile("quick", max_examples=60, deadline=None)
settings.load_profile("quick")


@dataclass(frozen=True)
class Case:
    """One district and edition: as read, joined and drawn."""

    root: Path
    data: Dataset
    plan: Plan
    shapes: Shapes

    @property
    def is_bundled(self) -> bool:
        """Tell whether it is of a district that the program brings along."""
        return self.root == DISTRICTS

    @property
    def is_whole(self) -> bool:
        """Tell whether it is one of those from which the tests want each kind of fact, not only what there is."""
        return self.root in WHOLE


@cache
def case_of(root: Path, district: str, edition: str) -> Case:
    """Join one district and edition."""
    data = load_dataset(root, district, edition)
    plan = join(data)
    return Case(root, data, plan, compute_shapes(data, plan))


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def skip_unless_on_ci(reason: str) -> NoReturn:
    """Skip a test for what the machine lacks; fail it where CI says that it is there."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Let one worker at a time do what is within; one that died holds nobody up for long."""
    end = time.monotonic() + LOCKED_SECONDS
    while time.monotonic() < end:
        try:
            lock.touch(exist_ok=False)
            break
        except FileExistsError:
            time.sleep(0.05)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


@pytest.fixture(scope="session", autouse=True)
def cache_folder(run_folder: Path) -> Iterator[Path]:
    """Keep what is built in a folder of this run, the same for all workers."""
    with pytest.MonkeyPatch.context() as patch:
        folder = run_folder / "cache"
        folder.mkdir(exist_ok=True)
        patch.setenv(CACHE_ENV, str(folder))
        patch.delenv(store.DATA_ENV, raising=False)
        # Hundreds of processes of the program are started: what one has compiled serves the next.
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        yield folder


@pytest.fixture(scope="session", params=EDITIONS, ids=ids_of(EDITIONS))
def case(request: pytest.FixtureRequest) -> Case:
    """Give every district and edition of all roots, one after the other."""
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


def built(root: Path, cache: Path) -> store.Build:
    """Build a data root into the cache of this run unless another worker has; return what a server reads."""
    with alone(cache / f"{build_name(fingerprint(root))}.lock"):
        return BuildStore(root, cache).ready()


@pytest.fixture(scope="session")
def mini_build(cache_folder: Path) -> store.Build:
    """Give the small district as a server reads it."""
    return built(MINI, cache_folder)


@pytest.fixture(scope="session")
def bundled_build(cache_folder: Path) -> store.Build:
    """Give the bundled districts as a server reads them."""
    return built(DISTRICTS, cache_folder)


@pytest.fixture(scope="session")
def composed_build(cache_folder: Path) -> store.Build:
    """Give all districts of the tests in one root as a server reads them."""
    return built(COMPOSED, cache_folder)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let several workers begin with the files that take longest, so that none is left with one at the end."""
    if not hasattr(config, "workerinput"):
        return
    tests = Counter(item.path for item in items)
    rank = {p: next((n for n, names in enumerate(SLOW) if p.match(names)), len(SLOW)) for p in tests}
    items.sort(key=lambda item: (rank[item.path], -tests[item.path], item.path))
