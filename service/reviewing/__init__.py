"""Decide what waits for a second person: a report to be released, a marked message."""
