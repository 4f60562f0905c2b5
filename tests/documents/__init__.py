"""What the pages say is so: their commands, values, manifests, Python and links."""
