"""The values files in ``accepted/`` and ``refused/``: what todo-chatbot must deploy, or refuse.

To add a case, drop a file into one of the two folders; its name says what it tries. A
counter-example found by `nox -s law` is kept in the same way. Comments at the top of a file say
the rest, each on a line of its own:

- ``# Why``: one sentence, on the first line.
- ``# names: backend.port``: in ``refused/``, a field that all three ways of rendering must name.
- ``# release: my.todo``, ``# namespace: other``: where it is installed; else ``todo`` in ``todo``.
- ``# flag: --set=backend.replicaCount=3``: a flag of Helm. The last document of the file then says
  in YAML what the flags say, for the ways of rendering that have no flags.
- ``# not for Kubernetes: NetworkPolicy``: a kind whose object is right for Helm, but has content
  of the operator's that Kubernetes refuses.
- ``# not before Kubernetes 1.31: Deployment``: a kind whose object has fields that came
  with that version.
- ``# not by Helm 3.17: …``: why that version renders what must be refused, or names no field.

A file of several documents stands for several files, ``-f first.yaml -f second.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from todo_k8s import Release
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.helm.reading import merge_mappings, read_values

FOLDER = Path(__file__).parent
_SETTINGS = (
    *("names", "release", "namespace", "flag"),
    *("not for Kubernetes", r"not before Kubernetes 1\.\d+", "not by Helm 3.17"),
)
_SETTING = re.compile(rf"^# ({'|'.join(_SETTINGS)}): (.*)$", re.MULTILINE)
_NEWER = "not before Kubernetes 1."
_BETWEEN = re.compile(r"^---\n", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """One values file; see the module.

    Args:
        path: The file.
        documents: The texts of the files it stands for.
        settings: What its comments say, by name.
    """

    path: Path
    documents: tuple[str, ...]
    settings: dict[str, list[str]]

    @cached_property
    def values(self) -> dict[str, Any]:
        """The values of all documents, each laid over those before."""
        return merge_mappings(*map(read_values, self.documents))

    @property
    def release(self) -> Release:
        """The release to render for."""
        (name,) = self.settings.get("release", ["todo"])
        (namespace,) = self.settings.get("namespace", ["todo"])
        return Release(name=name, namespace=namespace)

    @property
    def flags(self) -> list[str]:
        """The flags in place of the last document."""
        return self.settings.get("flag", [])

    @property
    def names(self) -> set[str]:
        """The fields to name, with list items as ``a.0.b``."""
        return {dotted(field) for field in self.settings.get("names", [])}

    @property
    def helm_3_17_differs(self) -> bool:
        """Whether Helm 3.17 cannot see what is wrong, or say where."""
        return "not by Helm 3.17" in self.settings

    def not_for_kubernetes(self, minor: int) -> set[str]:
        """Return the kinds whose objects Kubernetes 1.`minor` refuses."""
        found = set(self.settings.get("not for Kubernetes", []))
        for name, kinds in self.settings.items():
            if name.startswith(_NEWER) and minor < int(name.removeprefix(_NEWER)):
                found.update(kinds)
        return found

    def arguments(self, folder: Path) -> list[str]:
        """Return the arguments of Helm, with the documents as files in `folder`."""
        if len(self.documents) == 1 and not self.flags:
            return [f"--values={self.path}"]  # what Helm reads is the very file
        given = self.documents[:-1] if self.flags else self.documents
        files = [folder / f"{number}.yaml" for number in range(len(given))]
        for file, document in zip(files, given, strict=True):
            file.write_text(document, encoding="utf-8")
        return [*(f"--values={file}" for file in files), *self.flags]


def dotted(field: str) -> str:
    """Return a field's path with list items as ``a.0.b``, not ``a[0].b``; no key, no dot."""
    return re.sub(r"\[(\d+)\]", r".\1", field).rstrip(".")


def read_case(path: Path) -> Case:
    """Read a values file and the comments at its top."""
    text = path.read_text(encoding="utf-8")
    settings: dict[str, list[str]] = {}
    for name, value in _SETTING.findall(text):
        settings.setdefault(name, []).append(value)
    return Case(path, tuple(_BETWEEN.split(text)), settings)


@cache
def cases(folder: str) -> dict[str, Case]:
    """Return the cases of a folder by name."""
    return {path.stem: read_case(path) for path in sorted((FOLDER / folder).glob("*.yaml"))}


ACCEPTED = cases("accepted")
REFUSED = cases("refused")


@dataclass(frozen=True)
class Further:
    """A case in which a further service is given what the backend, or the frontend, was given.

    Args:
        path: The file of the case, with another stem.
        values: The values.
        release: The release to render for.
    """

    path: Path
    values: dict[str, Any]
    release: Release


PRESETS = {"backend": "uvicorn", "frontend": "nextjs"}
_OUTSIDE = {"type", "nodePort", "loadBalancerSourceRanges"}


def as_further_services(case: Case) -> Iterator[Further]:
    """Yield the case for a further service; with the main service's preset, and with none."""
    for main in PRESETS.keys() & case.values.keys():
        given = case.values[main]
        if not is_map(given):
            continue
        others = {key: value for key, value in case.values.items() if key not in PRESETS}
        for preset in (PRESETS[main], "none"):
            service = {"preset": preset, **_for_further(given)}
            services: dict[str, Any] = {**(case.values.get("services") or {}), "like-it": service}
            stem = f"{case.path.stem}-{main}-{preset}"
            yield Further(case.path.with_stem(stem), {**others, "services": services}, case.release)


def _for_further(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the backend or the frontend is given, as a further service takes it."""
    image, service = given.get("image"), given.get("service")
    found = {key: value for key, value in given.items() if key != "backendUrlEnv"}
    found["image"] = {"repository": "like-it", **(image if is_map(image) else {})}
    if is_map(service):
        found["service"] = {key: item for key, item in service.items() if key not in _OUTSIDE}
    return found
