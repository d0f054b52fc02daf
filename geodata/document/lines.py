"""A document as lines of text, whatever its format: markup, page numbers and running heads taken out."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from pathlib import Path

from geodata.files import read_limited
from geodata.guard.errors import GuardError
from geodata.guard.guarded_reading import GuardedReader, read_guarded

from .limits import MAX_DOCUMENT_BYTES, MAX_DOCUMENT_PAGES, MIN_PAGE_CHARACTERS, PDF_LIMITS
from .named_copy import DocumentError

_PAGE_NUMBER = re.compile(r"[-—–－‐\s]+\d{1,4}[-—–－‐\s]+|第\s*\d{1,4}\s*页(?:\s*[，,/]?\s*共\s*\d+\s*页)?")
_BARE_NUMBER = re.compile(r"\d{1,4}")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Some PDFs hold radicals in place of the characters (⻓ for 长); NFKC knows those of the first block only.
_RADICALS = str.maketrans(
    "⻅⻆⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻩⻬⻮⻰", "见角车长门青韦页风飞食马骨鬼鱼鸟黄齐齿龙"
)


def read_lines(file: Path) -> list[str]:
    """Return the lines of a text, Markdown or PDF file, without empty ones. Raises DocumentError."""
    try:
        content = read_limited(file, MAX_DOCUMENT_BYTES)
    except OSError as error:
        raise DocumentError("unreadable_file", file.name, reason=error.strerror or "") from error
    if len(content) > MAX_DOCUMENT_BYTES:
        raise DocumentError("document_too_big", file.name, limit=MAX_DOCUMENT_BYTES // 1_000_000)
    # By its content: a PDF is one whatever its name says.
    if content.startswith(b"%PDF-"):
        pages = _pdf_pages(content, file.name)
    elif file.suffix.lower() == ".pdf":
        raise DocumentError("document_broken", file.name)
    else:
        pages = re.split(r"\f", _decoded(content, file.name))
    lines = _without_running_lines([page.splitlines() for page in pages])
    return [plain for line in lines if (plain := _plain(line, file.suffix.lower() == ".md"))]


def _decoded(content: bytes, name: str) -> str:
    encodings = [encoding for mark, encoding in _BYTE_ORDER_MARKS if content.startswith(mark)]
    for encoding in encodings or ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise DocumentError("document_encoding", name)


def _pdf_pages(content: bytes, name: str) -> list[str]:
    # In a child: a large PDF keeps no other reader waiting, a broken one takes no server along.
    try:
        reader = GuardedReader("geodata.document.pdf_text", PDF_LIMITS, (), ("numpy", "PIL"))
        answer, _ = read_guarded(reader, content, {"most_pages": MAX_DOCUMENT_PAGES})
    except GuardError as error:
        raise DocumentError(error.code, name, **error.values) from error
    if answer["fault"]:
        raise DocumentError(answer["fault"], name, pages=answer["count"], limit=MAX_DOCUMENT_PAGES)
    pages: list[str] = answer["pages"]
    if sum(len("".join(page.split())) for page in pages) < MIN_PAGE_CHARACTERS * len(pages):
        raise DocumentError("document_no_text", name)
    return pages


def _without_running_lines(pages: list[list[str]]) -> list[str]:
    """Return the lines of pages without what stands at the head or foot of most of them."""
    filled = [[line for line in page if line.strip()] for page in pages]
    edges = [_numberless(page[n]) for page in filled for n in _edge_places(page)]
    running = {edge for edge, n in Counter(edges).items() if len(pages) > 2 and n > len(pages) / 2}
    lines: list[str] = []
    for page in filled:
        places = _edge_places(page) if len(pages) > 1 else set()
        for n, line in enumerate(page):
            at_edge = n in places and (_BARE_NUMBER.fullmatch(line.strip()) or _numberless(line) in running)
            if not at_edge and not _PAGE_NUMBER.fullmatch(line.strip()):
                lines.append(line)
    return lines


def _edge_places(page: list[str]) -> set[int]:
    """Return where the first and last lines of a page stand, each two."""
    return set(range(len(page))[:2]) | set(range(len(page))[-2:])


def _numberless(line: str) -> str:
    return re.sub(r"\d+", "0", "".join(line.split()))


def _plain(line: str, markdown: bool) -> str:
    """Return a line without the marks of Markdown, which plain texts made from it may hold too."""
    line = re.sub(r"[\u2f00-\u2fd5]", _unradical, line.translate(_RADICALS)).replace("\u3000", " ")
    # Control characters, U+FFFE (a hyphen that pdfium could not place) and marks of direction say nothing.
    line = re.sub(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2060\ufeff\ufffe]", "", line).strip()
    line = line.replace("**", "")
    line = re.sub(r"^#{1,6}\s+", "", line)
    if markdown:
        line = re.sub(r"^(?:[>*+-]\s+)+", "", line)
        line = re.sub(r"\\([\\`*_{}\[\]()#+.!|-])", r"\1", line)
    return line


def _unradical(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])
