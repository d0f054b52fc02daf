"""The plan held against itself: formulas, findings, and the sentences that tell them."""
