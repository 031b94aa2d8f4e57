"""Send reports to other desks, with a second person where it is risky."""
