"""A user's file of figures by year, XLSX or CSV, to checked rows, or all that is wrong with it."""

from .table import Reading, Row, read

__all__ = ["Reading", "Row", "read"]
