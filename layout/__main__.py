"""Start the command line: `python -m layout`."""

from layout import cli_compare  # noqa: F401  its command registers itself
from layout.cli import app

if __name__ == "__main__":
    app(prog_name="python -m layout")
