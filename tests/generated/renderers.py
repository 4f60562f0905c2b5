"""The ways of rendering that must agree, and what each says of values that it refuses."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

import helm_python
import yaml

from todo_k8s import Release, TodoChatbot
from todo_k8s.errors import ValuesError
from todo_k8s.helm import HelmChart, render
from todo_k8s.helm.shapes import is_list, is_map
from todo_k8s.helm.values_file import HelmLoader


class Verdict(NamedTuple):
    """What came of rendering: manifests as sorted canonical JSON, or the paths of what is wrong."""

    manifests: list[str] | None
    refused: frozenset[str] = frozenset()
    message: str = ""


Renderer = Callable[[dict[str, Any], Release], Verdict]


class _Reader(yaml.CSafeLoader):
    """Reads what Helm prints as Kubernetes reads it, fast."""


_Reader.yaml_implicit_resolvers = HelmLoader.yaml_implicit_resolvers
for _tag in ("int", "float", "merge"):
    _key = f"tag:yaml.org,2002:{_tag}"
    _Reader.add_constructor(
        _key, HelmLoader.yaml_constructors.get(_key, yaml.SafeLoader.construct_scalar)
    )


def canonical(manifests: list[Any]) -> list[str]:
    """Return manifests as sorted JSON texts in which 1.0 is 1."""
    return sorted(json.dumps(_plain(manifest), sort_keys=True) for manifest in manifests)


def _plain(value: Any) -> Any:
    if is_map(value):
        return {key: _plain(item) for key, item in value.items()}
    if is_list(value):
        return [_plain(item) for item in value]
    whole = isinstance(value, float) and value.is_integer()
    return int(value) if whole else value


def by_python(
    values: dict[str, Any], release: Release, chart: type[HelmChart] = TodoChatbot
) -> Verdict:
    """Render with the typed constructs."""
    try:
        return Verdict(canonical(render(chart, values, release)))
    except ValuesError as error:
        paths = frozenset(_shown(fault.partition(": ")[0]) for fault in error.faults)
        return Verdict(None, paths, str(error))


def by_helm_4(chart: helm_python.Chart) -> Renderer:
    """Return a renderer with Helm 4, in this process."""

    def run(values: dict[str, Any], release: Release) -> Verdict:
        try:
            files = chart.render(values, name=release.name, namespace=release.namespace)
        except helm_python.HelmError as error:
            paths = frozenset(map(_shown, refused_paths(str(error))))
            return Verdict(None, paths, str(error))
        texts = [text for name, text in files.items() if not name.endswith("NOTES.txt")]
        manifests = [
            manifest
            for text in texts
            for manifest in yaml.load_all(text, Loader=_Reader)
            if manifest
        ]
        return Verdict(canonical(manifests))

    return run


_AT = re.compile(r"at '(?P<at>[^']*)': (?P<rest>.*)")
_NAMES = re.compile(r"'([^']*)'")
_RULE = re.compile(r"^(?P<path>[A-Za-z][^\s:]*): ", re.MULTILINE)


def refused_paths(message: str) -> set[str]:
    """Return the fields that a message of Helm 4 names, written as Python writes them."""
    found: set[str] = set()
    for match in _AT.finditer(message):
        path, rest = _dotted(match["at"]), match["rest"]
        named = _NAMES.findall(rest) if "propert" in rest else []
        found |= {f"{path}.{name}".removeprefix(".") for name in named} or {path}
    return found or {match["path"] for match in _RULE.finditer(message)}


def _dotted(pointer: str) -> str:
    parts = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    text = "".join(f"[{part}]" if part.isdigit() else f".{part}" for part in parts)
    return text.removeprefix(".")


_ESCAPED = re.compile(r"\\(u[0-9a-f]{4}|U[0-9a-f]{8}|x[0-9a-f]{2}|.)|[^ -~]")


def _shown(path: str) -> str:
    """Return a path with a ``?`` for each character that Helm's messages may escape."""
    return _ESCAPED.sub("?", path)
