"""From manifests back to values: a compiled chart, read the other way round.

A compiled chart says which value each field of a manifest comes from. Inversion walks its content
beside a manifest and reads those values off. What it finds are proposals: a manifest does not tell
everything, and `todo_k8s.importing.fitting` tries each of them by rendering.
"""
