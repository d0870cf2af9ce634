"""What any part may use: errors, words, places, clock. Knows nothing of records."""
