"""A chart on disk: which files are ours, how they are replaced in one step, and compression."""
