"""What a supervisor looks after: what is late, who has how much, what waits."""
