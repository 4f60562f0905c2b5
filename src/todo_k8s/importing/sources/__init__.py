"""What is imported, as it is read: manifests, or a compose file."""
