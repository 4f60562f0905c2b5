"""Names of releases: those that Helm refuses are refused."""

from __future__ import annotations

import subprocess

import pytest

from todo_k8s import Release
from todo_k8s.errors import ValuesError
from todo_k8s.testing.helm_programs import HELM

REFUSED = ["", "Todo", "to_do", "-todo", "todo-", "to..do", "todo.", "todo\n", "t" * 54]
ACCEPTED = ["t", "0", "my.todo-2", "t" * 53]


def helm_takes(name: str) -> bool:
    """Tell whether Helm takes a name for a release."""
    command = [str(HELM), "template", name, "chart-export"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


@pytest.mark.helm
@pytest.mark.parametrize("name", REFUSED, ids=repr)
def test_refuses_names_that_helm_refuses(name: str) -> None:
    """The message names the field."""
    assert not helm_takes(name)
    with pytest.raises(ValuesError, match=r"^release\.name: must be"):
        Release(name=name)


@pytest.mark.helm
@pytest.mark.parametrize("name", ACCEPTED, ids=repr)
def test_takes_names_that_helm_takes(name: str) -> None:
    """Of one character or 53, with dots or digits."""
    assert helm_takes(name)
    assert Release(name=name).name == name


NAMESPACES = ["", "Todo", "to_do", "-todo", "todo-", "to.do", "todo\n", "t" * 64]


@pytest.mark.parametrize("namespace", NAMESPACES, ids=repr)
def test_refuses_namespaces_that_kubernetes_refuses(namespace: str) -> None:
    """A namespace is a DNS label; both faults of a release are named at once."""
    with pytest.raises(ValuesError, match=r"^release\.namespace: must be"):
        Release(namespace=namespace)
    with pytest.raises(ValuesError) as caught:
        Release(name="T", namespace=namespace)
    assert [fault.partition(":")[0] for fault in caught.value.faults] == [
        "release.name",
        "release.namespace",
    ]


@pytest.mark.parametrize("namespace", ["t", "0", "my-todo-2", "t" * 63], ids=repr)
def test_takes_namespaces_that_kubernetes_takes(namespace: str) -> None:
    """Of one character or 63, with digits."""
    assert Release(namespace=namespace).namespace == namespace
