"""Two editions of one plan, paired and held against each other."""
