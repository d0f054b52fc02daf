"""A user's template as an OPC package: checks before any library reads it.

It is a stranger's ZIP archive of XML. Document types and anything that is not a presentation are refused, its
parts are limited, and what is handed on is written anew.
"""

from __future__ import annotations

import re
from typing import Any

from geodata.faults import make_fault, printable
from geodata.guard.archive import ArchiveLimits, GuardedArchive, write_archive
from geodata.guard.errors import ArchiveError, GuardError
from geodata.guard.limits import MEGABYTE
from layout.exports.story_options import MAX_TEMPLATE
from layout.words.glossary import say

# Read by python-pptx, these are in memory some four times.
MAX_UNPACKED_TEMPLATE, MAX_TEMPLATE_PARTS = 80 * MEGABYTE, 5_000
_OLD = b"\xd0\xcf\x11\xe0"  # of an OLE file: a .ppt, or a presentation with a password
_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.{}.main+xml"
_MOST_VALUE = 120
# Faults of a package that have a word of templates.
_WORDS = {"archive_encrypted": "old", "archive_damaged": "not-zip", "archive_doctype": "doctype"}


class TemplateError(ValueError):
    """A fault of a template: the id of its message with values; `str` gives it in English."""

    def __init__(self, word: str, **values: object) -> None:
        # Names of parts come from the file: they are cleaned and cut.
        self.values = {k: printable(v)[:_MOST_VALUE] for k, v in values.items()}
        self.word = f"template_fault.{word}"
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        """Return the message in one language."""
        return say(self.word, lang, **self.values)


class GuardedTemplateError(TemplateError):
    """A template that is not read within the limits of every user's file: `word` is the code of the fault."""

    def __init__(self, error: GuardError) -> None:
        self.values = {k: printable(v)[:_MOST_VALUE] for k, v in error.values.items()}
        self.word = error.code
        # Past the words of templates, which lack this one.
        ValueError.__init__(self, self.message("en"))

    def message(self, lang: str) -> str:
        """Return the message in one language, with what to do."""
        return make_fault("", "", "", self.word, **self.values).text(lang)


def template_error(plain: Any) -> TemplateError:
    """Rebuild an error from its word and values, which a process that read a stranger's file has sent."""
    try:
        word, values = str(plain["word"]), {str(k): str(v) for k, v in plain["values"].items()}
        if word.startswith("template_fault."):
            return TemplateError(word.partition(".")[2], **values)
        return GuardedTemplateError(GuardError(word, **values))
    except (TypeError, LookupError, AttributeError):
        return GuardedTemplateError(GuardError("reading_failed"))


def open_package(data: bytes) -> bytes:
    """Return the bytes of a template as those of a plain presentation (.pptx). Raises TemplateError."""
    if not data:
        raise TemplateError("empty")
    if len(data) > MAX_TEMPLATE:
        raise TemplateError("big", mb=MAX_TEMPLATE // MEGABYTE)
    if data.startswith(_OLD):
        raise TemplateError("old")
    try:
        return _rewritten(GuardedArchive(data, ArchiveLimits(MAX_TEMPLATE_PARTS, MAX_UNPACKED_TEMPLATE)))
    except ArchiveError as error:
        if error.code in _WORDS:
            raise TemplateError(_WORDS[error.code], part=error.values.get("part", "")) from error
        raise GuardedTemplateError(error) from error


def _rewritten(package: GuardedArchive) -> bytes:
    if _TYPES not in package.names:
        raise TemplateError("not-zip")
    if any(re.search(r"vbaproject", name, re.I) for name in package.names):
        raise TemplateError("macros")
    return write_archive(
        (part.name, _typed(part.content) if part.name == _TYPES else part.content) for part in package.parts()
    )


def _typed(content: bytes) -> bytes:
    """Check the content types of the file; make that of a template that of a presentation."""
    types = content.decode("utf-8", "replace")
    if "macroEnabled" in types:
        raise TemplateError("macros")
    for kind in ("template", "slideshow"):
        types = types.replace(_MAIN.format(kind), _MAIN.format("presentation"))
    if _MAIN.format("presentation") not in types:
        raise TemplateError("other-kind")
    return types.encode()
