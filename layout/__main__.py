"""Start the command line: `python -m layout`."""

from layout import cli_compare, cli_monitor  # noqa: F401  their commands register themselves
from layout.cli import app

if __name__ == "__main__":
    app(prog_name="python -m layout")
