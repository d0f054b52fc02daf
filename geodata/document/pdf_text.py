"""Print the text of a PDF's pages as JSON: `python -m geodata.document.pdf_text FILE MOST_PAGES`."""

from __future__ import annotations

import json
import sys
from typing import Any

import pypdfium2


def pdf_text(file: str, most_pages: int) -> dict[str, Any]:
    """Return `pages`, the text of each, their `count`, and as `fault` the code of what keeps them from it."""
    try:
        pdf = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        return {"fault": "document_locked" if locked else "document_broken", "count": 0, "pages": []}
    count = len(pdf)
    if count > most_pages:
        return {"fault": "document_pages", "count": count, "pages": []}
    pages = [page.get_textpage().get_text_bounded() for page in pdf]
    return {"fault": "", "count": count, "pages": pages}


if __name__ == "__main__":
    sys.stdout.buffer.write(json.dumps(pdf_text(sys.argv[1], int(sys.argv[2]))).encode())
