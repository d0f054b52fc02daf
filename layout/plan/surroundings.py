"""What a site lies in without being named there: the areas of the layout, as ground.

Geometry is in WGS-84 degrees, x longitude and y latitude. Apart from belonging.py, which a server imports:
this needs shapely.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from shapely.geometry.base import BaseGeometry

from geodata.outlines import overlap_share
from layout.plan.model import Role

INSIDE = 0.9  # of a site's ground that lies in an area: borders of unlike precision never agree wholly


class Surroundings:
    """The areas of the layout as ground, in which sites that the plan does not name may lie.

    `ground` are polygons by site, WGS-84 degrees, x longitude and y latitude; `parents` the ids of parents.
    """

    def __init__(
        self, leading: Iterable[Role], ground: Mapping[str, BaseGeometry], parents: Mapping[str, str]
    ) -> None:
        """Keep the members of each area, of which `leading` are the roles, in their order."""
        self.ground = ground
        self.parents = parents
        self.members: dict[str, dict[str, None]] = {}
        for role in leading:
            self.members.setdefault(role.element, {})[role.member] = None

    def areas_around(self, site: str, towns: Collection[str], shape: BaseGeometry | None) -> dict[str, str]:
        """Return the areas that a site lies in, each with the member whose ground holds it.

        What it is a part of goes before where it lies: a zone may be administered apart from its town. A site
        without a `shape` lies where all its `towns` do, if these are whole.
        """
        for parent in self._parents_of(site):
            areas = {element: parent for element, members in self.members.items() if parent in members}
            if areas:
                return areas
        # Of a site of which neither is known a point alone says too little.
        around: dict[str, str] = {}
        if not towns:
            return around
        for element, members in self.members.items():
            if self._holds(members, towns, shape):
                named = (member for member in members if member in towns)
                around[element] = next(named, "") or self._nearest(members, shape)
        return around

    def _parents_of(self, site: str) -> Iterable[str]:
        parent = self.parents.get(site, "")
        while parent:
            yield parent
            parent = self.parents.get(parent, "")

    def _holds(self, members: Iterable[str], towns: Collection[str], shape: BaseGeometry | None) -> bool:
        if shape is None:
            return set(towns) <= set(members)
        grounds = [self.ground[member] for member in members if member in self.ground]
        return overlap_share(shape, grounds) >= INSIDE

    def _nearest(self, members: Iterable[str], shape: BaseGeometry | None) -> str:
        """Return the member that holds most of a shape."""
        shares = {m: overlap_share(shape, [self.ground[m]]) for m in members if m in self.ground and shape}
        return max(shares, key=lambda member: shares[member])
