"""What of a pod the chart has no place for, and what there is instead."""

from __future__ import annotations

from collections.abc import Iterator

from todo_k8s.importing.foreign.workloads import Workload
from todo_k8s.manifests.objects import at, items_at


def dropped_of(workload: Workload) -> Iterator[str]:
    """Yield what the pods of a workload lose, but for what the server sets in a bare pod."""
    main = workload.main
    for each in items_at(main, "ports"):
        if each.get("hostPort"):
            yield (
                f"hostPort {each['hostPort']} is not carried; the Service leads to the pods, on "
                "whatever node they are"
            )
    for each in items_at(main, "resources", "claims"):
        yield (
            f"resources.claims.{each.get('name')} is not carried; the chart's containers have "
            "resources by name only"
        )
    is_own = workload.manifest.object.kind != "Pod"
    if is_own and at(workload.template, "spec").get("enableServiceLinks") is True:
        yield (
            "enableServiceLinks is not carried, so that no variables name other Services; name "
            "those that are read in env"
        )
