"""Volumes, tmpfs, secrets and configs of a service of compose, as volumes of a pod."""

from __future__ import annotations

import re
from typing import Any

from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.importing.compose.units import listed, memory, name_of
from todo_k8s.importing.credentials import DEFAULT_SECRET
from todo_k8s.importing.notes import Key, Notes
from todo_k8s.manifests.objects import at

_SECRETS = "/run/secrets"


class Mounts:
    """The volumes of a pod and the mounts of its container.

    Args:
        service: The name of the service.
        content: What compose says of it.
        notes: What is not carried goes there.
    """

    def __init__(self, service: str, content: dict[str, Any], notes: Notes) -> None:
        self._service, self._notes = service, notes
        self.volumes: list[dict[str, Any]] = []
        self.mounts: list[dict[str, Any]] = []
        self.named: list[str] = []
        self.configs: list[str] = []
        for each in listed(content.get("volumes")):
            self._volume(each)
        for each in listed(content.get("tmpfs")):
            path, _, options = f"{each}".partition(":")
            size = re.search(r"size=([0-9.]+[kmgKMG]?)", options)
            self._empty(path, memory(size[1]) if size else None)
        self._secrets(listed(content.get("secrets")))
        for each in listed(content.get("configs")):
            self._config(each)

    def _volume(self, given: Any) -> None:
        kind, source, target, read_only = _volume_parts(given)
        if not target.startswith("/"):
            self._notes.lose(f"{self._service}: a volume without a path in the container")
        elif kind == "volume" and source:
            subpath = at(given, "volume").get("subpath")
            self._claim(source, target, read_only=read_only, subpath=f"{subpath or ''}")
        elif kind in {"volume", "tmpfs"}:
            size = (
                given.get("tmpfs", {}).get("size")
                if is_map(given) and is_map(given.get("tmpfs"))
                else None
            )
            self._empty(target, memory(size) if size else None)
        else:
            self._notes.lose(
                f"{self._service}: {target} is a directory or file of the machine; put it into the "
                "image or a ConfigMap, and data on a disk: see persistence"
            )

    def _claim(self, source: str, target: str, *, read_only: bool, subpath: str) -> None:
        name = name_of(source)
        if source not in self.named:
            self.named.append(source)
            claim: dict[str, Any] = {"claimName": name}
            self.volumes.append({"name": name, "persistentVolumeClaim": claim})
        mount: dict[str, Any] = {"name": name, "mountPath": target}
        if subpath:
            mount["subPath"] = subpath
        if read_only:
            mount["readOnly"] = True
        self.mounts.append(mount)

    def _empty(self, path: str, size: str | None) -> None:
        name = name_of(f"tmp-{path}")
        if not path.startswith("/") or any(each["name"] == name for each in self.volumes):
            return
        self.volumes.append({"name": name, "emptyDir": {"sizeLimit": size} if size else {}})
        self.mounts.append({"name": name, "mountPath": path})

    def _secrets(self, given: list[Any]) -> None:
        items: list[dict[str, Any]] = []
        for each in given:
            source = f"{each.get('source') if is_map(each) else each}"
            target = f"{each.get('target') or source}" if is_map(each) else source
            self._notes.need(
                Key(DEFAULT_SECRET, source, f"a secret of {self._service}, read from a file")
            )
            if target.rpartition("/")[0] not in {"", _SECRETS}:
                self._notes.lose(
                    f"{self._service}: secrets.{source} was the file {target}, and is in "
                    f"{_SECRETS} now, as {target.rpartition('/')[2]}; see secretFiles"
                )
            for field in sorted({"mode", "uid", "gid"} & each.keys() if is_map(each) else ()):
                self._notes.lose(f"{self._service}: secrets.{source}.{field}; see secretFiles")
            items.append({"key": source, "path": target.rpartition("/")[2]})
        if items:
            volume = {"secretName": DEFAULT_SECRET, "items": items}
            self.volumes.append({"name": "secrets", "secret": volume})
            self.mounts.append({"name": "secrets", "mountPath": _SECRETS, "readOnly": True})

    def _config(self, given: Any) -> None:
        source = f"{given.get('source') if is_map(given) else given}"
        target = f"{given.get('target') or '/' + source}" if is_map(given) else f"/{source}"
        name = f"config-{name_of(source)}"
        self.configs.append(source)
        self.volumes.append({"name": name, "configMap": {"name": name_of(source)}})
        self.mounts.append({"name": name, "mountPath": target, "subPath": source, "readOnly": True})


def _volume_parts(given: Any) -> tuple[str, str, str, bool]:
    """Return kind, source, target and whether it is read-only, of a volume in either form."""
    if is_map(given):
        source, target = f"{given.get('source') or ''}", f"{given.get('target') or ''}"
        return f"{given.get('type', 'volume')}", source, target, bool(given.get("read_only"))
    parts = f"{given}".split(":")
    if len(parts) == 1:
        return "volume", "", parts[0], False
    source, target, *options = parts
    is_path = source.startswith((".", "/", "~", "$")) or not source
    return ("bind" if is_path else "volume"), source, target, "ro" in ",".join(options).split(",")
