"""Verified, encrypted backups of a database: made, kept by counting, copied to a second place, and restored."""
