"""Names of releases: those that Helm refuses are refused."""

from __future__ import annotations

import subprocess

import pytest

from tests.examples.rendering import HELM
from todo_k8s import Release
from todo_k8s.errors import ValuesError

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
