"""The roster of one activity without its window: columns, rows, reading, pasting, saving, totals."""
