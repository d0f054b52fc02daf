"""A user's file of figures by year, XLSX or CSV, to checked rows, or all that is wrong with it."""

from .figure_file import FigureFile, FigureRow, read_figure_file

__all__ = ["FigureFile", "FigureRow", "read_figure_file"]
