"""What every window uses: background work, messages, appearance, plain text."""
