"""The windows: they show and ask, and contain no rule that a test without a window could not reach."""
