"""Manifests of any chart, as Kubernetes understands them: plain maps, without a cluster."""
