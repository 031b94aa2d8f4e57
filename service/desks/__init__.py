"""Desks and their members: who opens a desk, who is proposed, who admits whom."""
