"""Make a tip safe: reports in our own words, beside the original."""
