"""Linter, type check, format and unit tests of the scripts, where Node is there; on CI they must run."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import skip_unless_on_ci

HERE = Path(__file__).parent
REPO = HERE.parents[1]
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "industrial-layout-scripts"


@pytest.fixture(scope="session")
def packages() -> Path:
    """Return the folder of the installed packages: installed once for each lock file, outside the tree."""
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        skip_unless_on_ci("node and npm are not installed")
    lock = (HERE / "package-lock.json").read_bytes()
    folder = CACHE / hashlib.sha256(lock).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if not (folder / "complete").exists():
            for name in ("package.json", "package-lock.json"):
                shutil.copy(HERE / name, folder)
            install = [str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            done = subprocess.run(install, cwd=folder, capture_output=True, text=True, check=False)
            if done.returncode:
                skip_unless_on_ci(f"npm ci failed:\n{done.stderr[-2000:]}")
            (folder / "complete").touch()
    return folder / "node_modules"


def check(packages: Path, tool: str, *arguments: str) -> None:
    """Run a tool of the packages in the tree; it must find nothing."""
    command = ["node", str(packages / tool), *arguments]
    env = {**os.environ, "NODE_PATH": str(packages)}
    done = subprocess.run(command, cwd=REPO, env=env, capture_output=True, text=True, check=False)

    assert done.returncode == 0, (done.stdout + done.stderr)[-6000:]


def test_the_linter_finds_nothing(packages: Path) -> None:
    config = "tests/web/eslint.config.js"
    check(packages, "eslint/bin/eslint.js", "--config", config, "layout/web", "tests/web", "tests/browser/helpers.js")


def test_the_types_fit(packages: Path) -> None:
    check(packages, "typescript/bin/tsc", "--project", "tests/web", "--typeRoots", str(packages / "@types"))


@pytest.mark.parametrize("newer", ["[1].toSorted()", "Promise.withResolvers()", "URL.canParse('')", "document.body.showPopover()"])
def test_the_types_know_nothing_newer_than_chromium_109(packages: Path, tmp_path: Path, newer: str) -> None:
    (tmp_path / "newer.js").write_text(f"{newer};\n", encoding="utf-8")
    (tmp_path / "tsconfig.json").write_text(
        json.dumps({"extends": str(HERE / "tsconfig.json"), "include": ["*.js"]}), encoding="utf-8"
    )
    with pytest.raises(AssertionError, match="does not exist"):
        check(packages, "typescript/bin/tsc", "--project", str(tmp_path), "--typeRoots", str(packages / "@types"))


def test_the_format_is_the_formatters(packages: Path) -> None:
    scripts = [str(p.relative_to(REPO)) for folder in ("layout/web", "tests/web") for p in (REPO / folder).rglob("*.js")]
    config = "tests/web/package.json"
    check(packages, "prettier/bin/prettier.cjs", "--config", config, "--check", *scripts)


def test_what_is_pure_does_what_it_should() -> None:
    if not shutil.which("node"):
        skip_unless_on_ci("node is not installed")
    files = sorted(str(p.relative_to(REPO)) for p in HERE.glob("*.test.js"))
    done = subprocess.run(["node", "--test", *files], cwd=REPO, capture_output=True, text=True, check=False)

    assert files and done.returncode == 0, (done.stdout + done.stderr)[-6000:]
