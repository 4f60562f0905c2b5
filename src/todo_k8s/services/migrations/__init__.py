"""The Job that migrates the database."""
