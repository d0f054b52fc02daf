"""A drawn area that differs much from the published one is warned of, and stops nothing."""

from __future__ import annotations

from pathlib import Path

from geodata.check import list_faults
from geodata.outlines import AREA_LIMIT_PERCENT
from tests.plan.other_sites import FOUR_SIDES, OUTER, PARKS, PLACES, write_other_sites


def test_areas_beyond_the_limit_are_warned_of_and_those_within_it_are_not(tmp_path: Path) -> None:
    root = tmp_path / "data"
    write_other_sites(root)

    warned = [f for f in list_faults(root) if f.field == "area_km2"]

    assert {f.severity for f in warned} == {"warning"}
    # The part, the four sides and the park with a border; the disc has its area by construction.
    published = {PLACES[FOUR_SIDES]["area_km2"], PLACES["north-belt"]["area_km2"], PARKS[OUTER]["area_km2"]}
    assert len(warned) == len(published)
    assert all(any(f"{area:g}" in f.problem("en") for area in published) for f in warned)
    assert all(f"{AREA_LIMIT_PERCENT:g}" in f.problem("en") for f in warned)
