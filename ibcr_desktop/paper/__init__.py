"""What stands on paper and on sheets that trainers fill in, as plain values; prints and excel only show them."""
