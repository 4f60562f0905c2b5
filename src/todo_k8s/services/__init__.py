"""The constructs of a service with the values of each, one noun in one place."""
