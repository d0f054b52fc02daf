"""Builds without drawing: the real copy, sums, and way to disk, with a light file in place of the maps."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from geodata.data_files import fingerprint
from geodata.faults import Fault, make_fault
from layout.build import build
from layout.build.build_process import DataFaultsError, failure
from layout.build.store import INDEX, Build
from layout.build.sums import FolderWriter, UnwritableError

FAULT = "!fault"
FILE = "mini/clusters.csv"
PARTS = ("plans", "layers", "maps", "other_panels", "matches", "pages", "files", "stories", "story_maps", "bounds")


def light_root(folder: Path, text: str = "good 0", linked: bool = False) -> Path:
    """Make a data root of few files, which `list_faults` below finds faults in by a word."""
    district = folder.parent / f"{folder.name}-elsewhere" if linked else folder / "mini"
    (district / "plans/first").mkdir(parents=True)
    (district / "district.toml").write_text("id = 1", "utf-8")
    (district / "plans/first/plan.toml").write_text("id = 2", "utf-8")
    if linked:
        folder.mkdir()
        (folder / "mini").symlink_to(district)
    write(folder, text)
    return folder


def write(root: Path, text: str) -> None:
    """Write the one file that changes."""
    (root / FILE).write_text(text, "utf-8")


def texts_of(root: Path) -> dict[str, str]:
    """Return the texts of all files of a root."""
    files = [f for pattern in ("*/*.*", "*/plans/*/*.*") for f in sorted(root.glob(pattern)) if f.is_file()]
    return {f.relative_to(root).as_posix(): f.read_text("utf-8", "replace") for f in files}


def list_faults(root: Path) -> list[Fault]:
    """Find a fault in each file that holds the word."""
    names = [name.partition("/")[2] for name, text in texts_of(root).items() if FAULT in text]
    return [make_fault(name, "", "", "not_utf8") for name in names]


def draw(root: Path, writer: FolderWriter) -> list[Fault]:
    """Write what a build is of, in a few files."""
    content = json.dumps(texts_of(root)).encode()
    index: dict[str, Any] = {part: {} for part in PARTS} | {"plans": [], "default_editions": {}}
    name = build._asset(writer, "site", ".js", content)
    writer.put(INDEX, json.dumps(index | {"script": name}).encode())
    return []


def text_in(content: Build) -> str:
    """Return the changing text that a build is of; fail where its name says that it is of other data."""
    texts = json.loads(content.assets[content.script])
    return str(texts[FILE])


def check_name(content: Build, folder: Path) -> None:
    """Fail where a build is named by other data than those it holds."""
    for name, text in json.loads(content.assets[content.script]).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    assert content.name.rpartition("-")[2] == fingerprint(folder)[:16]


class LightBuilder:
    """What stands in for the process that builds; `at` is called in each drawing."""

    def __init__(self, at: Callable[[], object] = lambda: None, files: int = 0) -> None:
        self.at, self.calls, self.files = at, 0, files

    def build(self, root: Path, cache: Path) -> str:
        """Build in this process, with the errors of the other."""
        self.calls += 1
        try:
            return build.write_build(root, cache, self._draw)
        except build.CopyFaultsError as error:
            raise DataFaultsError({k: [f.text(k) for f in error.faults] for k in ("zh", "en")}, error.data) from error
        except UnwritableError as error:
            raise failure(error.reason, str(error)) from error

    def _draw(self, root: Path, writer: FolderWriter) -> list[Fault]:
        self.at()
        for n in range(self.files):
            build._asset(writer, f"map-{n}", ".js", "x" * 99)
        return draw(root, writer)

    def close(self) -> None:
        """Nothing is left to end."""


@contextmanager
def light() -> Iterator[None]:
    """Let the real build look for faults by a word."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "list_faults", list_faults)
        yield
