"""Exports: one file per format, each turning a view into bytes or text."""
