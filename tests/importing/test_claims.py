"""Disks of other charts' pods: whose they are, and that none is lost."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tests.importing.reading import imported_text, translated
from todo_k8s.importing.compose.project import manifests_of_compose
from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.imported import imported
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.sources.documents import Document
from todo_k8s.importing.wishes import Wishes
from todo_k8s.manifests.objects import items_at
from todo_k8s.todo_chatbot.compiled import compiled_chart
from todo_k8s.todo_chatbot.metadata import RELEASE

OWN = {"name": "persistent", "persistentVolumeClaim": {"claimName": "todo-backend"}}


def _deployment(name: str, *mounts: dict[str, Any]) -> dict[str, Any]:
    """Return a Deployment whose container has these mounts, each of a claim of the name."""
    claims = [{"name": n, "persistentVolumeClaim": {"claimName": n}} for n in _names(mounts)]
    main = {"name": name, "image": f"acme/{name}:1", "volumeMounts": [*mounts]}
    pod = {"containers": [main], "volumes": claims}
    template = {"metadata": {"labels": {"app": name}}, "spec": pod}
    return {"kind": "Deployment", "metadata": {"name": name}, "spec": {"template": template}}


def _names(mounts: tuple[dict[str, Any], ...]) -> list[str]:
    return [*dict.fromkeys(each["name"] for each in mounts)]


def _claim(name: str, mode: str = "ReadWriteOnce") -> dict[str, Any]:
    spec = {"accessModes": [mode], "resources": {"requests": {"storage": "1Gi"}}}
    return {"kind": "PersistentVolumeClaim", "metadata": {"name": name}, "spec": spec}


def _mount(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "mountPath": f"/{name}", **more}


def _volumes(translation: Translation) -> dict[str, Any]:
    """Return the volumes that are wanted, by the Deployment."""
    return {
        each["metadata"]["name"]: items_at(each, "spec", "template", "spec", "volumes")
        for each in translation.wanted
        if each["kind"] == "Deployment"
    }


def test_a_claim_of_one_service_becomes_its_persistence() -> None:
    """It is made anew by the chart, and the data must be brought there."""
    found = translated(_deployment("api", _mount("data")), _claim("data"))
    assert _volumes(found) == {"todo-backend": [OWN]}
    assert "extraObjects" not in found.values


@pytest.mark.parametrize("mode", ["ReadWriteOnce", "ReadWriteMany"])
def test_a_claim_that_two_share_keeps_its_name(mode: str) -> None:
    """Both pods mount it still; who has one for a single node is told what that means."""
    api, worker = _deployment("api", _mount("media")), _deployment("worker", _mount("media"))
    found = translated(api, worker, _claim("media", mode))
    shared = {"name": "media", "persistentVolumeClaim": {"claimName": "media"}}
    assert _volumes(found) == {"todo-backend": [shared], "todo-worker": [shared]}
    assert [each["metadata"]["name"] for each in found.values["extraObjects"]] == ["media"]
    told = [line for line in found.notes.to_do if line.startswith("the claim media is mounted by ")]
    assert len(told) == (mode == "ReadWriteOnce")


def test_a_job_shares_a_claim_too() -> None:
    """A CronJob that saves the files of a service finds them."""
    pod = _deployment("api", _mount("data"))["spec"]["template"]["spec"]
    job = {"template": {"spec": {**pod, "restartPolicy": "Never"}}}
    spec = {"schedule": "0 4 * * *", "jobTemplate": {"spec": job}}
    backup = {"kind": "CronJob", "metadata": {"name": "backup"}, "spec": spec}
    found = translated(_deployment("api", _mount("data")), backup, _claim("data"))
    assert _volumes(found)["todo-backend"][0]["persistentVolumeClaim"] == {"claimName": "data"}
    assert [each["metadata"]["name"] for each in found.values["extraObjects"]] == ["data"]


@pytest.mark.parametrize("how", [{"readOnly": True}, {"subPath": "part"}])
def test_a_part_of_a_disk_stays_a_volume(how: dict[str, Any]) -> None:
    """What `persistence` cannot say is kept; a second claim of the pod may be the persistence."""
    api = _deployment("api", _mount("static", **how), _mount("data"))
    found = translated(api, _claim("static"), _claim("data"))
    static = {"name": "static", "persistentVolumeClaim": {"claimName": "static"}}
    assert _volumes(found) == {"todo-backend": [OWN, static]}


def test_what_is_carried_is_kept_with_its_data() -> None:
    """A claim that the release now has outlives it, as the chart's own do."""
    found = translated(_deployment("api", _mount("data", readOnly=True)), _claim("data"))
    [carried] = found.values["extraObjects"]
    assert carried["metadata"]["annotations"] == {"helm.sh/resource-policy": "keep"}
    assert found.notes.safer == ["the claim data is kept when the release is uninstalled"]


def _stateful_set(*mounts: dict[str, Any]) -> dict[str, Any]:
    """Return a StatefulSet with a fast disk for each name that is mounted."""
    found = _deployment("api", *mounts)
    del found["spec"]["template"]["spec"]["volumes"]
    disk = {"accessModes": ["ReadWriteOnce"], "storageClassName": "fast"}
    templates = [{"metadata": {"name": name}, "spec": disk} for name in _names(mounts)]
    spec = {**found["spec"], "volumeClaimTemplates": templates}
    return {**found, "kind": "StatefulSet", "spec": spec}


def test_a_claim_of_a_stateful_set_is_made() -> None:
    """Beside the one that is the persistence, under a name that no other release has."""
    found = translated(_stateful_set(_mount("data"), _mount("cache", subPath="part")))
    name = "todo-backend-cache"
    cache = {"name": "cache", "persistentVolumeClaim": {"claimName": name}}
    assert _volumes(found) == {"todo-backend": [OWN, cache]}
    [made] = found.values["extraObjects"]
    assert made["metadata"] == {"name": name, "annotations": {"helm.sh/resource-policy": "keep"}}
    assert made["spec"] == {"accessModes": ["ReadWriteOnce"], "storageClassName": "fast"}
    assert (
        f"the data of api stays on the old claims of cache; copy it into the claim {name}"
    ) in found.notes.to_do


def test_a_claim_of_compose_that_is_carried_needs_its_data() -> None:
    """As the one that is the persistence does; a part of the volume is mounted as that."""
    part = {"type": "volume", "source": "data", "target": "/data", "volume": {"subpath": "part"}}
    services = {"api": {"image": "acme/api:1", "ports": [8000], "volumes": [part]}}
    documents = manifests_of_compose([Document("f", {"services": services})], Notes())
    api = documents[0].content["spec"]["template"]["spec"]
    mount = {"name": "data", "mountPath": "/data", "subPath": "part"}
    assert api["containers"][0]["volumeMounts"] == [mount]
    found = imported(compiled_chart(), documents, Wishes(), Notes(), RELEASE)
    assert "copy the data of the volume into the claim data" in found.notes.to_do


def test_a_home_of_root_is_told() -> None:
    """The pods of the chart run as another user, who may not enter it."""
    service = {"image": "ollama/ollama:1", "volumes": ["ollama:/root/.ollama"]}
    text = yaml.safe_dump({"services": {"ollama": service}, "volumes": {"ollama": {}}})
    told = [line for line in imported_text(text).notes.to_do if "only root may go" in line]
    (line,) = told
    assert line.startswith("ollama keeps data in /root/.ollama, where only root may go: ")
