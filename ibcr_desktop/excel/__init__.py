"""Records and totals out to workbooks."""
