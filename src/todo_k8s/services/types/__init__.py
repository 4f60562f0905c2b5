"""The kinds of value that the models share, each with its bounds."""
