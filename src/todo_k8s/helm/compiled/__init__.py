"""A chart as a tree, and what the tree gives for values."""
