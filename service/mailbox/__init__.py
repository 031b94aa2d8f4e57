"""Coming back with six words. One mailbox at a time, and only through its words."""
