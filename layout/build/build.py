"""Build every plan of a data root into a folder of the cache that a server can serve.

Run as `python -m layout.build ROOT CACHE`: what was built is printed as JSON. Exit code 3 follows all faults
of the data, 4 a cache that cannot be written.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from geodata import catalog
from geodata.check import list_faults
from geodata.data_files import DataCopy, copy_data, data_stamp
from geodata.faults import DataError, Fault, stopping
from geodata.languages import LANGS
from geodata.load import load_dataset
from layout import drawing
from layout.briefing import presenter
from layout.briefing.page_data import story_page_data
from layout.briefing.story_file import edition_story
from layout.build.build_name import build_name
from layout.build.cache import WORK
from layout.build.exit_codes import EXIT_BUILD_FAULTS, EXIT_UNWRITABLE
from layout.build.locks import LockedFolder
from layout.build.store import INDEX, asset_name
from layout.build.sums import FolderWriter, UnwritableError, is_whole, put_in_place, remove, writing
from layout.charts import CHARTS
from layout.exports import actuals_template, html, xlsx
from layout.exports.still_map import still_map
from layout.maps.live import folium_map
from layout.maps.map_payload import remaining_panels
from layout.matching.index_plain import index_plain
from layout.panels.registry import FIRST
from layout.plan.join import join
from layout.plan.model import Plan
from layout.plan.records import record_to_plain
from layout.plan.shapes import Shapes, bounds_by_id, compute_shapes
from layout.view.view import View
from layout.web import bundle
from layout.web.payload import safe_json

Draw = Callable[[Path, FolderWriter], list[Fault]]
# How often data are copied that change under the copying.
_COPIES = 3


class CopyFaultsError(DataError):
    """The faults of data that were copied; `data` is the fingerprint of what was copied."""

    def __init__(self, faults: Iterable[Fault], data: str) -> None:
        super().__init__(faults)
        self.data = data


def write_build(root: Path, cache: Path, draw: Draw | None = None) -> str:
    """Build all districts and editions under `root` into the cache, wholly or not at all; return its name.

    What is built is a copy of the data files, and the build is named by that copy: an edit meanwhile belongs
    to the next one. `draw` writes the files, and may refuse the data. Raises CopyFaultsError with every fault
    of every district, UnwritableError where the cache cannot be written.
    """
    with writing():
        work = LockedFolder(WORK, cache)
    try:
        # The data's own name, which faults mention.
        data = work.path / "data" / (root.name or "data")
        copy = _copy_unchanged(root, data)
        name = build_name(copy.fingerprint)
        if is_whole(cache / name):
            return name
        faults = list(copy.faults) or copy.with_reasons(stopping(list_faults(data)))
        with writing():
            (work.path / "files").mkdir(mode=0o700)
        writer = FolderWriter(work.path / "files")
        faults = faults or copy.with_reasons((draw or draw_plans)(data, writer))
        if faults:
            raise CopyFaultsError(faults, copy.fingerprint)
        writer.finish()
        put_in_place(writer.folder, cache / name)
    finally:
        work.release()
    return name


def _copy_unchanged(root: Path, folder: Path) -> DataCopy:
    """Copy the data, if need be again until they stay as they are for as long as that takes."""
    for _ in range(_COPIES):
        stamp = data_stamp(root)
        remove(folder)
        with writing():
            folder.mkdir(parents=True)
            copy = copy_data(root, folder)
        if data_stamp(root) == stamp:
            break
    return copy


def draw_plans(root: Path, writer: FolderWriter) -> list[Fault]:
    """Write what a server serves of the data under `root`; return the faults of its stories, if any."""
    entries = catalog.catalog(root)
    faults: list[Fault] = []
    index: dict[str, Any] = {
        "default_editions": {entry.id: entry.default_edition for entry in entries},
        "script": _asset(writer, "site", ".js", _module()),
        "plans": [],
        "layers": {},
        "maps": {},
        "other_panels": {},
        "matches": {},
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
            writer.put(f"{name.replace('/', '.')}.json", plain.encode("utf-8"))
            index["plans"].append(name)
            plan_shapes = compute_shapes(data, plan)
            index["bounds"][name] = bounds_by_id(plan, plan_shapes)
            for lang in LANGS:
                _map(writer, index, plan, plan_shapes, lang)
            label = f"{entry.id}/" if len(entries) > 1 else ""
            story_faults = _stories(writer, index, plan, plan_shapes, root)
            faults += [replace(fault, file=label + fault.file) for fault in story_faults]
    writer.put(INDEX, json.dumps(index).encode("utf-8"))
    return faults


def _map(writer: FolderWriter, index: dict[str, Any], plan: Plan, plan_shapes: Shapes, lang: str) -> None:
    live_map = folium_map.build_map(plan, plan_shapes, lang, FIRST)
    key = f"{plan.district.id}/{plan.edition.id}"
    index["layers"][key] = [layer["id"] for layer in live_map.canvas.layers]
    script = folium_map.map_script(live_map)
    code = f'export const id="{live_map.get_name()}";export default (L,LayoutSite)=>{{{script}}};'
    index["maps"][f"{key}/{lang}"] = _asset(writer, "map", ".js", code)
    rest = f"export default {safe_json(remaining_panels(plan, lang, FIRST))};"
    index["other_panels"][f"{key}/{lang}"] = _asset(writer, "more", ".js", rest)
    answers = f"export default {safe_json(index_plain(plan, lang))};"
    index["matches"][f"{key}/{lang}"] = _asset(writer, "match", ".js", answers)
    view = View(plan.district.id, plan.edition.id, lang)
    stem = f"{plan.district.id}-{plan.edition.id}-{lang}"
    index["pages"][f"{key}/{lang}"] = _asset(writer, stem, ".html", html.page(plan, plan_shapes, view))
    index["files"][f"{key}/{lang}"] = {
        "tables": _asset(writer, f"{stem}-tables", ".xlsx", xlsx.page(plan, plan_shapes, view)),
        "template": _asset(
            writer, f"{stem}-template", ".xlsx", actuals_template.actuals_template(plan, lang)
        ),
    }


def _stories(
    writer: FolderWriter, index: dict[str, Any], plan: Plan, plan_shapes: Shapes, root: Path
) -> tuple[Fault, ...]:
    """Write the story of an edition in each language, with the charts that any story may show.

    Returns every fault of the edition's story; with any, nothing is written.
    """
    key = f"{plan.district.id}/{plan.edition.id}"
    story, faults = edition_story(root, plan.district.id, plan.edition.id, plan, index["layers"][key])
    for lang in () if faults else LANGS:
        chart_records = {n: c for n, maker in CHARTS.items() if not (c := maker(plan, lang)).empty}
        charts = {n: presenter.chart_data(c, drawing.chart_node) for n, c in chart_records.items()}
        story_asset = story_page_data(plan, story, lang, index["bounds"][key], charts)
        index["stories"][f"{key}/{lang}"] = _asset(
            writer, "story", ".js", f"export default {safe_json(story_asset)};"
        )
        bare_map = folium_map.build_map(plan, plan_shapes, lang, ())
        name = f"{key.replace('/', '.')}.{lang}.story-map.json"
        still = still_map(plan, plan_shapes, View(plan.district.id, plan.edition.id, lang))
        content = [bare_map.get_name(), folium_map.map_script(bare_map), charts, still]
        parts = json.dumps(content, ensure_ascii=False)
        writer.put(name, parts.encode("utf-8"))
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


def _asset(writer: FolderWriter, stem: str, suffix: str, content: str | bytes) -> str:
    raw = content.encode("utf-8") if isinstance(content, str) else content
    # The hash of the content in its name lets a browser keep a file for good.
    name = asset_name(stem, suffix, raw)
    writer.put(name, raw)
    # Without the time in its head the packed file has the same bytes in each build.
    writer.put(f"{name}.gz", gzip.compress(raw, 9, mtime=0))
    return name


def main(arguments: list[str]) -> int:
    """Build from the command line; return the exit code."""
    root, cache = map(Path, arguments)
    # The server reads the whole of this output as JSON, so that nothing else may be printed.
    answer: dict[str, Any]
    try:
        answer, code = {"name": write_build(root, cache)}, 0
    except CopyFaultsError as error:
        texts = {lang: [fault.text(lang) for fault in error.faults] for lang in LANGS}
        answer, code = {"data": error.data, "faults": texts}, EXIT_BUILD_FAULTS
    except UnwritableError as error:
        answer, code = {"reason": error.reason, "error": str(error)}, EXIT_UNWRITABLE
    sys.stdout.write(json.dumps(answer, ensure_ascii=False))
    return code
