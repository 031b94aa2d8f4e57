"""What every door of both processes shares: pages, forms, refusals, guards.

Nothing in this room knows a slice, a table or a key that opens a letter.
"""
