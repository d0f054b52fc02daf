"""The text of a PDF's pages, as the guarded child reads it; see lines.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pypdfium2


def pdf_text(content: bytes, most_pages: int) -> dict[str, Any]:
    """Return `pages`, the text of each, their `count`, and as `fault` the code of what keeps them from it."""
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        return {"fault": "document_locked" if locked else "document_broken", "count": 0, "pages": []}
    count = len(pdf)
    if count > most_pages:
        return {"fault": "document_pages", "count": count, "pages": []}
    pages = [page.get_textpage().get_text_bounded() for page in pdf]
    return {"fault": "", "count": count, "pages": pages}


def read_confined(content: bytes, arguments: Mapping[str, Any]) -> tuple[Any, bytes]:
    """Read a PDF; `most_pages` of the arguments is how many pages it may have."""
    return pdf_text(content, arguments["most_pages"]), b""
