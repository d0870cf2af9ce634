"""Measures the program beside its physical limits, in one run on one computer: ``python -m benchmarks``."""
