"""Stand-ins for the services outside, strict enough to be believed."""
