"""A build counts as whole only with each byte of it: damage to any file is noticed and the build made anew."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import stat
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from layout.build import store, sums
from layout.build.renewal import BuildStore
from layout.build.sums import FolderWriter, SpoiltError, read_files
from tests.build.light import LightBuilder, light, light_root, text_in
from tests.conftest import MINI

Damage = Callable[[Path], object]


def flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x10
    path.write_bytes(content)


def cut(path: Path) -> None:
    """Cut a file by its last third; sums at the end of a line, where nothing else would show it."""
    content = path.read_bytes()
    end = content.rindex(b"\n", 0, -1) + 1 if path.name == sums.SUMS else 2 * len(content) // 3
    path.write_bytes(content[:end])


DAMAGES: list[Damage] = [flip, cut, Path.unlink, lambda path: path.write_bytes(b"")]


@pytest.fixture
def copied(tmp_path: Path, mini_build: store.Build) -> Path:
    """Give a copy of a real build in a cache of its own."""
    return Path(shutil.copytree(mini_build.folder, tmp_path / "cache" / mini_build.name))


@pytest.mark.parametrize("damage", DAMAGES, ids=["flipped", "cut", "gone", "emptied"])
def test_damage_to_any_file_of_a_build_is_noticed(copied: Path, mini_build: store.Build, damage: Damage) -> None:
    names = sorted(path.name for path in copied.iterdir())
    assert {store.INDEX, sums.SUMS} <= set(names) and len(names) > 40
    for name in names:
        damage(copied / name)
        with pytest.raises(SpoiltError):
            store.read_build(copied)
        (copied / name).write_bytes((mini_build.folder / name).read_bytes())
    assert store.read_build(copied).index == mini_build.index


def test_a_file_that_nobody_wrote_is_no_part_of_a_build(copied: Path) -> None:
    (copied / ".DS_Store").write_bytes(b"")
    assert ".DS_Store" not in store.read_build(copied).assets
    (copied / "map-0000000000000000.js").write_bytes(b"alert(1)")
    with pytest.raises(SpoiltError):
        store.read_build(copied)


def test_a_script_is_held_against_the_hash_in_its_name(copied: Path, tmp_path: Path) -> None:
    """Row 5 of the report: browsers keep a script for good by its name, so that sums alone would not do."""
    name = next(path.name for path in copied.glob("site-*.js"))
    writer = FolderWriter(tmp_path)
    for path in copied.iterdir():
        if path.name != sums.SUMS:
            writer.put(path.name, b"spoilt" if path.name == name else path.read_bytes())
    writer.finish()
    (copied / name).write_bytes(b"spoilt")
    shutil.copyfile(tmp_path / sums.SUMS, copied / sums.SUMS)
    assert list(read_files(copied))
    with pytest.raises(SpoiltError, match=name):
        store.read_build(copied)


@pytest.mark.parametrize("name", ["index.json", "site-*.js", "site-*.gz", "*.story-map.json", "mini.*[0-9].json", sums.SUMS])
@pytest.mark.parametrize("damage", DAMAGES, ids=["flipped", "cut", "gone", "emptied"])
def test_a_spoilt_build_is_made_anew_at_the_next_start(
    copied: Path, mini_build: store.Build, damage: Damage, name: str
) -> None:
    """Row 4 of the report: exit 3 at every start until somebody emptied the cache by hand."""
    damage(next(copied.glob(name)))
    builder = CopyingBuilder(mini_build.folder)
    build_store = BuildStore(MINI, copied.parent, builder)
    build_store.open()
    build_store.wait()

    assert build_store.current().assets == mini_build.assets and builder.calls == 1
    for asset, content in mini_build.assets.items():
        assert build_store.asset(asset) == content
    assert store.read_build(copied).plans == mini_build.plans
    assert sorted(p.name for p in copied.parent.iterdir()) == sorted([copied.name, "roots"])


class CopyingBuilder(LightBuilder):
    """The real way to disk, of files that were drawn before."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def _draw(self, root: Path, writer: FolderWriter) -> list[Any]:
        for path in sorted(self.folder.iterdir()):
            if path.name != sums.SUMS:
                writer.put(path.name, path.read_bytes())
        return []


def test_the_sums_are_those_that_sha256sum_checks(mini_build: store.Build) -> None:
    lines = dict(reversed(line.split("  ")) for line in (mini_build.folder / sums.SUMS).read_text().splitlines())
    assert set(lines) == {path.name for path in mini_build.folder.iterdir()} - {sums.SUMS}
    for name, digest in lines.items():
        assert hashlib.sha256((mini_build.folder / name).read_bytes()).hexdigest() == digest
    if shutil.which("sha256sum"):
        call = ["sha256sum", "--check", "--strict", "--quiet", sums.SUMS]
        assert subprocess.run(call, cwd=mini_build.folder, check=False).returncode == 0


