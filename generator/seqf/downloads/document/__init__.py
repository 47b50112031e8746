"""Word documents made from a framework."""
