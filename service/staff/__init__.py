"""Coming in and going out: the door, sessions, and who may have a key to it."""
