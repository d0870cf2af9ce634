"""What each command of the command line does, grouped by what it is about; ``cli`` lists them."""
