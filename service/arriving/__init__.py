"""Following a poster's address to the first page. It is counted, and nothing else."""
