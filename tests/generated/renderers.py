"""The ways of rendering that must agree, and what each says of values that it refuses."""

from __future__ import annotations

import ast
import functools
import io
import itertools
import json
import re
import tarfile
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import helm_python

from tests.reading.kubernetes import documents
from todo_k8s import Release, TodoChatbot
from todo_k8s.errors import ValuesError, printable
from todo_k8s.helm import HelmChart, render
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.compiled.compiler import compile_chart
from todo_k8s.helm.compiled.evaluation import Evaluation


class Verdict(NamedTuple):
    """What came of rendering: manifests as sorted canonical JSON, or the paths of what is wrong."""

    manifests: list[str] | None
    refused: frozenset[str] = frozenset()
    message: str = ""


Renderer = Callable[[dict[str, Any], Release], Verdict]


def canonical(manifests: Iterable[Any]) -> list[str]:
    """Return manifests as sorted JSON texts, in which 1000000 is not 1e+06.

    Kubernetes takes the latter for no whole number.
    """
    return sorted(json.dumps(manifest, sort_keys=True) for manifest in manifests)


@functools.lru_cache(maxsize=4096)
def canonical_text(text: str) -> list[str]:
    """Return the manifests in what Helm prints; most values give most of the texts again."""
    return canonical(documents(text))


def by_python(
    values: dict[str, Any], release: Release, chart: type[HelmChart] = TodoChatbot
) -> Verdict:
    """Render with the typed constructs."""
    try:
        return Verdict(canonical(render(chart, values, release)))
    except ValuesError as error:
        paths = frozenset(map(comparable, error.faults))
        return Verdict(None, paths, str(error))


@functools.cache
def _compiled(chart: type[HelmChart]) -> CompiledChart:
    return compile_chart(chart)


def by_evaluation(
    values: dict[str, Any], release: Release, chart: type[HelmChart] = TodoChatbot
) -> Verdict:
    """Render valid values by evaluating the compiled chart, without constructs and Helm."""
    compiled = _compiled(chart)
    evaluation = Evaluation(compiled, compiled.model.from_mapping(values), release)
    if faults := evaluation.faults():
        return Verdict(None, frozenset(map(comparable, faults)), "\n".join(faults))
    return Verdict(canonical(evaluation.manifests()))


def without_schema(files: Mapping[str, str]) -> dict[str, str]:
    """Return a chart's files but for the schema, as with --skip-schema-validation."""
    return {name: text for name, text in files.items() if name != "values.schema.json"}


def packed(name: str, files: Mapping[str, str]) -> bytes:
    """Return an archive that Helm can load, 40 times as fast as one that is the same everywhere."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w:gz", compresslevel=1) as tar:
        for path, text in files.items():
            data = text.encode()
            entry = tarfile.TarInfo(f"{name}/{path}")
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    return archive.getvalue()


def loaded(files: Mapping[str, str], name: str = TodoChatbot.metadata.name) -> helm_python.Chart:
    """Return a chart of these files, to be rendered by Helm 4."""
    return helm_python.Chart.load_archive(packed(name, files))


def by_helm_4(chart: helm_python.Chart) -> Renderer:
    """Return a renderer with Helm 4, in this process."""

    def run(values: dict[str, Any], release: Release) -> Verdict:
        try:
            files = chart.render(values, name=release.name, namespace=release.namespace)
        except helm_python.HelmError as error:
            paths = frozenset(map(comparable, refused_paths(str(error))))
            return Verdict(None, paths, str(error))
        texts = [text for name, text in files.items() if not name.endswith("NOTES.txt")]
        return Verdict(sorted(itertools.chain.from_iterable(map(canonical_text, texts))))

    return run


_QUOTED = r"'(?:[^'\\]|\\.)*'"
_AT = re.compile(rf"at (?P<at>{_QUOTED}): (?P<rest>.*)")
_ENDING = re.compile(r"(?P<slashes>\\+)'(?=, '| not allowed)")
_RULE = re.compile(r"^(?P<path>[A-Za-z][^\s:]*): ", re.MULTILINE)


def refused_paths(message: str) -> set[str]:
    """Return the fields that a message of Helm 4 names, written as Python writes them."""
    found: set[str] = set()
    for match in _AT.finditer(message):
        path, rest = _dotted(ast.literal_eval(match["at"])), match["rest"]
        names = re.findall(_QUOTED, _ENDING.sub(_escaped, rest)) if "propert" in rest else []
        keys = (ast.literal_eval(name) for name in names)  # Go escapes as Python does
        found |= {f"{path}.{key}".removeprefix(".") for key in keys} or {path}
    return found or {match["path"] for match in _RULE.finditer(message)}


def _escaped(ending: re.Match[str]) -> str:
    """Put back the backslash that Helm 4 drops where a key ends with one."""
    slashes = ending["slashes"]
    return f"{slashes}{slashes[: len(slashes) % 2]}'"


def _dotted(pointer: str) -> str:
    parts = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    return ".".join(parts)


def comparable(path: str) -> str:
    """Return a path as both tell it: a list's item is like a key, no colon ends a key, escaped."""
    return printable(re.sub(r"\[(\d+)\]", r".\1", path).partition(": ")[0])
