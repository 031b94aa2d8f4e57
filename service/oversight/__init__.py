"""Watching the watchers: the log of what was done, and whether it is whole."""
