"""A user's template as an OPC package: checks before any library reads it.

It is a stranger's ZIP archive of XML. Sizes are limited, document types and anything that is not a
presentation are refused, and what is handed on is written anew.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from layout.drawing.text_metrics import single_line
from layout.exports.story_options import MAX_TEMPLATE
from layout.words.glossary import say

MEGA = 1_000_000
UNPACKED, ENTRIES = 200 * MEGA, 5_000
_OLD = b"\xd0\xcf\x11\xe0"  # of an OLE file: a .ppt, or a presentation with a password
_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.{}.main+xml"
_XML = (".xml", ".rels", ".vml", ".svg")
_ENCRYPTED = 1  # bit of a ZIP entry's flags
_STAMP = (2000, 1, 1, 0, 0, 0)


class TemplateError(ValueError):
    """A fault of a template: the id of its message with values; `str` gives it in English."""

    def __init__(self, word: str, **values: object) -> None:
        # Names of parts come from the file: they are cleaned and cut.
        self.values = {k: single_line(str(v))[:120] for k, v in values.items()}
        self.word = f"template_fault.{word}"
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        """Return the message in one language."""
        return say(self.word, lang, **self.values)


def open_package(data: bytes) -> bytes:
    """Return the bytes of a template as those of a plain presentation (.pptx). Raises TemplateError."""
    if len(data) > MAX_TEMPLATE:
        raise TemplateError("big", mb=MAX_TEMPLATE // MEGA)
    if data.startswith(_OLD):
        raise TemplateError("old")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _parts(archive)
    # The last two are of a compression that zipfile does not know, and of an entry with a password.
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise TemplateError("not-zip") from error
    _typed(parts)
    return _packed(parts)


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = [i for i in archive.infolist() if not i.is_dir()]
    # Sizes as the archive states them: zipfile reads no further.
    if len(entries) > ENTRIES or sum(i.file_size for i in entries) > UNPACKED:
        raise TemplateError("big", mb=UNPACKED // MEGA)
    if any(i.flag_bits & _ENCRYPTED for i in entries):
        raise TemplateError("old")
    parts: dict[str, bytes] = {}
    for info in entries:
        # Of two parts with one name, each reader of ZIP may take another.
        if info.filename in parts:
            raise TemplateError("damaged", part=info.filename[:80])
        parts[info.filename] = content = archive.read(info)
        # Without zero bytes, so that UTF-16 is searched as well.
        if info.filename.lower().endswith(_XML) and b"<!DOCTYPE" in content.replace(b"\0", b""):
            raise TemplateError("doctype", part=info.filename[:80])
    return parts


def _typed(parts: dict[str, bytes]) -> None:
    """Check the content type of the file; make that of a template that of a presentation."""
    if _TYPES not in parts:
        raise TemplateError("not-zip")
    types = parts[_TYPES].decode("utf-8", "replace")
    if "macroEnabled" in types or any(re.search(r"vbaproject", name, re.I) for name in parts):
        raise TemplateError("macros")
    for kind in ("template", "slideshow"):
        types = types.replace(_MAIN.format(kind), _MAIN.format("presentation"))
    if _MAIN.format("presentation") not in types:
        raise TemplateError("other-kind")
    parts[_TYPES] = types.encode()


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    # Not compressed: the bytes stay in memory and are read at once.
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), content)
    return out.getvalue()
