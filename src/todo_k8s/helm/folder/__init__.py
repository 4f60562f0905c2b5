"""A chart's folder on disk: which files are ours, and how they are replaced in one step."""
