"""How much a user's file may hold; each limit is named in the fault that it causes."""

MAX_BYTES = 5_000_000
MAX_UNPACKED = 60_000_000
MAX_ROWS = 20_000
MAX_TEXT = 500
MAX_COLUMNS = 60
# The headings stand in one of the first rows.
HEAD_ROWS = 20
# As many rows as Excel has; a file may name a row beyond them.
LAST_ROW = 1_048_576
