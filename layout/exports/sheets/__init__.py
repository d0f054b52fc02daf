"""Sheets of parks and packs for an investor, as pages: set by Typst from one drawing of a park."""
