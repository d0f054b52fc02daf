"""How much a user's file may hold; each limit is named in the fault that it causes."""

MAX_BYTES = 5_000_000
# Of all parts of a workbook together; read, they take some four times as much memory.
MAX_UNPACKED, MAX_PARTS = 60_000_000, 2_000
MAX_ROWS = 20_000
MAX_TEXT = 500
# Nobody mends more at once; the rows after so many faults are not read.
MAX_FAULTS = 2_000
MAX_COLUMNS = 60
# The headings stand in one of the first rows.
HEAD_ROWS = 20
# Of all sheets together, blank rows counted: a lone cell far below makes blank rows of all above.
MAX_SCANNED = 50_000
MAX_SHEETS = 30
# XML elements of a workbook: what reading it costs, whatever its size.
MAX_ELEMENTS = 400_000
