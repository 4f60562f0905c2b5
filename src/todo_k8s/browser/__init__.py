"""A page that renders a compiled chart in a browser: one file, without a server or a network."""
