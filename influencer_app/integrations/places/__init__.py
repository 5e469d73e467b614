"""Places of network addresses."""
