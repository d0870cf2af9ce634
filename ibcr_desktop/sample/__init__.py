"""The example organisation, whose year 2020-2021 totals are the published ones."""
