"""The duty to act for somebody's safety: a clock, deeds, two people to end it."""
