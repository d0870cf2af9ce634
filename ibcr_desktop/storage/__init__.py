"""The only door to the database: what passes is checked, kept and written to the change log."""
