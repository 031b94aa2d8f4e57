"""What a partner receives, does and answers."""
