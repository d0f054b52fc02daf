"""The lists that leave the program: rows under stable keys, and columns for people."""
