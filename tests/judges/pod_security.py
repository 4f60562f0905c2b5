"""PodSecurity `restricted`, as its page has it: what a pod must not have, and what it must.

References:
    https://kubernetes.io/docs/concepts/security/pod-security-standards/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_VOLUMES = {
    *("configMap", "csi", "downwardAPI", "emptyDir", "ephemeral"),
    *("persistentVolumeClaim", "projected", "secret"),
}
_SYSCTLS = {
    *("kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.tcp_syncookies"),
    *("net.ipv4.ping_group_range", "net.ipv4.ip_unprivileged_port_start"),
    *("net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time"),
    *("net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes"),
}
_SECCOMP = {"RuntimeDefault", "Localhost"}

Map = Mapping[str, Any]


def pod_specs(manifests: list[dict[str, Any]]) -> Iterator[tuple[str, Map]]:
    """Yield the spec of every pod, and of every template of pods, with the object's name."""
    for manifest in manifests:
        spec = manifest.get("spec", {})
        spec = spec["jobTemplate"]["spec"] if "jobTemplate" in spec else spec
        found = spec if manifest["kind"] == "Pod" else spec.get("template", {}).get("spec")
        if found and "containers" in found:
            yield f"{manifest['kind']}/{manifest['metadata']['name']}", found


def violations(spec: Map) -> list[str]:
    """Return what of a pod's spec `restricted` does not allow."""
    pod = spec.get("securityContext", {})
    containers = [*spec["containers"], *spec.get("initContainers", [])]
    return [
        *(key for key in ("hostNetwork", "hostPID", "hostIPC") if spec.get(key)),
        *_of_volumes(spec.get("volumes", [])),
        *(f"sysctl {each['name']}" for each in pod.get("sysctls", []) if _unsafe(each)),
        *_of_users(pod, pod),
        *(fault for container in containers for fault in _of_container(container, pod)),
    ]


def _unsafe(sysctl: Map) -> bool:
    return sysctl["name"] not in _SYSCTLS


def _of_volumes(volumes: list[Map]) -> Iterator[str]:
    for volume in volumes:
        if kinds := set(volume) - {"name"} - _VOLUMES:
            yield f"volume {volume['name']} of kind {', '.join(kinds)}"


def _of_container(container: Map, pod: Map) -> Iterator[str]:
    context, name = container.get("securityContext", {}), container["name"]
    capabilities = context.get("capabilities", {})
    if context.get("allowPrivilegeEscalation") is not False:
        yield f"{name}: allowPrivilegeEscalation"
    if context.get("privileged") or context.get("procMount", "Default") != "Default":
        yield f"{name}: privileged or procMount"
    if "ALL" not in capabilities.get("drop", []):
        yield f"{name}: capabilities not dropped"
    if added := set(capabilities.get("add", [])) - {"NET_BIND_SERVICE"}:
        yield f"{name}: capabilities {', '.join(added)}"
    if any("hostPort" in port for port in container.get("ports", [])):
        yield f"{name}: hostPort"
    yield from (f"{name}: {fault}" for fault in _of_users({**pod, **context}, context))


def _of_users(effective: Map, own: Map) -> Iterator[str]:
    """Yield what is wrong with users and profiles; a container's own come before the pod's."""
    if effective.get("runAsNonRoot") is not True:
        yield "runAsNonRoot"
    if own.get("runAsUser") == 0:
        yield "runAsUser 0"
    if effective.get("seccompProfile", {}).get("type") not in _SECCOMP:
        yield "seccompProfile"
    if {"seLinuxOptions", "windowsOptions", "appArmorProfile"} & set(own):
        yield "options of another profile"
