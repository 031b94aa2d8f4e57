"""What came in a flood, apart from the inbox: sampled, let in or closed."""
