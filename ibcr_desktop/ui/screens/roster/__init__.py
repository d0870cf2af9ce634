"""The grid of an activity's people, and what stands around it."""
