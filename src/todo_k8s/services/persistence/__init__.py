"""Claims on disks."""
