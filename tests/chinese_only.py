"""A copy of a district's folder without any text but Chinese."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any


def chinese_only(source: Path, target: Path) -> Path:
    """Copy a root and take every text in another language out of it, whole columns too."""
    root = Path(shutil.copytree(source, target))
    for file in sorted(root.rglob("*.*")):
        take_out = {".csv": _of_table, ".toml": _of_toml, ".geojson": _of_features}.get(file.suffix)
        # A story is no data of the folder: its author writes it in the languages that are spoken.
        if take_out and file.name != "story.toml":
            file.write_text(take_out(file.read_text(encoding="utf-8")), encoding="utf-8")
    return root


def _of_table(text: str) -> str:
    head, *rows = list(csv.reader(io.StringIO(text, newline="")))
    columns = [n for n, name in enumerate(head) if not name.endswith("_en")]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([row[n] for n in columns] for row in (head, *rows) if row)
    return out.getvalue()


def _of_toml(text: str) -> str:
    return re.sub(r"^\w+_en = .*\n", "", text, flags=re.M)


def _of_features(text: str) -> str:
    return json.dumps(_without(json.loads(text)), ensure_ascii=False)


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without(v) for k, v in value.items() if not k.endswith("_en")}
    return [_without(v) for v in value] if isinstance(value, list) else value
