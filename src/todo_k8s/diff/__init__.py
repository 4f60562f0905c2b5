"""What changes between two lists of manifests, and what a cluster makes of it.

Works on plain maps of any chart, without a cluster; see `compared`.
"""

from todo_k8s.diff.comparing import Diff, compared

__all__ = ["Diff", "compared"]
