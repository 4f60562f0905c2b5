"""Files of a chart beside what is compiled: CustomResourceDefinitions, and an author's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, cast

from todo_k8s.errors import ValuesError
from todo_k8s.helm.fields.free_form import copied, json_faults
from todo_k8s.helm.folder.ownership import FIXED, is_further
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.plain.yaml_text import yaml_text
from todo_k8s.helm.reading import read_document

_CRD_NAME = re.compile(r"[a-z]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+")
_FOLDERS = {"charts": "are Helm's", "crds": "are said by crds", "templates": "come from constructs"}
"""Folders in which no file of an author's own can be, and why."""
_HELMS = ("chart.lock", "requirements.yaml", "requirements.lock")
"""Files that Helm reads or writes itself, in lower case."""


def crd_files(crds: Sequence[str | Mapping[str, Any]]) -> dict[str, str]:
    """Return the files of CustomResourceDefinitions: path within the chart → text.

    Raises:
        ValuesError: If one is none.
    """
    read = [_read(crd, f"metadata.crds[{number}]") for number, crd in enumerate(crds)]
    return {f"crds/{crd['metadata']['name']}.yaml": yaml_text(crd) for crd in read}


def crd_faults(crds: Any) -> Iterator[str]:
    """Yield what is wrong with CustomResourceDefinitions, one line each."""
    if not isinstance(crds, list | tuple):
        yield "metadata.crds: must be a list of texts or maps, one for each definition"
        return
    names: set[str] = set()
    for number, crd in enumerate(cast("Sequence[Any]", crds)):
        where = f"metadata.crds[{number}]"
        try:
            name = _read(crd, where)["metadata"]["name"]
        except ValuesError as error:
            yield from error.faults
            continue
        if name in names:
            yield f"{where}.metadata.name: {name} is there already; remove one of them"
        names.add(name)


def _read(crd: Any, where: str) -> dict[str, Any]:
    """Return a definition as plain data."""
    if isinstance(crd, str):
        read = read_document(crd, where).values
    elif isinstance(crd, Mapping):
        read = {**cast("Mapping[str, Any]", crd)}
    else:
        raise ValuesError(f"{where}: must be YAML text, or a map")
    if faults := [f"{where}{path}: {what}" for path, what in json_faults(read)]:
        raise ValuesError(*faults)
    if faults := [f"{where}.{fault}" for fault in _crd_faults(read)]:
        raise ValuesError(*faults)
    made: dict[str, Any] = copied(read)
    return made


def _crd_faults(crd: dict[str, Any]) -> Iterator[str]:
    if crd.get("apiVersion") != "apiextensions.k8s.io/v1":
        yield "apiVersion: must be apiextensions.k8s.io/v1"
    if crd.get("kind") != "CustomResourceDefinition":
        yield "kind: must be CustomResourceDefinition; other objects are a chart's constructs"
    spec = _map(crd, "spec")
    wanted = f"{_map(spec, 'names').get('plural')}.{spec.get('group')}"
    if not _CRD_NAME.fullmatch(wanted):
        yield "spec: must have names.plural and group, both of a-z, 0-9, '-' and '.'"
    elif _map(crd, "metadata").get("name") != wanted:
        yield f"metadata.name: must be {wanted}, from spec.names.plural and spec.group"
    versions = spec.get("versions")
    if not is_list(versions) or not versions or not all(map(is_map, versions)):
        yield "spec.versions: must be a list of versions, not empty"


def _map(parent: dict[str, Any], key: str) -> dict[str, Any]:
    found = parent.get(key)
    return found if is_map(found) else {}


def file_faults(files: Any) -> Iterator[str]:
    """Yield what is wrong with the further files of a chart, one line each."""
    if not isinstance(files, Mapping):
        yield "metadata.files: must be a map of paths to texts"
        return
    found = cast("dict[Any, Any]", files)
    taken = {path.casefold() for path in FIXED}
    for path, text in found.items():
        where = f"metadata.files[{path!r:.80}]"
        if (fault := _path_fault(path, taken)) is not None:
            yield f"{where}: {fault}"
            continue
        taken.add(path.casefold())
        if not isinstance(text, str) or not _is_unicode(text):
            yield f"{where}: must be text; put a file of bytes into the folder yourself"


def _path_fault(path: Any, taken: set[str]) -> str | None:
    """Return why a chart cannot have a file of its author at a path; `taken` are its others."""
    if not isinstance(path, str):
        return "a path must be text"
    folded, top = path.casefold(), path.partition("/")[0].casefold()
    if top in _FOLDERS:
        return f"files in {top}/ {_FOLDERS[top]}; choose another folder"
    if folded in _HELMS:
        return "Helm has such a file for itself; choose another name"
    if not is_further(path):
        return (
            "is no path within a chart: names of letters, digits, '.', '_', '+' and '-', from a "
            "letter or digit on, with / between them"
        )
    parents = {parent.as_posix() for parent in PurePosixPath(folded).parents}
    if folded in taken or parents & taken or _is_above(folded, taken):
        return "the chart has a file of that name, or of a folder in it; choose another name"
    return None


def _is_above(path: str, taken: set[str]) -> bool:
    return any(each.startswith(f"{path}/") for each in taken)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
