"""Distances between a site and the ground that it must lie in."""

from __future__ import annotations

import pytest
from shapely.geometry import Point, Polygon

from geodata.checked_row import CheckedRow
from geodata.geometry import check_geometry


@pytest.mark.parametrize(("place", "precision_m", "fits"), [
    # The side runs north-west, in degrees from corner to corner: 19.6 km away, 24.8 km where degrees seem alike.
    ((0.7, 60.7), 20_000, True), ((0.7, 60.7), 19_000, False), ((0.2, 60.2), 0, True),
])  # fmt: skip
def test_a_point_is_as_far_from_its_town_as_the_nearest_ground(
    place: tuple[float, float], precision_m: float, fits: bool
) -> None:
    labels = {"label_lon": None, "label_lat": None}
    town = CheckedRow("", "", {"id": "t", **labels}, shape=Polygon([(0, 60), (1, 60), (0, 61)]))
    park = CheckedRow("", "", {"id": "p", "town": "t", "precision_m": precision_m}, shape=Point(place))

    check_geometry({"towns": [town], "parks": [park]})

    assert [fault.field for fault in park.faults] == ([] if fits else ["geometry"])
