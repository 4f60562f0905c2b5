"""The package is cheap, and says what to install."""

from __future__ import annotations

import subprocess
import sys

import pytest

from todo_k8s.testing import manifests_yaml


def said(code: str) -> str:
    """Return what a program prints, errors included."""
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("missing", "name"),
    [("hypothesis", "values_of"), ("hypothesis", "assert_law"), ("syrupy", "ManifestSnapshot")],
)
def test_what_is_missing_is_said(missing: str, name: str) -> None:
    """And how to install it."""
    code = f"import sys; sys.modules[{missing!r}] = None; from todo_k8s.testing import {name}"
    wanted = f"todo_k8s.testing needs {missing}, which is not installed; run: pip install 'todo"
    assert wanted in said(code)


def test_package_imports_nothing_by_itself() -> None:
    """Neither what the extra brings nor cdk8s, which would start Node.js; values need neither."""
    names = '[name for name in ("hypothesis", "syrupy", "jsii") if name in sys.modules]'
    assert said(f"import sys, todo_k8s.testing; print({names})") == "[]\n"
    use = "from todo_k8s.testing import values_of; from todo_k8s.values import WorkloadValues"
    assert said(f"import sys; {use}; values_of(WorkloadValues); print({names})") == (
        "['hypothesis']\n"
    )


def test_manifests_as_yaml_are_in_one_order() -> None:
    """One document per object, keys as they come, whatever their order."""
    one = {"kind": "B", "metadata": {"name": "a"}, "a": "é"}
    other = {"kind": "A", "metadata": {"name": "b"}}
    text = manifests_yaml([one, other])
    assert text == "kind: A\nmetadata:\n  name: b\n---\nkind: B\nmetadata:\n  name: a\na: é\n"
    assert manifests_yaml([other, one]) == text
