"""What of a pod the chart has no place for, and what there is instead."""

from __future__ import annotations

from collections.abc import Iterator

from todo_k8s.importing.foreign.ports import number_of, ports_of
from todo_k8s.importing.foreign.workloads import Workload, is_udp
from todo_k8s.manifests.objects import at, items_at


def unasked_ports_of(workload: Workload, section: str) -> Iterator[str]:
    """Yield what to check of ports that only their node had, and no Service led to.

    Args:
        workload: The workload.
        section: Where its values are.
    """
    led = {number_of(workload, each) for one in workload.services for each in ports_of(one)}
    for each in items_at(workload.main, "ports"):
        number = each.get("containerPort")
        if each.get("hostPort") and number not in {*led, workload.port}:
            key = "udpPorts" if is_udp(each) else "extraPorts"
            yield (
                f"remove {section}.{key}.{each.get('name') or f'port-{number}'} unless others ask "
                f"it: port {number} of {workload.manifest} was on its node only (hostPort), and "
                "has a Service and a place in the policies now"
            )


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
