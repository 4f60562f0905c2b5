"""What is asked of the cluster; an author does so by `HelmChart.capabilities`."""

from __future__ import annotations

from todo_k8s.helm.functions.declaration import KubeVersion, LowerBound, function


@function("semverCompare {1} {0}", ("v1.31.2-gke.100", ">=1.31-0"), ("v1.31.0-0", ">=1.31-0"))
def kube_at_least(version: KubeVersion, bound: LowerBound) -> bool:
    """Return whether a version is in a range such as ``>=1.31-0``: no pre-release is below ``-0``.

    The minor version alone would not do: clouds say ``31+``.
    """
    return _minor(version.removeprefix("v")) >= _minor(bound[len(">=") : -len("-0")])


def _minor(version: str) -> tuple[int, int]:
    major, minor = version.split(".")[:2]
    return int(major), int(minor)
