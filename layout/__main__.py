"""Start the command line: `python -m layout`."""

import logging
import os
import signal
import sys

# Each module registers its commands; the help lists them in the order of these names.
from layout.cli import briefing_story, compare, document, export, match, monitoring, new  # noqa: F401
from layout.cli.app import app
from layout.cli.messages import run_to_the_end

if __name__ == "__main__":
    # Told to end, a command still clears away the file it was writing.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # Files are drawn without a screen, whatever a notebook or a shell has set.
    os.environ["MPLBACKEND"] = "agg"
    # What it says of its caches is no concern of who makes a file; stderr is for progress and faults.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    run_to_the_end(lambda: app(prog_name="python -m layout"))
