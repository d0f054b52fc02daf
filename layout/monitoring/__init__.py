"""A user's actuals held against the plan's targets, year by year."""
