"""Everything as JSON lines and back, one record a line."""
