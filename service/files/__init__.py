"""What people send along: cleaned in a process apart, sealed, kept apart."""
