"""Take a report out of the service: on paper, or as data. Each time with a reason."""
