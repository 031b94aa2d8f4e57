"""Ringing: bells become mails, and mails go out until somebody has them."""
