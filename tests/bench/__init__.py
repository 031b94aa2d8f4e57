"""The promises of speed, measured: real processes, real databases, no judgement.

Nothing here asserts a time. Run it with `make bench`.
"""
