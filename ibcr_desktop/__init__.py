"""IBCR Desktop: record the work of a year, total it, send it."""
