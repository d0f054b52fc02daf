"""Start a build: `python -m layout.build ROOT CACHE`."""

import sys

from layout.build.build import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
