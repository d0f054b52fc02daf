"""Builds: what a server serves, made once from a data root and kept on disk."""
