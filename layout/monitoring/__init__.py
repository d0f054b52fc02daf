"""The monitoring of a plan: its targets judged, year by year, by the actuals that a user loads."""
