"""Faults of the disk, the power and the files: what may never be lost or silently accepted."""
