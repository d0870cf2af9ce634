"""Tests of who is whom."""
