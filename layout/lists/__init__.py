"""Rows of every list that leaves the program, under keys that stay."""
