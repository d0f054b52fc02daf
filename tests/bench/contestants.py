"""The contestants, and their servers."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from xstatic.pkg import leaflet

from tests.bench import servers
from tests.bench.layers import Layers

ROOT = Path(__file__).resolve().parents[2]
RIVALS = Path(__file__).parent / "rivals"
NAMES = {
    "app": "this app",
    "before": "this app before",
    "empty": "empty Streamlit app",
    "leaflet": "static Leaflet page",
    "folium": "streamlit-folium page",
    "folium-tuned": "the same, key and no reports",
}
# This app and its earlier state: what is asked of the one is asked of the other.
APPS = ("app", "before")


@dataclass(frozen=True)
class Settings:
    """What the run is about: data, layers, a scratch folder, and an earlier state of this app, if any."""

    data: Path | None
    layers: Layers
    scratch: Path
    before: Path | None = None

    @property
    def app_env(self) -> dict[str, str]:
        """The environment the app is started with."""
        return self.env_of("app")

    def env_of(self, who: str) -> dict[str, str]:
        """Return the environment of this app or of its earlier state: each has a cache of its own."""
        env = {"LAYOUT_CACHE": str(self.scratch / f"{who}-cache")}
        return {**env, "LAYOUT_DATA": str(self.data)} if self.data else env

    def home_of(self, who: str) -> Path:
        """Return the folder of this app or of its earlier state."""
        return self.before if who == "before" and self.before else ROOT


@dataclass(frozen=True)
class Contestant:
    """One running contestant; the static page has no server of interest."""

    who: str
    url: str
    pid: int | None = None
    port: int = 0

    @property
    def role(self) -> str:
        """The name by which driver.js knows it."""
        return "app" if self.who == "before" else self.who.split("-")[0]


def check_out(commit: str, folder: Path) -> Path:
    """Write this project as it was at a commit into a folder, from the repository itself; return the folder."""
    folder.mkdir(parents=True)
    packed = subprocess.run(["git", "archive", "--format=tar", commit], cwd=ROOT, capture_output=True, check=False)
    if packed.returncode:
        raise SystemExit(f"bench: no commit {commit}: {packed.stderr.decode('utf-8', 'replace').strip()}")
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as files:
        files.extractall(folder, filter="data")
    return folder


@contextmanager
def running(names: Sequence[str], settings: Settings) -> Iterator[list[Contestant]]:
    """Start the named contestants, in order; stop them at the end of the block."""
    with ExitStack() as stack:
        yield [_start(who, settings, stack) for who in names]


def _start(who: str, settings: Settings, stack: ExitStack) -> Contestant:
    if who == "leaflet":
        return Contestant(who, stack.enter_context(servers.static(_static_page(settings))) + "leaflet.html")
    script, cwd = RIVALS / "folium_page.py", settings.scratch
    env = {"BENCH_LAYERS": str(settings.layers.folder)}
    if who == "folium-tuned":
        env["BENCH_FOLIUM"] = "tuned"
    if who == "empty":
        script, env = RIVALS / "empty.py", {}
    if who in APPS:
        home = settings.home_of(who)
        script, cwd, env = home / "app.py", home, settings.env_of(who)
    # What another server of this machine clears away from the common folder at its start is not this one's.
    temporary = settings.scratch / f"{who}-temporary"
    temporary.mkdir(exist_ok=True)
    env = {**env, "TMPDIR": str(temporary)}
    log = settings.scratch / f"{who}-{os.urandom(3).hex()}.log"
    server = stack.enter_context(servers.streamlit(script, cwd, log, env))
    return Contestant(who, server.url, server.pid, server.port)


def _static_page(settings: Settings) -> Path:
    folder = settings.scratch / "leaflet"
    folder.mkdir(exist_ok=True)
    assets = Path(leaflet.BASE_DIR)
    for source in (RIVALS / "leaflet.html", assets / "leaflet.js", assets / "leaflet.css"):
        shutil.copy(source, folder)
    shutil.copy(settings.layers.folder / "layers.json", folder)
    return folder
