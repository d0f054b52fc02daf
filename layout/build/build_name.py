"""The name of a build: what it was made by, and what it was made of."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

# Whatever the build loads of requirements.txt, and the font that it looks up.
_PACKAGES = (
    "folium", "branca", "XStatic-Leaflet", "rjsmin", "matplotlib", "squarify", "openpyxl", "zhplot",
    "shapely", "pyproj", "geopandas", "pandas", "numpy", "fonttools", "tomli-w", "pypinyin",
    "opencc-purepy",
)  # fmt: skip
_CODE = ("*.py", "*.js", "*.css", "*.toml")
_DIGITS = 16


def build_name(data: str) -> str:
    """Return the name of the build that this program makes of data with this fingerprint."""
    return f"{program_hash()}-{data_digits(data)}"


def data_digits(data: str) -> str:
    """Return as much of a fingerprint of data as the name of a build has."""
    return data[:_DIGITS]


@cache
def program_hash() -> str:
    """Return a hash over the code and packages that the build depends on, as they are at the first call."""
    code = hashlib.sha256()
    here = Path(__file__).parents[1]
    for folder in (here, here.parent / "geodata"):
        files = {f for pattern in _CODE for f in folder.rglob(pattern)}
        # The bundled districts count as data, and only where they are the root.
        for file in sorted(f for f in files if "districts" not in f.relative_to(folder).parts):
            code.update(file.read_bytes())
    code.update(" ".join(version(p) for p in _PACKAGES).encode())
    return code.hexdigest()[:_DIGITS]
