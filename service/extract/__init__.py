"""What a text gives away: pure recognisers, no model, no network, no log.

Text goes in, marks come out. Nothing is blocked here: a mark says what was seen,
why it may point at somebody, and what could be written instead.
"""
