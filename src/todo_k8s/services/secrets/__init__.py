"""Secrets, kept or referred to."""
