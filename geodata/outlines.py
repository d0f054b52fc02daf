"""Outlines of places and parks: published, or made from what is known of them, each with its precision.

Geometry is in WGS-84 degrees, x longitude and y latitude. What cannot be made is told as a fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from . import crs

AREA_LIMIT_PERCENT = 10.0  # a drawn area that differs more from the published one is warned of


class OutlineKind(StrEnum):
    """How the outline of a site is known: published, or made in one of these ways."""

    PUBLISHED = "published"
    CUT = "cut"
    PART = "part"
    SIDES = "sides"
    UNION = "union"
    DISC = "disc"


MADE_KINDS = tuple(kind for kind in OutlineKind if kind is not OutlineKind.PUBLISHED)


@dataclass(frozen=True)
class Outline:
    """The outline of a site in WGS-84 degrees; `schematic` where some of its edge is no published border."""

    kind: OutlineKind
    geometry: BaseGeometry
    schematic: bool


@dataclass(frozen=True)
class SiteGround:
    """What is known of the ground of one place or park.

    `shape` is its published geometry in WGS-84 degrees, `record` its field `outline`, `towns` are ids.
    One that `has_role` and an area in km² but no outline is a disc of that area.
    """

    shape: BaseGeometry | None
    record: Mapping[str, Any] | None
    towns: tuple[str, ...]
    area_km2: float | None
    has_role: bool = False


@dataclass(frozen=True)
class OutlineFault:
    """What keeps the outline of a site from being made: the field, and the wording's code and values."""

    site: str
    path: str
    code: str
    values: Mapping[str, Any]


def ground_of(values: Mapping[str, Any], shape: BaseGeometry | None, has_role: bool) -> SiteGround:
    """Return what the fields of a place or park say of its ground."""
    area, record = values.get("area_km2"), values.get("outline")
    # An empty cell of a frame is NaN, which is unequal to itself.
    return SiteGround(
        shape,
        record if isinstance(record, dict) else None,
        split_names(values.get("town")),
        area if area and area == area else None,
        has_role,
    )


def area_difference(shape: BaseGeometry, published_km2: float) -> float:
    """Return by how many per cent a shape is larger than its published area; negative where smaller."""
    return 100 * (crs.area_km2(shape) / published_km2 - 1)


def kinds_of(record: Mapping[str, Any] | None) -> tuple[OutlineKind, ...]:
    """Return the kinds of outline that a record asks for: one, if it is right."""
    return tuple(kind for kind in MADE_KINDS if (record or {}).get(kind))


def split_names(value: Any) -> tuple[str, ...]:
    """Return the ids in a field that holds several."""
    return tuple(part.strip() for part in str(value or "").split(";") if part.strip())


def without_cuts(
    towns: Mapping[str, BaseGeometry],
    records: Mapping[str, Mapping[str, Any]],
    outlines: Mapping[str, Outline],
) -> dict[str, BaseGeometry]:
    """Return each town without the zones cut out of it, which are administered apart from it.

    `records` are the fields `outline` by site.
    """
    ground = dict(towns)
    for site, outline in outlines.items():
        if outline.kind is OutlineKind.CUT:
            town = records[site]["cut"]
            ground[town] = ground[town].difference(outline.geometry)
    return ground


def overlap_share(shape: BaseGeometry, grounds: Iterable[BaseGeometry]) -> float:
    """Return how much of a polygon lies on grounds, 0 to 1; of a point whether it does."""
    ground = shapely.union_all(list(grounds))
    if shape.geom_type == "Point":
        return float(ground.covers(shape))
    return float(ground.intersection(shape).area / shape.area) if shape.area else 0.0
