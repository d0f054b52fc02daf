"""Pages set by Typst: a template of this package, data as JSON, pictures as files beside it.

No text of the data is put into the source of a template: it goes in as JSON and is set as text. Only the
packaged fonts are used, as in all other files, and neither the clock nor the network: equal input gives equal
bytes.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from layout.drawing.text_metrics import font_folders
from layout.drawing.typesetting import printable_text

_TEMPLATES = Path(__file__).parent
# Tagged so that a screen reader can read it (ISO 14289-1): Typst refuses a picture without words, a heading
# out of order, or a document without a title.
_STANDARD: Literal["ua-1"] = "ua-1"
_LONG = re.compile(r"[!-~]{24}")
_PX_PER_PT = 72.0  # of a picture whose page is measured so that a point is a pixel


class TypstFile:
    """Pages of one template with their data and pictures: laid out first where that is asked, then written.

    Use it as a context: the pictures lie in a folder of its own, which it takes away again.
    """

    def __init__(self, template: str) -> None:
        self.template = template
        self._folder = tempfile.TemporaryDirectory(prefix="sheets-")
        for source in _TEMPLATES.glob("*.typ"):
            (Path(self._folder.name) / source.name).write_bytes(source.read_bytes())

    def __enter__(self) -> TypstFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def add_picture(self, name: str, content: bytes) -> str:
        """Put a picture beside the template under a name of the program's making; return the name."""
        (Path(self._folder.name) / name).write_bytes(content)
        return name

    def measures(self, data: Mapping[str, Any], label: str) -> list[dict[str, Any]]:
        """Return what the template notes of its own layout under a label, page by page."""
        values = self._compiler(data).query(f"<{label}>", field="value")
        measured: list[dict[str, Any]] = json.loads(values)
        return measured

    def pdf(self, data: Mapping[str, Any]) -> bytes:
        """Return the pages as PDF. Raises typst.TypstError where the template is at fault."""
        content = self._compiler(data).compile(format="pdf", pdf_standards=_STANDARD, timestamp=0)
        return _single(content)

    def png(self, data: Mapping[str, Any]) -> bytes:
        """Return the only page as PNG, a pixel to a point."""
        return _single(self._compiler(data).compile(format="png", ppi=_PX_PER_PT))

    def _compiler(self, data: Mapping[str, Any]) -> typst.Compiler:
        return typst.Compiler(
            Path(self._folder.name) / self.template,
            root=self._folder.name,
            font_paths=_fonts(),
            sys_inputs={"data": json.dumps(with_glyphs(data), ensure_ascii=False)},
            # A template takes no package of a registry; a folder of its own holds none.
            package_path=self._folder.name,
            package_cache_path=self._folder.name,
        )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(f) for f in font_folders()]
    )


def _single(content: bytes | list[bytes] | None) -> bytes:
    parts = content if isinstance(content, list) else [content or b""]
    return parts[0]


def with_glyphs(value: Any) -> Any:
    """Return JSON-ready values whose texts have a glyph for every character, numbers as they are."""
    if isinstance(value, str):
        # A word too long for any line may break anywhere.
        return _LONG.sub("\\g<0>\u200b", printable_text(value)) if value else value
    if isinstance(value, Mapping):
        return {key: with_glyphs(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [with_glyphs(each) for each in value]
    return value
