"""Builds: the plans and assets that a server serves, written once from a data root to disk."""
