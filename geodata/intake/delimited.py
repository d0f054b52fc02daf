"""CSV as spreadsheets write it: four encodings, three separators."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice

from .cell_values import UnreadableError
from .headings import count_headings
from .limits import HEAD_ROWS, MAX_COLUMNS, MAX_ROWS, MAX_SCANNED
from .sheets import HeadCounter, Sheet, SheetRow, Sheets

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATORS = (",", ";", "\t")
# What no table of text holds: a file with any of these is something else.
_NEVER = frozenset(map(chr, range(32))) - set("\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f")
# A web page or XML may name its encoding in its first lines; GB 18030 holds all of GBK and GB 2312.
_NAMED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*(gb[\w-]+|utf-?8)""", re.I)


def read_csv(text: str, count_heads: HeadCounter = count_headings) -> Sheets:
    """Yield the one sheet of a CSV text; comma, semicolon or tab, whichever makes most headings.

    Raises UnreadableError for a quote left open, or more rows than limits.py allows.
    """
    separator = max(_SEPARATORS, key=lambda s: _headed(text, s, count_heads))
    yield Sheet("", tuple(_lines(text, separator)))


def decoded_text(content: bytes) -> str:
    """Return a file's text: UTF-8, UTF-16 or GB 18030. Raises UnreadableError for bytes that are no text."""
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _NEVER.intersection(text):
            return text
    raise UnreadableError("not_a_table")


def _encodings(content: bytes) -> tuple[str, ...]:
    """Return the encodings to try: what a mark or the place of zero bytes says, else the usual two."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return (encoding,)
    # In UTF-16 every second byte of a Latin letter, digit or comma is zero.
    start = content[:200]
    if start[1::2].count(0) > len(start) // 8:
        return ("utf-16-le",)
    if start[::2].count(0) > len(start) // 8:
        return ("utf-16-be",)
    name = _NAMED.search(content[:2000])
    if name and name[1].lower().startswith(b"gb"):
        return ("gb18030", "utf-8")
    # UTF-8 first: Chinese in GB 18030 is hardly ever valid UTF-8, while the reverse is often possible.
    return ("utf-8", "gb18030")


def _headed(text: str, separator: str, count_heads: HeadCounter) -> int:
    """Count the headings that a separator makes out of the first rows."""
    # Not strict: a faulty row is a fault only once the separator is known.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return max((count_heads(cells[:MAX_COLUMNS]) for cells in islice(reader, HEAD_ROWS)), default=0)
    except csv.Error:
        return 0


def _lines(text: str, separator: str) -> list[SheetRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[SheetRow] = []
    try:
        for at, cells in enumerate(reader, 1):
            if at > MAX_SCANNED:
                raise UnreadableError("too_many_blank", limit=f"{MAX_SCANNED:,}")
            row = tuple(cells[:MAX_COLUMNS])
            if not any(row):
                continue
            # The headings and what stands above them do not count as rows.
            if len(lines) == MAX_ROWS + HEAD_ROWS:
                raise UnreadableError("too_many_rows", limit=f"{MAX_ROWS:,}")
            lines.append(SheetRow(f"row {at}", row))
    except csv.Error as error:
        raise UnreadableError("bad_csv", f"line {reader.line_num}", reason=error) from error
    return lines
