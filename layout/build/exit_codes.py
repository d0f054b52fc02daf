"""How the program's processes end; 0 is done, 1 also what Python gives for a crash."""

from __future__ import annotations

# The command line: faults in the data or a file that was not made; a call that cannot be.
EXIT_FAULTS, EXIT_USAGE = 1, 2
# The build: faults in the data. A code of its own, so that a crash is not taken for faults.
EXIT_BUILD_FAULTS = 3
