"""Becoming an officer: a one-time link, a password, a phone, a card."""
