"""What the guarded child reads a file of figures by; see guarded_figures.py."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import Any

from .figure_file import read_figure_file
from .reading_codec import reading_to_plain

# Looked up now: later the process may no longer reach the files of codecs.
for _name in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "cp437"):
    codecs.lookup(_name)


def read_confined(content: bytes, arguments: Mapping[str, Any]) -> tuple[Any, bytes]:
    """Read a file of figures; `name` of the arguments is what it is called."""
    return reading_to_plain(read_figure_file(content, arguments["name"])), b""
