"""What the command line asks kubectl for: the objects of a cluster."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from typing import Any

from todo_k8s.cli.programs import ProgramError, answer_of, last_line
from todo_k8s.manifests.objects import flat, identity_of, is_hook


class KubectlError(ProgramError):
    """Kubectl is missing, or does not do what is asked."""


def live_objects(manifests: Iterable[Any], namespace: str) -> list[dict[str, Any]]:
    """Return what the cluster has of the objects of manifests, without hooks.

    Kubectl is given their kinds and names only, and no content.

    Args:
        manifests: The manifests.
        namespace: The namespace of those that name none.

    Raises:
        KubectlError: If there is no kubectl or no cluster, or it may not read them.
    """
    program = shutil.which("kubectl")
    if program is None:
        raise KubectlError("kubectl: is not on PATH, and --live asks it; install kubectl")
    asked = [_named(each, namespace) for each in flat(manifests) if not is_hook(each)]
    if not asked:
        return []
    given = json.dumps({"apiVersion": "v1", "kind": "List", "items": asked})
    flags = ["--filename=-", "--output=json", "--ignore-not-found"]
    if context := os.environ.get("HELM_KUBECONTEXT"):  # the cluster that Helm asks
        flags.append(f"--context={context}")
    done = answer_of(program, "get", *flags, given=given)
    if done.returncode:
        raise KubectlError(f"kubectl get: {last_line(done)}")
    return [*flat([_read(done.stdout)])]


def _named(manifest: dict[str, Any], namespace: str) -> dict[str, Any]:
    """Return what names an object."""
    identity = identity_of(manifest, namespace)
    metadata = {"name": identity.name, "namespace": identity.namespace}
    return {
        "apiVersion": manifest.get("apiVersion"),
        "kind": identity.kind,
        "metadata": metadata,
    }


def _read(text: str) -> Any:
    """Return the JSON that kubectl prints: nothing if it finds none of the objects."""
    try:
        return json.loads(text) if text.strip() else None
    except ValueError:
        pass
    raise KubectlError("kubectl get: prints no JSON")
