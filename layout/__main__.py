"""Start the command line: `python -m layout`."""

from layout import cli_monitor  # noqa: F401  its commands join the others
from layout.cli import app

if __name__ == "__main__":
    app(prog_name="python -m layout")
