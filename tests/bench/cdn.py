"""The public CDN files an ordinary folium page asks for, answered on this machine.

The packages come from the npm registry once and stay in the user's cache
folder. Where a file cannot be had, a stub of about the real size stands in and
`Cdn.stubs` names it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass, field
from pathlib import Path

from xstatic.pkg import leaflet

JSDELIVR = "cdn.jsdelivr.net/npm/"
TEMPLATES = "cdn.jsdelivr.net/gh/python-visualization/folium/folium/templates/"
AWESOME = "cdnjs.cloudflare.com/ajax/libs/Leaflet.awesome-markers/2.0.2/"
PACKAGES = {
    f"{JSDELIVR}leaflet@1.9.3/": ("leaflet@1.9.3", ""),
    f"{JSDELIVR}bootstrap@5.2.2/": ("bootstrap@5.2.2", ""),
    f"{JSDELIVR}@fortawesome/fontawesome-free@6.2.0/": ("@fortawesome/fontawesome-free@6.2.0", ""),
    "code.jquery.com/jquery-3.7.1": ("jquery@3.7.1", "dist/jquery"),
    AWESOME: ("leaflet.awesome-markers@2.0.5", "dist/"),
}
# url, about how many bytes the real file has, what must work for the page to draw
STUBS = {
    f"{JSDELIVR}leaflet@1.9.3/dist/leaflet.js": (147_552, "xstatic:leaflet.js"),
    f"{JSDELIVR}leaflet@1.9.3/dist/leaflet.css": (14_806, "xstatic:leaflet.css"),
    f"{JSDELIVR}bootstrap@5.2.2/dist/js/bootstrap.bundle.min.js": (80_496, ""),
    f"{JSDELIVR}bootstrap@5.2.2/dist/css/bootstrap.min.css": (194_901, ""),
    f"{JSDELIVR}@fortawesome/fontawesome-free@6.2.0/css/all.min.css": (100_782, ""),
    "code.jquery.com/jquery-3.7.1.min.js": (
        87_533,
        "window.jQuery = window.$ = html =>"
        " [document.createRange().createContextualFragment(html).firstElementChild];",
    ),
    f"{AWESOME}leaflet.awesome-markers.js": (4_200, "L.AwesomeMarkers = {icon: () => new L.Icon.Default()};"),
    f"{AWESOME}leaflet.awesome-markers.css": (2_200, ""),
    "netdna.bootstrapcdn.com/bootstrap/3.0.0/css/bootstrap-glyphicons.css": (13_000, ""),
    f"{TEMPLATES}leaflet.awesome.rotate.min.css": (1_200, ""),
}
HOSTS = sorted({address.partition("/")[0] for address in STUBS})


def cache_folder() -> Path:
    """Return the bench's folder under the user's cache directory, made if missing."""
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = root / "layout-bench"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@dataclass
class Cdn:
    """What the CDN hosts would answer, and what had to be made up.

    `bases` maps the start of an address to the start of a file name.
    """

    bases: dict[str, str]
    stubs: set[str] = field(default_factory=set)
    misses: set[str] = field(default_factory=set)

    def find(self, host: str, path: str) -> bytes | None:
        """Return the body for one address, or None (noted in `misses`)."""
        address = host + path.split("?")[0]
        for prefix, base in self.bases.items():
            if address.startswith(prefix):
                file = Path(base + address.removeprefix(prefix))
                if file.is_file():
                    return file.read_bytes()
        if address in STUBS:
            self.stubs.add(address)
            return _stub(*STUBS[address])
        self.misses.add(address)
        return None


def fetch() -> Cdn:
    """Unpack the CDN packages into the cache (from npm where not there yet)."""
    home = cache_folder() / "npm"
    bases = {}
    for prefix, (package, inside) in PACKAGES.items():
        folder = home / package.replace("/", "_")
        if not folder.is_dir():
            _download(package, folder)
        if folder.is_dir():
            bases[prefix] = f"{folder}/{inside}"
    return Cdn(bases)


def _download(package: str, folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        return
    pack = folder.parent / f"{folder.name}.pack"
    pack.mkdir(parents=True, exist_ok=True)
    command = [npm, "pack", package, "--silent", "--pack-destination", str(pack)]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        with tarfile.open(next(pack.glob("*.tgz"))) as packed:
            packed.extractall(pack, filter="data")
        next(entry for entry in pack.iterdir() if entry.is_dir()).rename(folder)
    except (subprocess.SubprocessError, StopIteration, tarfile.TarError, OSError) as problem:
        print(f"bench: {package} not to be had ({type(problem).__name__}); a stub stands in", file=sys.stderr)
    finally:
        shutil.rmtree(pack, ignore_errors=True)


def _stub(size: int, text: str) -> bytes:
    if text.startswith("xstatic:"):
        return (Path(leaflet.BASE_DIR) / text.removeprefix("xstatic:")).read_bytes()
    body = text.encode() + b"\n/*"
    return body + b"." * max(0, size - len(body) - 2) + b"*/"
