"""Values files and flags over one another, and where each value comes from."""

from __future__ import annotations

from todo_k8s.helm.reading import read_document
from todo_k8s.helm.reading.layers import Layers, layers_of

BASE = """\
backend:
  replicaCount: 2
  env: {A: x, "b.c": w}
list: [1, 2]
"""
PROD = """\
backend:
  replicaCount: 3
  env:
    A: z
list:
  - 7
"""


def layers() -> Layers:
    """Return two files and two flags."""
    files = [read_document(BASE, "base.yaml"), read_document(PROD, "prod.yaml")]
    return layers_of(files, {"--set": ["backend.port=1,list[0]=8"], "--set-string": ["tag=7"]})


def shown(*steps: str | int) -> list[str]:
    """Return where a value is given, as it is printed."""
    return list(map(str, layers().origins(steps)))


def test_files_come_first_then_flags() -> None:
    """The last one counts; a flag changes one item of a list, a file all of it."""
    assert layers().values == {
        "backend": {"replicaCount": 3, "env": {"A": "z", "b.c": "w"}, "port": 1},
        "list": [8],
        "tag": "7",
    }


def test_origins_are_in_order() -> None:
    """What is overridden comes first, what counts last."""
    assert shown("backend", "replicaCount") == ["base.yaml:2:17", "prod.yaml:2:17"]
    assert shown("backend", "env", "A") == ["base.yaml:3:12", "prod.yaml:4:8"]
    assert shown("backend", "port") == ["--set backend.port"]
    assert shown("tag") == ["--set-string tag"]
    assert shown("list", 0) == ["base.yaml:4:8", "prod.yaml:6:5", "--set list[0]"]


def test_what_a_list_replaces_is_gone() -> None:
    """A list of a later file has no item of an earlier one."""
    assert shown("list", 1) == []
    assert shown("nothing") == []


def test_path_is_read_by_the_keys_that_there_are() -> None:
    """A key may hold dots; what is said of it follows."""
    steps, origins = layers().nearest("backend.env.b.c: must be a string")
    assert steps == ("backend", "env", "b.c")
    assert list(map(str, origins)) == ["base.yaml:3:22"]
    assert layers().nearest("backend.image.tag: must be set")[0] == ("backend",)
    assert layers().nearest("nothing: unknown key") == ((), [])
