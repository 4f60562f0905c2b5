"""Charts as they are written by hand, to compare ours with.

todo_k8s comes before cdk8s: it finds Node.js.
"""

import todo_k8s

__all__ = ["todo_k8s"]
