"""Stories about the service, told by running it."""
