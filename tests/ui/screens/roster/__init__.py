"""Tests of the grid of an activity's people."""