def test_packed_files_are_those_that_go_out_plain(mini_build: store.Build) -> None:
    packed = [name for name in mini_build.assets if name.endswith(".gz")]
    assert packed and all(gzip.decompress(mini_build.assets[n]) == mini_build.assets[n[:-3]] for n in packed)


# What writes to the disk, whose ends before and within are tried one after the other.
MOMENTS = 200
STEPS = ("open", "write", "fsync", "replace", "mkdir", "close", "truncate", "rmdir", "unlink")


class Killed(BaseException):
    """What ends a build as kill -9 does: nothing is cleared away after it."""


class Ending:
    """Ends a build at a step on the way to disk; what was not written through by then is lost with it."""

    def __init__(self, at: int, within: bool) -> None:
        self.at, self.within, self.steps = at, within, 0
        self.whole = {name: getattr(os, name) for name in STEPS}
        self.open_files: dict[int, str] = {}
        self.unsure: set[str] = set()

    def __enter__(self) -> Ending:
        self.patch = pytest.MonkeyPatch()
        for name in STEPS:
            self.patch.setattr(os, name, lambda *a, _name=name, **k: self.step(_name, *a, **k))
        return self

    def step(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Take a step, or end: before it or, of a write, half through."""
        self.steps += 1
        if self.steps == self.at and self.within and name == "write":
            self.whole["write"](args[0], bytes(args[1])[: len(args[1]) // 2])
        if self.steps >= self.at:
            raise Killed
        result = None if name == "fsync" else self.whole[name](*args, **kwargs)
        # Files that are read close themselves.
        if name == "open" and (args[1] & os.O_WRONLY or stat.S_ISDIR(os.fstat(result).st_mode)):
            self.open_files[result] = os.fsdecode(args[0])
            self.unsure |= {self.open_files[result]} if args[1] & os.O_WRONLY else set()
        elif name == "fsync":
            self.unsure.discard(self.open_files[args[0]])
        elif name == "replace":
            source, target = map(os.fsdecode, args)
            self.unsure = {p.replace(source, target, 1) if p.startswith(source) else p for p in self.unsure}
        elif name == "close":
            self.open_files.pop(args[0], None)
        return result

    def __exit__(self, *error: object) -> bool:
        self.patch.undo()
        for number in self.open_files:  # and with them the locks of the process
            os.close(number)
        for path in self.unsure:
            if Path(path).exists():
                os.truncate(path, 0)
        return error[0] is Killed


@pytest.mark.parametrize("within", [False, True], ids=["before a step", "within it"])
def test_a_build_that_is_killed_at_any_step_leaves_none_or_a_whole_one(
    tmp_path: Path, within: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)  # what is lost with the power is told by Ending
    root, cache = light_root(tmp_path / "root"), tmp_path / "cache"
    step, done = 0, False
    with light():
        name = LightBuilder(files=8).build(root, tmp_path)
        while not done:
            step += 1
            cache.mkdir()
            with Ending(step, within) as ending:
                LightBuilder(files=8).build(root, cache)
            done = ending.steps < step
            assert not (cache / name).exists() or text_in(store.read_build(cache / name)) == "good 0", step
            if step % 9 == 0:
                start_after(root, cache, name)
            shutil.rmtree(cache)
    assert step > MOMENTS / 2  # both ways together


def start_after(root: Path, cache: Path, name: str) -> None:
    """Start after a build was killed: the right build is there, and nothing else."""
    build_store = BuildStore(root, cache, LightBuilder(files=8))
    build_store.open()
    assert build_store.wait() and text_in(build_store.current()) == "good 0"
    for thread in threading.enumerate():
        if thread.name == "sweep":
            thread.join()
    assert sorted(p.name for p in cache.iterdir()) == sorted([name, "roots"])


@pytest.fixture
def order(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Note what is written through, and what is moved."""
    steps: list[str] = []
    whole = os.fsync, os.replace, os.open
    names: dict[int, str] = {}

    def opened(path: Any, *rest: Any, **named: Any) -> int:
        number = whole[2](path, *rest, **named)
        names[number] = Path(os.fsdecode(path)).name if not isinstance(path, int) else str(path)
        return number

    monkeypatch.setattr(os, "open", opened)
    monkeypatch.setattr(os, "fsync", lambda n: (steps.append(names[n]), whole[0](n)))
    monkeypatch.setattr(os, "replace", lambda a, b: (whole[1](a, b), steps.append(f"{Path(a).name} to its place")))
    yield steps


def test_all_is_written_through_before_it_is_put_in_place(tmp_path: Path, order: list[str]) -> None:
    (tmp_path / "cache").mkdir()
    with light():
        name = LightBuilder().build(light_root(tmp_path / "root"), tmp_path / "cache")
    files = {path.name for path in (tmp_path / "cache" / name).iterdir()}
    moved = order.index("files to its place")

    assert set(order[:moved]) >= files and order[moved - 2 :] == [sums.SUMS, "files", "files to its place", "cache"]
