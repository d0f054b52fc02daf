"""The briefing: a story of steps, read from a file and filled from the plan's data."""
