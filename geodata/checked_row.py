"""One record of a table, checked: its values, its shape, what it refers to and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from shapely.geometry.base import BaseGeometry

from .faults import Fault, make_fault
from .schema import FieldSchema


@dataclass(frozen=True)
class ForeignKey:
    """A value that must be an id of another table.

    Where `field` is None it is the id of a source, and `locator` the place in it.
    """

    path: str
    value: str
    field: FieldSchema | None
    locator: str = ""


@dataclass
class CheckedRow:
    """One record of a table, checked.

    `values` are of the declared types, also where they are at fault. `geometry` is the GeoJSON as
    read; `shape` is the same in WGS-84 degrees (x longitude, y latitude), None until it is found
    valid. `texts` tells that the file holds text alone (CSV), `bad` are the names of fields at fault,
    `lacking` those of required columns that the whole file lacks.
    """

    file: str
    where: str
    values: dict[str, Any] = field(default_factory=dict)
    texts: bool = False
    geometry: Any = None
    shape: BaseGeometry | None = None
    bad: set[str] = field(default_factory=set)
    foreign_keys: list[ForeignKey] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    lacking: tuple[str, ...] = ()

    def report(self, path: str, code: str, **values: Any) -> None:
        """Add a fault, warning or note of this record at a field, named by a dotted path."""
        fault = make_fault(self.file, self.where, path, code, **values)
        if fault.is_stopping:
            self.spoil(path)
        self.faults.append(fault)

    def spoil(self, path: str) -> None:
        """Mark a field as being at fault, so that no rule goes by what it holds."""
        # Rules between fields know whole fields: a fault in a nested record marks the field around it.
        self.bad.add(path.split(".")[0].split("[")[0])

    def filled(self, name: str) -> bool:
        """Tell if a field holds anything; "geometry" stands for the GeoJSON geometry, valid or not."""
        if name == "geometry":
            return self.geometry is not None
        return self.values.get(name) not in (None, "", [])
