"""Tests of the roster without its window."""
