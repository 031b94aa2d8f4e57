"""Looking at what a reporter sent along, one thing at a time, or locking it away."""
