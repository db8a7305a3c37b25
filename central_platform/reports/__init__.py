"""What residents file, and how staff take it, work on it and answer."""
