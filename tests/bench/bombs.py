"""Hostile files, made by code: small to send, and large to a reader that believes what they say of themselves."""

from __future__ import annotations

import io
import zipfile

from openpyxl import Workbook
from pptx import Presentation

SHEET = "xl/worksheets/sheet1.xml"
# So much is enough to be seen, and leaves the machine standing where nothing is guarded: an element takes some
# two kilobytes of a reader that keeps it, a megabyte of text three or four.
INFLATED, ELEMENTS = 150_000_000, 400_000


def workbook(cells: int = 1) -> bytes:
    """Return an honest workbook with one row of cells."""
    book = Workbook()
    book.active.append(["target"] * cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def understated_workbook(size: int = INFLATED) -> bytes:
    """Return a workbook one part of which is `size` bytes long and says in the directory that it has 1,000."""
    return _understated(workbook(), SHEET, size)


def understated_template(size: int = INFLATED) -> bytes:
    """Return a presentation one part of which is `size` bytes long and says that it has 1,000."""
    out = io.BytesIO()
    Presentation().save(out)
    return _understated(out.getvalue(), "ppt/theme/theme1.xml", size)


def workbook_under_another_name(elements: int = ELEMENTS) -> bytes:
    """Return a workbook whose sheet, of so many elements, stands under a name that is no part's usual one."""
    return _rewritten(workbook(), {SHEET: _many(elements)}, {SHEET: "xl/worksheets/sheet1.dat"})


def workbook_of_many_elements(elements: int = 10 * ELEMENTS) -> bytes:
    """Return a workbook whose sheet has more elements than any that is read."""
    return _rewritten(workbook(), {SHEET: _many(elements)}, {})


def nested_story(depth: int = 60_000) -> str:
    """Return a story in TOML with lists nested so deep that a reader which calls itself runs out of stack."""
    return "format = " + "[" * depth + "]" * depth + "\n"


def _many(elements: int) -> bytes:
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    return head + b"<c/>" * elements + b"</row></sheetData></worksheet>"


def _understated(package: bytes, part: str, size: int) -> bytes:
    """Fill a part with blanks, which pack well, and put a false size into the directory and before the part."""
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        honest = old.read(part)
    content = bytearray(_rewritten(package, {part: honest + b" " * (size - len(honest))}, {}))
    true, false = size.to_bytes(4, "little"), (1000).to_bytes(4, "little")
    at = content.find(true)
    while at >= 0:
        content[at : at + 4] = false
        at = content.find(true, at)
    return bytes(content)


def _rewritten(package: bytes, contents: dict[str, bytes], names: dict[str, str]) -> bytes:
    """Return a package with other contents of some parts, and some parts under other names that all refer to."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
    ):
        for name in old.namelist():
            content = contents.get(name, old.read(name))
            if name not in contents:
                for before, after in names.items():
                    content = content.replace(before.partition("/")[2].encode(), after.partition("/")[2].encode())
            new.writestr(names.get(name, name), content)
    return out.getvalue()
