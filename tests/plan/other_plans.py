"""Copies of the small district whose plan lays its ground out otherwise: corridors, cores, rings, belts."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.conftest import MINI, Case, case_of

EDITION = "2021-2025"
_HUBS = {"id": "hubs", "kind": "network", "name_zh": "多点", "name_en": "Hubs"}
_HOST = {"element": "hubs", "theme": "cloth", "member": "loom-yard", "rank": "host"}
COLOURS = ("#7A3B2E", "#3B6E7A", "#6E7A3B", "#5B4A7A", "#A0522D", "#2E7A5B", "#7A2E5B", "#444B7A")

# One element of each kind and form; members in ROLES.
ELEMENTS: tuple[dict[str, Any], ...] = (
    {"id": "corridor", "kind": "line", "name_zh": "高速走廊", "name_en": "Expressway corridor", "along": "e1",
     "width_m": 3000, "area_km2": 70, "area_note_zh": "规划范围", "area_note_en": "as planned",
     "source": "plan21:第二章"},
    {"id": "spine", "kind": "line", "name_zh": "南北轴", "name_en": "North–south axis", "along": "jia;hall;bing"},
    {"id": "coast", "kind": "line", "name_zh": "滨海带", "name_en": "Coastal belt", "along": "water", "width_m": 1500},
    {"id": "drawn", "kind": "line", "name_zh": "示意轴", "name_en": "Drawn axis",
     "course": [[150.02, 20.02], [150.1, 20.05], [150.18, 20.04]]},
    {"id": "core", "kind": "point", "name_zh": "主核", "name_en": "Main core", "anchor": "works", "radiates": True,
     "reach_zh": "乙镇", "reach_en": "Yi Town", "reaches_sites": "yi;gear-hall"},
    {"id": "second", "kind": "point", "name_zh": "次核", "name_en": "Second core", "anchor": "harbour", "radiates": True},
    {"id": "third", "kind": "point", "name_zh": "北核", "name_en": "North core", "anchor": "hall", "radiates": True},
    {"id": "ring", "kind": "ring", "name_zh": "外圈", "name_en": "Outer ring", "anchor": "hall", "inner_m": 3000,
     "outer_m": 5000},
    {"id": "loop", "kind": "ring", "name_zh": "环线", "name_en": "Loop", "width_m": 800,
     "course": [[150.11, 20.11], [150.19, 20.11], [150.19, 20.19], [150.11, 20.19], [150.11, 20.11]]},
    {"id": "belt", "kind": "area", "name_zh": "点带", "name_en": "Belt of points"},
    {"id": "wing", "kind": "area", "name_zh": "推定翼", "name_en": "Inferred wing"},
    {"id": "wish", "kind": "line", "name_zh": "展望轴", "name_en": "Axis to come"},
    _HUBS,
)  # fmt: skip
ROLES: tuple[dict[str, str], ...] = (
    {"element": "corridor", "member": "loom-yard", "rank": "lead"},
    {"element": "belt", "member": "hall", "rank": "lead", "role_zh": "北端", "role_en": "north end"},
    {"element": "belt", "member": "harbour", "rank": "lead"},
    {"element": "belt", "member": "gear-hall", "rank": "helper"},
    {"element": "wing", "member": "ding", "rank": "lead", "basis": "inferred", "ground_zh": "按图推定",
     "ground_en": "read off the map"},
    {"element": "wing", "member": "jia", "rank": "lead"},
    _HOST,
)  # fmt: skip


def write_other_plan(
    folder: Path,
    elements: Iterable[Mapping[str, Any]] = ELEMENTS,
    roles: Iterable[Mapping[str, str]] = ROLES,
) -> Path:
    """Write the small district with other elements and roles below a folder; return the root of the data."""
    root = folder / "data"
    shutil.copytree(MINI, root)
    shutil.rmtree(root / "mini/plans/2016-2020")
    plan = root / "mini/plans" / EDITION
    text = (plan / "plan.toml").read_text(encoding="utf-8")
    head, rest = text.split("[[elements]]", 1)
    tail = "[[ranks]]" + rest.split("[[ranks]]", 1)[1]
    blocks = "".join(_block(number, element) for number, element in enumerate(elements))
    (plan / "plan.toml").write_text(head + blocks + tail, encoding="utf-8")
    header = (plan / "layout.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    buffer = io.StringIO()
    rows = csv.DictWriter(buffer, header, lineterminator="\n")
    rows.writeheader()
    for role in roles:
        rows.writerow({"basis": "stated", "source": "plan21:第二章", **role})
    (plan / "layout.csv").write_text(buffer.getvalue(), encoding="utf-8")
    # Its steps tell of elements that are no longer there.
    (plan / "story.toml").unlink()
    return root


def other_case(
    folder: Path,
    elements: Iterable[Mapping[str, Any]] = ELEMENTS,
    roles: Iterable[Mapping[str, str]] = ROLES,
) -> Case:
    """Join and draw the small district with other elements and roles."""
    return case_of(write_other_plan(folder, elements, roles), "mini", EDITION)


def _block(number: int, element: Mapping[str, Any]) -> str:
    name = {lang: element[f"name_{lang}"] for lang in ("zh", "en")}
    plain = {f"{key}_{lang}": text for key in ("short", "phrase") for lang, text in name.items()}
    order = {"colour": COLOURS[number % len(COLOURS)], "order": number + 1, "radiates": False}
    lines = [f"{key} = {_toml(value)}" for key, value in {**plain, **order, **element}.items()]
    return "\n".join(["[[elements]]", *lines, "", ""])


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else str(value)
