"""Start the command line: `python -m layout`."""

from layout.cli import app

if __name__ == "__main__":
    app(prog_name="python -m layout")
