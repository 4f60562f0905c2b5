"""Who reaches whom, by the NetworkPolicies that are rendered."""
