"""The variables of containers, and the secrets that they get as files."""
