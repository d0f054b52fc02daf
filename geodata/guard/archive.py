"""A stranger's ZIP package, part by part: each is inflated in pieces up to a limit, whatever is stated of it.

A library is given a package that was written anew of what was checked here, never the one that came. What is
XML is told by content: any part may be reached by a reference, whatever its name.
"""

from __future__ import annotations

import codecs
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from posixpath import normpath

from .errors import ArchiveError
from .limits import MEGABYTE

_ENTRY = b"PK\x01\x02"
_PIECE = 65_536
# Bits of an entry's flags: encrypted, and encrypted with its directory.
_ENCRYPTED = 0x0001 | 0x0040 | 0x2000
# ISO/IEC 29500-2, 7.3: parts are stored or deflated. zipfile inflates others without a limit.
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_STAMP = (2000, 1, 1, 0, 0, 0)
# Raised by zipfile for a damaged archive: it trusts what it reads.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, RuntimeError,
    ValueError, ArithmeticError, LookupError,
)  # fmt: skip
_DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.I)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([^"']*)""")
# ISO/IEC 29500-2, 6.1.4: XML is in UTF-8 or UTF-16. Readers of XML know others by these first bytes.
_OTHER_STARTS = (
    b"\0\0\0<", b"<\0\0\0", b"\0\0<\0", b"\0<\0\0", b"\0\0\xfe\xff", b"\xff\xfe\0\0", b"\x4c\x6f\xa7\x94",
)  # fmt: skip
# Blanks, zeros of wide letters and marks of encodings.
_BEFORE_XML = b" \t\r\n\0\xef\xbb\xbf\xff\xfe"
_NARROW, _WIDE = ("utf-8", "utf8", "us-ascii", "ascii"), ("utf-16", "utf-16le", "utf-16be")


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """How many parts a package may have, and how many bytes they may have in all."""

    max_parts: int
    max_unpacked: int


@dataclass(frozen=True, slots=True)
class ArchivePart:
    """A part of a package: its name, its bytes, and these in UTF-8 where they are XML."""

    name: str
    content: bytes
    xml: bytes | None


class GuardedArchive:
    """A package whose directory has been checked: `names` are those of its parts."""

    def __init__(self, content: bytes, limits: ArchiveLimits) -> None:
        """Read the directory. Raises ArchiveError."""
        self._limits, self._left = limits, limits.max_unpacked
        # Counted before zipfile makes an object of each, and where the archive's own number is not believed.
        if content.count(_ENTRY) > limits.max_parts:
            raise ArchiveError("archive_parts", limit=f"{limits.max_parts:,}")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except _DAMAGE as error:
            raise _damaged(error) from error
        self._entries = [entry for entry in self._archive.infolist() if not entry.is_dir()]
        self.names = frozenset(entry.filename for entry in self._entries)
        self._check_entries()

    def _check_entries(self) -> None:
        folded: set[str] = set()
        for entry in self._entries:
            if entry.flag_bits & _ENCRYPTED:
                raise ArchiveError("archive_encrypted")
            if entry.compress_type not in _PACKINGS:
                raise ArchiveError("archive_packing", part=entry.filename)
            # Of two parts with one name each reader may take another, and some fold names.
            name = normpath(entry.filename.replace("\\", "/").lstrip("/")).casefold()
            if name in folded:
                raise ArchiveError("archive_twice", part=entry.filename)
            folded.add(name)

    def parts(self) -> Iterator[ArchivePart]:
        """Yield each part once. Raises ArchiveError."""
        for entry in self._entries:
            content = self._inflated(entry)
            yield ArchivePart(entry.filename, content, xml_text(entry.filename, content))

    def _inflated(self, entry: zipfile.ZipInfo) -> bytes:
        stated, content = entry.file_size, bytearray()
        # zipfile stops at the size that is stated; a part is read to its own end, or to what is left.
        entry.file_size = self._left + 2 * _PIECE
        try:
            with self._archive.open(entry) as part:
                while piece := part.read(_PIECE):
                    content += piece
                    if len(content) > self._left:
                        raise ArchiveError(
                            "archive_unpacked", limit=f"{self._limits.max_unpacked // MEGABYTE:,}"
                        )
        except _DAMAGE as error:
            raise _damaged(error) from error
        if len(content) != stated:
            raise ArchiveError("archive_size", part=entry.filename)
        self._left -= len(content)
        return bytes(content)


def xml_text(name: str, content: bytes) -> bytes | None:
    """Return the bytes of an XML part in UTF-8, None for a part that is no XML.

    Raises ArchiveError for a document type, and for an encoding that a package may not have.
    """
    if content.startswith(_OTHER_STARTS):
        raise ArchiveError("archive_encoding", part=name)
    if not content.lstrip(_BEFORE_XML).startswith(b"<"):
        return None
    text, allowed = _in_utf8(name, content)
    declared = _DECLARED.match(text.lstrip())
    if declared and declared[1].decode("ascii", "replace").lower() not in allowed:
        raise ArchiveError("archive_encoding", part=name)
    if _DOCTYPE.search(text):
        raise ArchiveError("archive_doctype", part=name)
    return text


def _in_utf8(name: str, content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return XML in UTF-8, and the encodings that it may declare."""
    encoding = ""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    # Without a mark: every second byte of a Latin letter is zero.
    elif b"\0" in content[:2]:
        encoding = "utf-16-be" if content.startswith(b"\0") else "utf-16-le"
    try:
        if encoding:
            return content.decode(encoding).encode(), _WIDE
    except UnicodeError as error:
        raise ArchiveError("archive_encoding", part=name) from error
    # A zero within narrow letters ends the text for some readers, and for others it does not.
    if b"\0" in content:
        raise ArchiveError("archive_encoding", part=name)
    return content.removeprefix(codecs.BOM_UTF8), _NARROW


def _damaged(error: Exception) -> ArchiveError:
    return ArchiveError("archive_damaged", reason=str(error) or type(error).__name__)


def write_archive(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a package of parts: not compressed, for its bytes stay in memory and are read at once."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name, _STAMP), content)
    return out.getvalue()
