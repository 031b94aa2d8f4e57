"""The service as people see it, in a real Chromium."""
