"""Judge a tip: what it is about, how urgent, how far to be believed, who is at risk."""
