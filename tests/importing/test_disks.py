"""StatefulSets whose pods have a disk each, which pods of the chart share."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.importing.reading import deployment, imported_text
from todo_k8s.importing.reading import Import


def _set(name: str, replicas: Any = 3, modes: Any = ("ReadWriteOnce",), port: int = 7000) -> Any:
    found = deployment(name)
    found["kind"] = "StatefulSet"
    spec = {"accessModes": modes, "resources": {"requests": {"storage": "1Gi"}}}
    (main,) = found["spec"]["template"]["spec"]["containers"]
    main |= {"ports": [{"containerPort": port}]}
    main |= {"volumeMounts": [{"name": "data", "mountPath": "/data"}]}
    claims = [{"metadata": {"name": "data"}, "spec": spec}]
    found["spec"] |= {"replicas": replicas, "volumeClaimTemplates": claims}
    return found


def _imported(*manifests: Any) -> Import:
    return imported_text(yaml.dump_all(manifests, Dumper=yaml.SafeDumper))


def test_members_with_disks_stay_beside_the_release() -> None:
    """Members of a cluster would write to the same files; the backend still reaches them."""
    api = deployment()
    (main,) = api["spec"]["template"]["spec"]["containers"]
    main["env"] = [{"name": "STORE", "value": "http://raft:7000"}]
    front = {"clusterIP": "None", "selector": {"app": "raft"}, "ports": [{"port": 7000}]}
    service = {"kind": "Service", "metadata": {"name": "raft"}, "spec": front}
    found = _imported(api, _set("raft", modes=["ReadWriteOnce"]), service)
    values = found.found.values
    assert "services" not in values
    assert values["networkPolicy"]["servers"] == {
        "raft": {
            "port": 7000,
            "podSelector": {"matchLabels": {"app": "raft"}},
            "reachableFrom": ["backend"],
        }
    }
    for kind in ("StatefulSet", "Service"):
        assert f"{kind} raft: stays as it is; keep its manifest" in found.notes.not_carried


@pytest.mark.parametrize(
    ("replicas", "modes"),
    [(1, ["ReadWriteOnce"]), (None, ["ReadWriteOnce"]), (3, ["ReadWriteMany"]), ("x", None)],
)
def test_one_disk_for_all_pods_is_one_in_the_chart(replicas: Any, modes: Any) -> None:
    """There is one pod, or a disk that several mount."""
    found = _imported(deployment(), _set("store", replicas, modes))
    assert "store" in found.found.values["services"]


def test_the_backend_with_disks_is_to_be_corrected() -> None:
    """Beside the release it would be none."""
    found = _imported(_set("api", port=8000, modes=["ReadWriteOnce"]))
    assert any(
        line.startswith("correct backend: each pod of StatefulSet api has a disk of its own")
        for line in found.notes.to_do
    )
