"""Whole walks through the real window."""
