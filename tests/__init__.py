"""Tests of IBCR Desktop."""
