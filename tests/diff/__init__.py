"""What changes between manifests, and what a cluster makes of it."""
