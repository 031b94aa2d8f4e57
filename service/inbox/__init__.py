"""What a desk has to read, most urgent first."""
