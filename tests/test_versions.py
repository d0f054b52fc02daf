"""Every requirement has bounds that can be tried, and the lock file holds a set that keeps to them."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires, version

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests import versions

TEXT = (versions.ROOT / versions.LOCK).read_text(encoding="utf-8")
ENTRY = re.compile(r"^([\w.-]+)==([\w.]+)(?: ; (.+?))? \\$")
# The Pythons that have been tried, and those that only resolve: docs/operate.md tells which is which.
SYSTEMS = ("linux", "darwin", "win32")
ENVIRONMENTS = [
    {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": system}
    for python in versions.PYTHONS
    for system in SYSTEMS
]


def locked(environment: dict[str, str]) -> dict[str, list[str]]:
    """Return the versions that the lock gives to each package for one Python and system."""
    entries: dict[str, list[str]] = {}
    for line in TEXT.splitlines():
        entry = ENTRY.match(line)
        if entry and (entry[3] is None or Requirement(f"x ; {entry[3]}").marker.evaluate(environment)):  # type: ignore[union-attr]
            entries.setdefault(canonicalize_name(entry[1]), []).append(entry[2])
    return entries


@pytest.mark.parametrize("line", versions.requirements())
def test_a_requirement_is_bounded_below_and_above(line: str) -> None:
    assert re.fullmatch(r"[\w.-]+==[\w.]+", versions.lowest(line))


def test_a_requirement_without_bounds_is_refused() -> None:
    for line in ("numpy", "numpy>=2", "numpy==2.0"):
        with pytest.raises(ValueError, match="bounded"):
            versions.lowest(line)


@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=lambda e: f"{e['sys_platform']}-{e['python_version']}")
def test_the_lock_gives_each_requirement_one_version_within_its_bounds(environment: dict[str, str]) -> None:
    entries = locked(environment)

    assert [name for name, release in entries.items() if len(release) != 1] == []
    for requirement in map(Requirement, versions.requirements(versions.APP)):
        assert requirement.specifier.contains(entries[canonicalize_name(requirement.name)][0]), requirement


def test_the_lock_holds_all_that_its_packages_need() -> None:
    """Packages of which this environment has another release are passed over: that one may need others."""
    here = locked({})
    lacking = []
    for name, (release,) in here.items():
        try:
            needs = requires(name) if version(name) == release else None
        except PackageNotFoundError:
            continue
        needed = [n for n in map(Requirement, needs or ()) if n.marker is None or n.marker.evaluate({"extra": ""})]
        lacking += [f"{name}: {n}" for n in needed if canonicalize_name(n.name) not in here]

    assert lacking == []


def test_every_file_of_the_lock_is_known_by_its_hash_and_none_by_an_address() -> None:
    entries = re.split(r"^(?=[\w.-]+==)", TEXT, flags=re.M)[1:]

    assert len(entries) > len(versions.requirements(versions.APP))
    assert [e for e in entries if not re.fullmatch(r"\S+==.+ \\\n(    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+", e)] == []
    assert re.findall(r"://|^-(?!-hash)|index-url|find-links", TEXT, re.M) == []


def test_the_package_asks_for_the_oldest_python_that_is_tried() -> None:
    project = tomllib.loads((versions.ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert project["project"]["requires-python"] == f">={versions.OLDEST}"
    assert project["tool"]["ruff"]["target-version"] == "py" + versions.OLDEST.replace(".", "")


def test_a_python_is_tried_only_if_it_can_make_an_environment() -> None:
    assert all(version in versions.PYTHONS for version in versions.others())
