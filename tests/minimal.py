"""The least folder of a district: towns and one element of the layout, nothing else."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from tests.conftest import MINI

EDITION = "2021-2025"
_EMPTY = (
    "clusters", "site_clusters", "chains", "chain_ties", "figures", "indicators", "industries", "provisions",
)  # fmt: skip
_ARRAYS = ("elements", "ranks", "measures", "topics", "classes")


def minimal(target: Path) -> Path:
    """Copy the small district without parks, places, clusters, chains, figures and claims."""
    root = Path(shutil.copytree(MINI, target))
    district, plan = root / "mini", root / "mini/plans" / EDITION
    shutil.rmtree(root / "mini/plans/2016-2020")
    for name in ("parks", "places"):
        file = district / f"{name}.geojson"
        features = json.loads(file.read_text(encoding="utf-8"))
        file.write_text(json.dumps({**features, "features": []}), encoding="utf-8")
    for name in _EMPTY:
        file = plan / f"{name}.csv"
        file.write_text(file.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    towns = [f["properties"]["id"] for f in json.loads((district / "towns.geojson").read_text(encoding="utf-8"))["features"]]
    head, *rows = (plan / "layout.csv").read_text(encoding="utf-8").splitlines()
    members = [r for r in rows if r.startswith("belt-a,") and any(f",{t}," in r for t in towns)]
    (plan / "layout.csv").write_text("\n".join([head, *members]) + "\n", encoding="utf-8")
    text = (plan / "plan.toml").read_text(encoding="utf-8")
    first, *arrays = re.split(r"(?m)^(?=\[\[)", text)
    belt = [a for a in arrays if not a.startswith("[[elements]]") or 'id = "belt-a"' in a]
    arrays = [a for a in belt if a.startswith(tuple(f"[[{name}]]" for name in _ARRAYS))]
    (plan / "plan.toml").write_text("".join([first, *arrays]), encoding="utf-8")
    (plan / "story.toml").unlink()
    return root
