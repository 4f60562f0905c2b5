"""A values file of an older version is rewritten: its old keys only, and nothing of it is told."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from textwrap import dedent
from typing import Any, ClassVar

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cases.files import ACCEPTED
from todo_k8s import TodoChatbotValues
from todo_k8s.errors import ValuesError
from todo_k8s.helm.model import ChartValues
from todo_k8s.helm.reading import read_values
from todo_k8s.migrating import migrated


class Disk(ChartValues):
    """A disk."""

    _renamed: ClassVar[Mapping[str, str]] = {"gigabytes": "size", "kind": ".storage.kind"}

    size: int = 1
    """Its size."""


class Worker(ChartValues):
    """A worker."""

    _renamed: ClassVar[Mapping[str, str]] = {"cmd": "run.command"}
    _removed: ClassVar[Mapping[str, str]] = {"legacy": "nothing reads it"}

    disk: Disk = Disk()
    """Its disk."""
    disks: list[Disk] = []
    """More disks."""


class Storage(ChartValues):
    """The storage."""

    kind: str = ""
    """Its kind."""


class Values(ChartValues):
    """Values of which much was called otherwise."""

    _renamed: ClassVar[Mapping[str, str]] = {"store": "storage"}

    workers: dict[str, Worker] = {}
    """The workers, by name."""
    worker: Worker = Worker()
    """One of them."""
    storage: Storage = Storage()
    """The storage."""


REWRITTEN: dict[str, tuple[str, str | None, list[str]]] = {
    "renamed in its place": (
        "# top\nworker:\n  disk:\n    gigabytes:  3   # enough\n",
        "# top\nworker:\n  disk:\n    size:  3   # enough\n",
        ["worker.disk.gigabytes: renamed to worker.disk.size"],
    ),
    "renamed in flow style and quotes": (
        """worker: {"disk": {'gigabytes': 3}}\n""",
        """worker: {"disk": {size: 3}}\n""",
        ["worker.disk.gigabytes: renamed to worker.disk.size"],
    ),
    "a section": (
        "store:\n  # the kind\n  kind: ssd\n",
        "storage:\n  # the kind\n  kind: ssd\n",
        ["store: renamed to storage"],
    ),
    "in the entries of a map and of a list": (
        "workers:\n  a:\n    disks:\n    - gigabytes: 1\n    - gigabytes: 2\n",
        "workers:\n  a:\n    disks:\n    - size: 1\n    - size: 2\n",
        [
            "workers.a.disks[0].gigabytes: renamed to workers.a.disks[0].size",
            "workers.a.disks[1].gigabytes: renamed to workers.a.disks[1].size",
        ],
    ),
    "moved to a section that is not there": (
        "worker:\n  disk:\n    # how fast\n    kind: ssd  # very\n    size: 1\n",
        "worker:\n  disk:\n    size: 1\nstorage:\n  # how fast\n  kind: ssd  # very\n",
        ["worker.disk.kind: moved to storage.kind"],
    ),
    "moved out of a section that is empty then": (
        "worker:\n  disk:\n    kind: ssd",
        "storage:\n  kind: ssd\n",
        ["worker.disk.kind: moved to storage.kind"],
    ),
    "moved out of all that there is, but for comments": (
        "# first\nworker:\n  disk:\n    kind: ssd\n# end",
        "# first\n# end\nstorage:\n  kind: ssd\n",
        ["worker.disk.kind: moved to storage.kind"],
    ),
    "moved out of all that there is, in flow style": (
        "{worker: {disk: {kind: ssd}}}  # all\n",
        "{storage: {kind: ssd}}  # all\n",
        ["worker.disk.kind: moved to storage.kind"],
    ),
    "moved out of an item that is empty then": (
        "worker:\n  disks:\n    - kind: ssd\n    - {kind: ssd}\n",
        "worker:\n  disks:\n    - {}\n    - {}\nstorage:\n  kind: ssd\n",
        [
            "worker.disks[0].kind: moved to storage.kind",
            "worker.disks[1].kind: moved to storage.kind",
        ],
    ),
    "written on Windows": (
        "worker:\r\n  disk:\r\n    kind: ssd\r\n    size: 1\r\n",
        "worker:\r\n  disk:\r\n    size: 1\r\nstorage:\r\n  kind: ssd\r\n",
        ["worker.disk.kind: moved to storage.kind"],
    ),
    "below a byte order mark": (
        "\ufeffstore:\r\n  kind: ssd\r\n",
        "\ufeffstorage:\r\n  kind: ssd\r\n",
        ["store: renamed to storage"],
    ),
    "moved below a byte order mark": (
        "\ufeffworker: {disk: {kind: ssd}}\n",
        "\ufeffstorage:\n  kind: ssd\n",
        ["worker.disk.kind: moved to storage.kind"],
    ),
    "moved below a new section": (
        "worker:\n  cmd:\n  - run\n  - it\n  disk: {}\n",
        "worker:\n  disk: {}\n  run:\n    command:\n    - run\n    - it\n",
        ["worker.cmd: moved to worker.run.command"],
    ),
    "moved with a text of several lines": (
        "worker:\n    cmd: |\n        a\n          b\n\n    disk: {}\n",
        "worker:\n\n    disk: {}\n    run:\n      command: |\n          a\n            b\n",
        ["worker.cmd: moved to worker.run.command"],
    ),
    "moved within flow style": (
        "worker: {cmd: [a, b], disk: {}}\n",
        "worker: {run: {command: [a, b]}, disk: {}}\n",
        ["worker.cmd: moved to worker.run.command"],
    ),
    "moved out of a list's item": (
        "worker:\n  disks:\n    - kind: ssd\n      size: 1\n    - size: 2\n",
        "worker:\n  disks:\n    - size: 1\n    - size: 2\nstorage:\n  kind: ssd\n",
        ["worker.disks[0].kind: moved to storage.kind"],
    ),
    "moved where the same value is": (
        "worker: {disk: {kind: ssd}}\nstorage: {kind: ssd}\n",
        "storage: {kind: ssd}\n",
        ["worker.disk.kind: moved to storage.kind"],
    ),
    "removed": (
        "worker:\n  legacy: yes\n  disk: {size: 1}\n",
        "worker:\n  disk: {size: 1}\n",
        ["worker.legacy: removed; nothing reads it"],
    ),
    "nothing to do": ("worker: {disk: {size:   1}}  # as is", None, []),
    "values that the model refuses": ("worker: {disk: {size: [1]}}\n", None, []),
}


@pytest.mark.parametrize("name", REWRITTEN)
def test_old_keys_are_rewritten(name: str) -> None:
    """An old key goes where it is now, and every other character stays."""
    before, after, changes = REWRITTEN[name]
    found = migrated(before, Values)
    assert found.text == (before if after is None else after)
    assert list(found.changes) == changes


@pytest.mark.parametrize("name", REWRITTEN)
def test_a_second_time_changes_nothing(name: str) -> None:
    """What is rewritten has no old keys any more."""
    once = migrated(REWRITTEN[name][0], Values).text
    again = migrated(once, Values)
    assert (again.text, again.changes) == (once, ())


REFUSED = {
    "both are set": (
        "worker: {disk: {kind: hidden1}}\nstorage: {kind: hidden2}\n",
        "line 1, column 17: worker.disk.kind is now storage.kind, which is set too; remove one",
    ),
    "another key refers to it": (
        "worker:\n  disk:\n    kind: &kind hidden1\n    size: 1\nextra: *kind\n",
        "line 3, column 5: worker.disk.kind is now storage.kind, but other keys depend on how it",
    ),
    "it comes from a merge": (
        "base: &base {gigabytes: 7}\nworker: {disk: {<<: *base}}\n",
        "but other keys depend on how it is written; move it by hand",
    ),
    "its section is null": (
        "storage: null\nworker: {disk: {kind: hidden1}}\n",
        "line 2, column 17: worker.disk.kind is now storage.kind, but a key above that is not",
    ),
    "it is no YAML": ("worker: {hidden1\n", "values: is not YAML that Helm reads (line"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_moved_is_refused(name: str) -> None:
    """A rewriting that could change something else is left to its author, with the place."""
    text, message = REFUSED[name]
    with pytest.raises(ValuesError) as raised:
        migrated(text, Values)
    assert message in str(raised.value)
    assert "hidden" not in f"{raised.value!r}{raised.value}{raised.value.__context__}"


def test_changes_show_no_value() -> None:
    """The lines of a migration can be printed, whatever was in the file."""
    found = migrated("ai: {secretKey: Kq7Vx2LmKq7Vx2Lm}\n", TodoChatbotValues)
    assert found.changes == ("ai.secretKey: renamed to ai.keyName",)


def test_keys_of_the_chart_are_rewritten() -> None:
    """The old names of todo-chatbot's values are known, and the new file is accepted."""
    old = dedent("""\
        # our database
        database:
          # one pool in the frontend
          frontendConnections: 4
          maxConnections: 200
        ai:
          secretKey: OUR_KEY
        frontend:
          replicaCount: 1  # for now
        """)
    found = migrated(old, TodoChatbotValues)
    assert found.text == dedent("""\
        # our database
        database:
          maxConnections: 200
        ai:
          keyName: OUR_KEY
        frontend:
          replicaCount: 1  # for now
          # one pool in the frontend
          databaseConnections: 4
        """)
    TodoChatbotValues.from_mapping(read_values(found.text))


