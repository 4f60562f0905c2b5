"""What a Prometheus Operator is told."""
