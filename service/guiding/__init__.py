"""What reporters can read beside the form, leaving in a hurry, posters' addresses."""
