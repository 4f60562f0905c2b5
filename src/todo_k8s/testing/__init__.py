"""Test a chart of your own: the law, coverage, values, snapshots.

The extra ``todo-k8s[testing]`` brings what it needs. Each name is imported when it is first used;
the pytest plugin is `todo_k8s.testing.plugin`.
"""

import collections.abc
import typing

from todo_k8s import _lazy

if typing.TYPE_CHECKING:
    from todo_k8s.testing.coverage import Covered, assert_covered
    from todo_k8s.testing.law import Compared, assert_law
    from todo_k8s.testing.snapshots import ManifestSnapshot, manifests_yaml
    from todo_k8s.testing.values import values_of

__all__ = [
    "Compared",
    "Covered",
    "ManifestSnapshot",
    "assert_covered",
    "assert_law",
    "manifests_yaml",
    "values_of",
]

__getattr__: collections.abc.Callable[[str], typing.Any] = _lazy.on_first_use(
    __name__,
    {
        "todo_k8s.testing.coverage": ["Covered", "assert_covered"],
        "todo_k8s.testing.law": ["Compared", "assert_law"],
        "todo_k8s.testing.snapshots": ["ManifestSnapshot", "manifests_yaml"],
        "todo_k8s.testing.values": ["values_of"],
    },
)