BACK = {  # what the old name of a key of todo-chatbot was
    ("ai", "keyName"): ("ai", "secretKey"),
    ("frontend", "databaseConnections"): ("database", "frontendConnections"),
}


def as_before(values: dict[str, Any], key_name: str, connections: int) -> dict[str, Any]:
    """Return values with these two settings, under the old names of their keys."""
    found: dict[str, Any] = {**values}
    for (section, new), (old_section, old) in BACK.items():
        value = key_name if old == "secretKey" else connections
        kept: dict[str, Any] = {**(found.get(section) or {})}
        kept.pop(new, None)
        found[section] = kept
        found[old_section] = {**(found.get(old_section) or {}), old: value}
    return found


@settings(deadline=None)  # a large file takes a while
@given(
    case=st.sampled_from(sorted(ACCEPTED)),
    flow=st.sampled_from([True, False, None]),
    indent=st.integers(2, 6),
    key_name=st.from_regex("[A-Z]{1,5}", fullmatch=True),
    connections=st.integers(0, 9),
)
def test_any_values_file_keeps_its_values(
    case: str, flow: bool | None, indent: int, key_name: str, connections: int
) -> None:
    """However a file is laid out, its values are the same under their new keys."""
    values = ACCEPTED[case].values
    old = as_before(values, key_name, connections)
    text = yaml.safe_dump(old, default_flow_style=flow, indent=indent, sort_keys=False)
    wanted: dict[str, Any] = {**values, "ai": {**(values.get("ai") or {}), "keyName": key_name}}
    frontend: dict[str, Any] = wanted.get("frontend") or {}
    wanted["frontend"] = {**frontend, "databaseConnections": connections}
    found = rewritten(text)
    if found is None:
        assert flow is None  # innermost maps are in flow style, and no others go into them
        return
    assert without_empty(read_values(found)) == without_empty(read_values(yaml.safe_dump(wanted)))


def rewritten(text: str) -> str | None:
    """Return what a text becomes, or nothing if it is left to its author."""
    with suppress(ValuesError):
        return migrated(text, TodoChatbotValues).text
    return None


def without_empty(values: dict[str, Any]) -> dict[str, Any]:
    """Return values without empty sections at the top."""
    return {key: value for key, value in values.items() if value != {}}
