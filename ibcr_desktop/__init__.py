"""IBCR Desktop: record the work of a year, total it, send it."""

from typing import Final

VERSION: Final = "0.1.0"
