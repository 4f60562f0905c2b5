"""Compose files as manifests, which are then imported as any others.

Read is the Compose specification (https://github.com/compose-spec/compose-spec), as far as it says
something about a cluster. What it says besides is noted, by name.
"""
