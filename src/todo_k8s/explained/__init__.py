"""What values come to: the times, resources and variables of the pods, worked out from manifests.

It knows any chart's manifests, and no cluster.
"""
