"""The file that an office names as its copy of an edition's plan."""

from __future__ import annotations

import os
from pathlib import Path

from geodata.faults import Fault, make_fault

DOCUMENTS_ENV = "LAYOUT_DOCUMENTS"
DOCUMENT_FOLDER = "document"
DOCUMENT_SUFFIXES = (".txt", ".md", ".pdf")


class DocumentError(Exception):
    """A copy, or a place in it, that cannot be read; `fault` says why in every language."""

    def __init__(self, code: str, file: str = "", **values: object) -> None:
        self.fault: Fault = make_fault(file, "", "", code, **values)
        super().__init__(self.fault.text("en"))


def named_copy(root: Path, district: str, edition: str) -> Path | None:
    """Return the one file in the folder of an edition's document, None where no copy is named.

    The folder is `document` beside the files of the edition, or `<district>/<edition>` below the folder that
    LAYOUT_DOCUMENTS names. Raises DocumentError where it holds several files, or one of another kind.
    """
    files = sorted(_files(root, district, edition))
    if not files:
        return None
    if len(files) > 1:
        raise DocumentError("document_several", options=[file.name for file in files])
    (file,) = files
    if file.suffix.lower() not in DOCUMENT_SUFFIXES:
        raise DocumentError("document_kind", file.name, options=DOCUMENT_SUFFIXES)
    return file


def _files(root: Path, district: str, edition: str) -> list[Path]:
    elsewhere = os.environ.get(DOCUMENTS_ENV)
    beside = Path(root) / district / "plans" / edition / DOCUMENT_FOLDER
    for folder in ([Path(elsewhere) / district / edition] if elsewhere else []) + [beside]:
        try:
            # Hidden files are those of the system and of editors (.DS_Store, ~$name).
            files = [f for f in folder.iterdir() if f.is_file() and f.name[0] not in ".~"]
        except OSError:
            continue
        if files:
            return files
    return []
