"""What the guarded child reads an officer's workbook of places by; see guarded_facts.py."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import Any

from .fact_codec import facts_to_plain
from .fact_file import read_fact_file

# Looked up now: later the process may no longer reach the files of codecs.
for _name in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "cp437"):
    codecs.lookup(_name)


def read_confined(content: bytes, arguments: Mapping[str, Any]) -> tuple[Any, bytes]:
    """Read a workbook of places; `name` of the arguments is what it is called."""
    return facts_to_plain(read_fact_file(content, arguments["name"])), b""
