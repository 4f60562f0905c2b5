"""Empty directories of pods that presets make writable themselves, such as ``/tmp``."""

from __future__ import annotations

from typing import Any

from todo_k8s.importing.notes import Notes
from todo_k8s.importing.sources.manifests import Manifest
from todo_k8s.manifests.objects import at, items_at
from todo_k8s.services.workload.presets import PRESETS


def add_writable(
    pod: dict[str, Any], section: dict[str, Any], preset: str, manifest: Manifest, notes: Notes
) -> None:
    """Add `writablePaths` for empty directories where the preset has its own, and remove those.

    Args:
        pod: The spec of the pod.
        section: The values of the service or job.
        preset: Its preset.
        manifest: What runs the pod.
        notes: Where the limit is told that the chart has in place of none.
    """
    main = pod["containers"][0]
    for path, limit in PRESETS[preset].writable.items():
        mount = _mount_at(path, main)
        volume = _only_empty_dir(pod, f"{mount.get('name')}")
        if volume is None or mount.get("subPath"):
            continue
        if size := at(volume, "emptyDir").get("sizeLimit"):
            section.setdefault("writablePaths", {})[path] = f"{size}"
        else:
            notes.lose(
                f"{manifest}: {path} has no limit; in the chart it holds {limit}, and a pod that "
                f"writes more is replaced; see writablePaths"
            )
        _remove(main, "volumeMounts", mount)
        _remove(pod, "volumes", volume)


def _remove(content: dict[str, Any], key: str, item: dict[str, Any]) -> None:
    """Remove an item of a list, and the list with the last one."""
    content[key] = [each for each in content[key] if each is not item]
    if not content[key]:
        del content[key]


def _mount_at(path: str, container: dict[str, Any]) -> dict[str, Any]:
    mounts = items_at(container, "volumeMounts")
    found = (each for each in mounts if f"{each.get('mountPath')}".rstrip("/") == path)
    return next(found, dict[str, Any]())


def _only_empty_dir(pod: dict[str, Any], name: str) -> dict[str, Any] | None:
    """Return the volume of a name if it is an empty directory on disk that is mounted once."""
    containers = [*items_at(pod, "containers"), *items_at(pod, "initContainers")]
    mounts = [one for each in containers for one in items_at(each, "volumeMounts")]
    if len([each for each in mounts if each.get("name") == name]) != 1:
        return None
    found = (each for each in items_at(pod, "volumes") if each.get("name") == name)
    volume = next(found, dict[str, Any]())
    is_plain = "emptyDir" in volume and not at(volume, "emptyDir").get("medium")
    return volume if is_plain else None
