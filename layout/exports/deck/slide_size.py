"""The size of a slide and the unit of the file format."""

from __future__ import annotations

EMU = 12_700  # to the point
WIDE, HIGH = 960.0, 540.0  # points: 13.333 by 7.5 inches
# ISO/IEC 29500-1, 19.7.17 (ST_SlideSizeCoordinate): one inch to 56.
EMU_RANGE, EMU_PER_CM = (914_400, 51_206_400), 360_000
