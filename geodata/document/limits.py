"""How much of a document is read. Each limit stands in the message of what goes beyond it."""

from __future__ import annotations

MAX_DOCUMENT_BYTES = 50_000_000
MAX_DOCUMENT_PAGES = 600
# A PDF is read in a process of its own that ends after this time.
MAX_DOCUMENT_SECONDS = 60
# Of a PDF with fewer characters to a page than this one, most pages are pictures.
MIN_PAGE_CHARACTERS = 20
# Where a whole section is cited, no more of it is quoted.
MAX_PASSAGE_CHARACTERS = 600
