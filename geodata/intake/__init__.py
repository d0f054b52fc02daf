"""A user's file of figures by year to checked rows, or all that is wrong with it."""

from .figure_file import FigureFile, SheetReading, read_figure_file
from .guarded_figures import read_guarded_figures
from .row_reader import FigureRow

__all__ = ["FigureFile", "FigureRow", "SheetReading", "read_figure_file", "read_guarded_figures"]
