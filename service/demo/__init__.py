"""A demonstration borough: real wards, made-up people, everything done as in life."""
