"""The comparison of two editions of one plan."""
