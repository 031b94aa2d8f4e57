"""What a supervisor watches: what is late, who has what, who has not answered."""
