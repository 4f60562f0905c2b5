"""Input of any shape: an import of it ends with values, or with a message."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import pytest
import yaml

from tests.importing.reading import FOLDER, imported_text
from todo_k8s.errors import TodoK8sError
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.compose.project import is_compose, manifests_of_compose
from todo_k8s.importing.foreign.connections import connections_in
from todo_k8s.importing.foreign.translation import Translation
from todo_k8s.importing.foreign.translator import translate
from todo_k8s.importing.foreign.workloads import without_namesakes
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.reading import Import
from todo_k8s.importing.secret_keys import SecretKeys
from todo_k8s.importing.securing import secured
from todo_k8s.importing.sources.documents import SourceError, documents_in
from todo_k8s.importing.sources.manifests import Manifests, read_manifests
from todo_k8s.todo_chatbot.compiled import compiled_chart

SHAPES: tuple[Any, ...] = (["x"], {}, 5, None, "", {"x": ["x"]}, ...)
"""What stands in the place of a part; the last one for its absence."""

Path = tuple[Any, ...]


def _places(value: Any, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    entries = [*value.items()] if is_map(value) else []
    for key, item in [*enumerate(value)] if is_list(value) else entries:
        yield from _places(item, (*path, key))


def _with(documents: Any, path: Path, shape: Any) -> Any:
    found = copy.deepcopy(documents)
    inner = found
    for step in path[:-1]:
        inner = inner[step]
    if shape is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = shape
    return found


def _hostile(name: str) -> Iterator[tuple[Path, Any, str]]:
    documents = [*yaml.safe_load_all((FOLDER / "shapes" / name).read_text())]
    for path in _places(documents):
        if len(path) > 1:
            for shape in SHAPES:
                yield path, shape, yaml.safe_dump_all(_with(documents, path, shape))


def _translated(text: str) -> None:
    """Do what an import does before values are looked for, which takes most of its time."""
    notes, keys = Notes(), SecretKeys()
    documents = documents_in(text.encode(), "f.yaml")
    projects = [each for each in documents if is_compose(each.content)]
    if projects:
        documents = manifests_of_compose(projects, notes)
    manifests = secured(read_manifests(documents, notes), keys, notes)
    own = without_namesakes(manifests.own, notes.lose)
    found = Manifests(own, manifests.secrets)
    translate(Translation(found, "todo", notes, connections_in(own), keys))


def _fault(read: Callable[[str], Any], hostile: Iterable[tuple[Path, Any, str]]) -> str:
    """Return which input raises what is no message for a user; empty if none does."""
    for path, shape, text in hostile:
        try:
            read(text)
        except TodoK8sError:
            continue
        except Exception as error:  # noqa: BLE001  # whatever it is, it is told where
            return f"{path} = {shape}: {error!r}"
    return ""


@pytest.mark.parametrize("name", ["workloads.yaml", "others.yaml", "compose.yaml"])
def test_a_part_of_any_shape_is_no_more_than_a_message(name: str) -> None:
    """Each part in turn gets some of the shapes, and different ones than the part before."""
    assert not _fault(_translated, islice(_hostile(name), 0, None, 6))


@pytest.mark.parametrize("name", ["workloads.yaml", "others.yaml", "compose.yaml"])
def test_values_are_found_for_parts_of_any_shape(name: str) -> None:
    """A sample of the same, to the values file."""

    def read(text: str) -> None:
        imported_text(text).text(compiled_chart().model)

    assert not _fault(read, islice(_hostile(name), 7, None, 901))


def _deployment(name: str, kind: str = "Deployment", **more: Any) -> dict[str, Any]:
    main = {"name": name, "image": f"acme/{name}:1", "ports": [{"containerPort": 8000}], **more}
    pod = {"metadata": {"labels": {"app": name}}, "spec": {"containers": [main]}}
    return {"kind": kind, "metadata": {"name": name}, "spec": {"template": pod}}


def _of(*manifests: dict[str, Any]) -> Import:
    return imported_text(yaml.safe_dump_all(manifests, sort_keys=False))


def test_a_part_that_is_not_valid_is_told_by_its_place() -> None:
    """What is right beside it stays; numbers become texts where texts are."""
    main: dict[str, Any] = {
        "args": ["--port", 8000],
        "env": {"A": "b"},
        "volumeMounts": [{"name": "d"}],
    }
    found = _of(_deployment("api", **main))
    place = "Deployment api: spec.template.spec.containers[0]"
    ending = "is not valid in Kubernetes and is left out; correct it"
    assert {f"{place}.env {ending}", f"{place}.volumeMounts[0] {ending}"} <= {
        *found.notes.not_carried
    }
    assert found.found.values["backend"]["args"] == ["--port", "8000"]


def test_a_selector_loses_no_part_only() -> None:
    """It would select more; so would a policy, which is left out as a whole."""
    peer = {"namespaceSelector": {"matchLabels": ["x"]}}
    spec: dict[str, Any] = {"podSelector": {}, "ingress": [{"from": [peer]}]}
    policy: dict[str, Any] = {"kind": "NetworkPolicy", "metadata": {"name": "p"}, "spec": spec}
    found = _of(_deployment("api"), policy)
    line = "NetworkPolicy p: spec is not valid in Kubernetes and is left out; correct it"
    assert line in found.notes.not_carried


def test_a_document_that_is_nested_too_deep_is_refused() -> None:
    """By the name of its file."""
    deep = "{a: " * 900 + "1" + "}" * 900
    with pytest.raises(SourceError, match=r"f\.yaml: is nested more than 100 levels deep"):
        imported_text(f"kind: Gadget\nmetadata: {{name: x}}\nspec: {deep}\n", "f.yaml")


def test_of_workloads_of_one_name_the_first_is_taken() -> None:
    """The others are told, also where each is in a namespace of its own."""
    first, second = _deployment("web"), _deployment("web", kind="StatefulSet")
    second["metadata"]["namespace"] = "b"
    found = _of(first, second)
    assert found.notes.not_carried[0] == (
        "StatefulSet web in b: has the name of another workload, Deployment web; rename one of them"
    )
    assert found.found.values["frontend"]["image"] == {"repository": "acme/web", "tag": "1"}


def test_of_services_of_compose_with_one_name_in_a_cluster_the_first_is_taken() -> None:
    """So it is with volumes."""
    service = {"image": "acme/a:1", "ports": ["80"], "volumes": ["my_data:/a", "my-data:/b"]}
    found = _of({"services": {"a_x": service, "a-x": {"image": "acme/b:1"}}})
    assert {
        "a-x: has the name of the service a_x in a cluster; rename one",
        "my-data: has the name of the volume my_data in a cluster; rename one",
    } <= {*found.notes.not_carried}


def test_an_account_of_a_services_name_is_not_taken_for_it() -> None:
    """A job finds the Deployment, also if a ServiceAccount with that name comes first."""
    account = {"kind": "ServiceAccount", "metadata": {"name": "app", "annotations": {"a": "b"}}}
    api = _deployment("api")
    api["spec"]["template"]["spec"]["serviceAccountName"] = "app"
    pod = {"containers": [{"name": "c", "image": "acme/api:1", "command": ["clean"]}]}
    spec = {"schedule": "0 3 * * *", "jobTemplate": {"spec": {"template": {"spec": pod}}}}
    job = {"kind": "CronJob", "metadata": {"name": "clean"}, "spec": spec}
    found = _of(account, api, job)
    assert found.found.values["cronJobs"]["clean"]["service"] == "backend"
