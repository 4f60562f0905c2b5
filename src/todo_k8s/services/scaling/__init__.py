"""Autoscaling, disruption budgets, and how pods are spread."""
