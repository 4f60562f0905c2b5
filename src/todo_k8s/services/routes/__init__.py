"""Ingress and HTTPRoute."""
