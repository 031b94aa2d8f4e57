"""Open a tip, and act on it."""
