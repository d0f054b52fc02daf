"""Start the command line: `python -m layout`."""

import atexit
import gc
import logging
import os
import signal
import sys
from importlib import import_module

from layout.cli.app import app
from layout.cli.messages import run_to_the_end

# The modules that register commands; the help lists them in this order, after those of the app itself.
COMMAND_MODULES = ("briefing_story", "compare", "document", "export", "match", "monitoring", "new")


def load_commands(arguments: list[str]) -> None:
    """Load the module of the command that is called, where it has the name of one; else all of them."""
    named = [name for name in COMMAND_MODULES if arguments[:1] == [name]]
    for name in named or COMMAND_MODULES:
        import_module(f"layout.cli.{name}")


if __name__ == "__main__":
    # The process ends anyway: to look for cycles among all that is loaded is a sixth of a command's time.
    atexit.register(gc.freeze)
    # Told to end, a command still clears away the file it was writing.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # Files are drawn without a screen, whatever a notebook or a shell has set.
    os.environ["MPLBACKEND"] = "agg"
    # What it says of its caches is no concern of who makes a file; stderr is for progress and faults.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    load_commands(sys.argv[1:])
    run_to_the_end(lambda: app(prog_name="python -m layout"))
else:
    load_commands([])
