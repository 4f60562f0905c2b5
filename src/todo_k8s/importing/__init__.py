"""Values files made from what exists already: manifests, compose files, the rendering of a chart."""
