"""Build every plan of a data root into a folder of files that a server can serve.

Run as `python -m layout.build ROOT FOLDER`. Exit code 3 follows all faults of the data, printed as JSON.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from geodata import catalog
from geodata.check import list_faults
from geodata.faults import DataError, Fault
from geodata.languages import LANGS
from geodata.load import load_dataset
from layout import drawing
from layout.briefing import presenter
from layout.briefing.page_data import story_page_data
from layout.briefing.story_file import edition_story
from layout.build.exit_codes import EXIT_BUILD_FAULTS
from layout.build.store import INDEX
from layout.charts import CHARTS
from layout.exports import actuals_template, html, xlsx
from layout.exports.still_map import still_map
from layout.maps.live import folium_map
from layout.maps.map_payload import remaining_panels
from layout.panels.registry import FIRST
from layout.plan.join import join
from layout.plan.model import Plan
from layout.plan.records import record_to_plain
from layout.plan.shapes import Shapes, bounds_by_id, compute_shapes
from layout.view.view import View
from layout.web import bundle
from layout.web.payload import safe_json


def write_build(root: Path, folder: Path) -> None:
    """Build all districts and editions under `root` into `folder`, wholly or not at all.

    Raises DataError with every fault of every district.
    """
    faults = list_faults(root)
    if faults:
        raise DataError(faults)
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Beside the folder, so that moving it there is one step on one file system.
    work = Path(tempfile.mkdtemp(dir=folder.parent, prefix="building-"))
    try:
        _write(root, work)
        # Another process may have finished the same build meanwhile; its folder is served already and stays.
        if not (folder / INDEX).is_file():
            # A folder without an index is half a build, which os.replace could not put the new one over.
            shutil.rmtree(folder, ignore_errors=True)
            os.replace(work, folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _write(root: Path, work: Path) -> None:
    entries = catalog.catalog(root)
    faults: list[Fault] = []
    index: dict[str, Any] = {
        "default_editions": {entry.id: entry.default_edition for entry in entries},
        "script": _asset(work, "site", ".js", _module()),
        "plans": [],
        "layers": {},
        "maps": {},
        "other_panels": {},
        "pages": {},
        "files": {},
        "stories": {},
        "story_maps": {},
        "bounds": {},
    }
    for entry in entries:
        for edition in entry.editions:
            data = load_dataset(root, entry.id, edition)
            plan = join(data)
            name = f"{entry.id}/{edition}"
            plain = json.dumps(record_to_plain(plan), ensure_ascii=False)
            # Ids hold no dots, so that no two plans share a file.
            (work / f"{name.replace('/', '.')}.json").write_text(plain, encoding="utf-8")
            index["plans"].append(name)
            plan_shapes = compute_shapes(data, plan)
            index["bounds"][name] = bounds_by_id(plan, plan_shapes)
            for lang in LANGS:
                _map(work, index, plan, plan_shapes, lang)
            label = f"{entry.id}/" if len(entries) > 1 else ""
            story_faults = _stories(work, index, plan, plan_shapes, root)
            faults += [replace(fault, file=label + fault.file) for fault in story_faults]
    if faults:
        raise DataError(faults)
    # Written last: a folder with an index is a whole build.
    (work / INDEX).write_text(json.dumps(index), encoding="utf-8")


def _map(work: Path, index: dict[str, Any], plan: Plan, plan_shapes: Shapes, lang: str) -> None:
    live_map = folium_map.build_map(plan, plan_shapes, lang, FIRST)
    key = f"{plan.district.id}/{plan.edition.id}"
    index["layers"][key] = [layer["id"] for layer in live_map.canvas.layers]
    script = folium_map.map_script(live_map)
    code = f'export const id="{live_map.get_name()}";export default (L,LayoutSite)=>{{{script}}};'
    index["maps"][f"{key}/{lang}"] = _asset(work, "map", ".js", code)
    rest = f"export default {safe_json(remaining_panels(plan, lang, FIRST))};"
    index["other_panels"][f"{key}/{lang}"] = _asset(work, "more", ".js", rest)
    view = View(plan.district.id, plan.edition.id, lang)
    stem = f"{plan.district.id}-{plan.edition.id}-{lang}"
    index["pages"][f"{key}/{lang}"] = _asset(work, stem, ".html", html.page(plan, plan_shapes, view))
    index["files"][f"{key}/{lang}"] = {
        "tables": _asset(work, f"{stem}-tables", ".xlsx", xlsx.page(plan, plan_shapes, view)),
        "template": _asset(work, f"{stem}-template", ".xlsx", actuals_template.actuals_template(plan, lang)),
    }


def _stories(
    work: Path, index: dict[str, Any], plan: Plan, plan_shapes: Shapes, root: Path
) -> tuple[Fault, ...]:
    """Write the story of an edition in each language, with the charts that any story may show.

    Returns every fault of the edition's story; with any, nothing is written.
    """
    key = f"{plan.district.id}/{plan.edition.id}"
    story, faults = edition_story(root, plan.district.id, plan.edition.id, plan, index["layers"][key])
    for lang in () if faults else LANGS:
        chart_records = {n: c for n, maker in CHARTS.items() if (c := maker(plan, lang))}
        charts = {n: presenter.chart_data(c, drawing.chart_node) for n, c in chart_records.items()}
        story_asset = story_page_data(plan, story, lang, index["bounds"][key], charts)
        index["stories"][f"{key}/{lang}"] = _asset(
            work, "story", ".js", f"export default {safe_json(story_asset)};"
        )
        bare_map = folium_map.build_map(plan, plan_shapes, lang, ())
        name = f"{key.replace('/', '.')}.{lang}.story-map.json"
        still = still_map(plan, plan_shapes, View(plan.district.id, plan.edition.id, lang))
        content = [bare_map.get_name(), folium_map.map_script(bare_map), charts, still]
        parts = json.dumps(content, ensure_ascii=False)
        (work / name).write_text(parts, encoding="utf-8")
        index["story_maps"][f"{key}/{lang}"] = name
    return faults


def _module() -> str:
    style = json.dumps(bundle.style(served=True))
    put = (
        "if(!document.getElementById('lt-style')){const s=document.createElement('style');"
        f"s.id='lt-style';s.textContent={style};document.head.append(s)}}"
    )
    # The document names the map it will show, so that drawing need not wait for Streamlit.
    start = (
        "const first=document.querySelector('script[data-layout-first]');"
        "if(first)LayoutSite.early(first.dataset.layoutFirst);"
    )
    return f"{bundle.script(served=True)}{put}\n{start}export {{LayoutSite}};"


def _asset(work: Path, stem: str, suffix: str, content: str | bytes) -> str:
    raw = content.encode("utf-8") if isinstance(content, str) else content
    # The hash of the content in its name lets a browser keep a file for good.
    name = f"{stem}-{hashlib.sha256(raw).hexdigest()[:16]}{suffix}"
    (work / name).write_bytes(raw)
    # Without the time in its head the packed file has the same bytes in each build.
    (work / f"{name}.gz").write_bytes(gzip.compress(raw, 9, mtime=0))
    return name


def main(arguments: list[str]) -> int:
    """Build from the command line; return the exit code."""
    root, folder = map(Path, arguments)
    try:
        write_build(root, folder)
    except DataError as error:
        texts = {lang: [fault.text(lang) for fault in error.faults] for lang in LANGS}
        # The server reads the whole of this output as JSON, so that nothing else may be printed.
        sys.stdout.write(json.dumps(texts, ensure_ascii=False))
        return EXIT_BUILD_FAULTS
    return 0
