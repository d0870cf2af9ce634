"""Measures how well duplicates are found, beside recordlinkage and Splink, on data whose answers are known."""
