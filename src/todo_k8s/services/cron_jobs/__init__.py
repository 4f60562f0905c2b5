"""Jobs at certain times."""
