"""Forgetting on time: what was withdrawn, what is due, what has ended."""
