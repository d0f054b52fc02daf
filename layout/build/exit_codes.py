"""How the program's processes end; 0 is done, 1 also what Python gives for a crash."""

from __future__ import annotations

# The command line: faults in the data or a file that was not made; a call that cannot be.
EXIT_FAULTS, EXIT_USAGE = 1, 2
# The build: faults in the data, a cache that cannot be written. Codes of their own, so that a crash is not
# taken for either.
EXIT_BUILD_FAULTS, EXIT_UNWRITABLE = 3, 4
