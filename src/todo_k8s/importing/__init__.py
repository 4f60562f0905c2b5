"""Values files from what exists already: manifests, compose files, a rendered chart."""
