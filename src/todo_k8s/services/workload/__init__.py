"""A Deployment with its Service, pods and rollout."""
