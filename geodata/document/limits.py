"""How much of a document is read. Each limit stands in the message of what goes beyond it."""

from __future__ import annotations

from geodata.guard.limits import MEGABYTE, Limits

MAX_DOCUMENT_BYTES = 50_000_000
MAX_DOCUMENT_PAGES = 600
# The office's own PDF, and not a stranger's, may be long: it is read in the guarded child with more time.
PDF_LIMITS = Limits(seconds=60, max_answer=20 * MEGABYTE)
# Of a PDF with fewer characters to a page than this one, most pages are pictures.
MIN_PAGE_CHARACTERS = 20
# Where a whole section is cited, no more of it is quoted.
MAX_PASSAGE_CHARACTERS = 600
