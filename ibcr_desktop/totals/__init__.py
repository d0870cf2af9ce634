"""Counting: plain functions over plain rows, driven by indicators that are data."""
