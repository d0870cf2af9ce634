"""The windows in which paper is chosen, seen before it is made, saved and printed."""
