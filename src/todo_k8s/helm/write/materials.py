"""The bill of materials of a chart: the images that it deploys, as CycloneDX reads them.

The same chart gives the same text: there is no time and no random number in it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from todo_k8s.helm.chart.release import Release
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.compiled.evaluation import evaluated
from todo_k8s.helm.folder.beside import write_beside
from todo_k8s.helm.plain.shapes import is_list, is_map

SUFFIX = ".cdx.json"
LICENSE = "artifacthub.io/license"
"""The annotation of Chart.yaml that names the license of a chart, by SPDX."""

_LIBRARY = __name__.partition(".")[0].replace("_", "-")
_IMAGE = re.compile(r"(?P<name>[^@]*?)(:(?P<tag>[^:/@]+))?(@(?P<digest>.+))?")
_SCHEMA = "http://cyclonedx.org/schema/bom-1.6.schema.json"

Json = dict[str, Any]


def bill_of_materials(
    chart: CompiledChart,
    archive: bytes | None = None,
    values: Mapping[str, Any] | None = None,
    release: Release | None = None,
) -> str:
    """Return the bill of materials of a chart as CycloneDX 1.6, in JSON.

    Args:
        chart: The compiled chart.
        archive: Its archive, whose digest is told.
        values: The values that decide which images it deploys; by default its own.
        release: The release to render for.

    Raises:
        ValuesError: If the chart refuses the values.

    References:
        https://cyclonedx.org/docs/1.6/json/
    """
    given = chart.model.from_mapping(dict(values or {}))
    manifests = evaluated(chart, given, release or Release())
    images = [_component(image) for image in sorted({*_images(manifests)})]
    root = _chart_component(chart, archive)
    library = {"type": "library", "name": _LIBRARY, "version": version(_LIBRARY)}
    bill: Json = {
        "$schema": _SCHEMA,
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"tools": {"components": [library]}, "component": root},
        "components": images,
        "dependencies": [
            {"ref": root["bom-ref"], "dependsOn": [image["bom-ref"] for image in images]},
            *({"ref": image["bom-ref"]} for image in images),
        ],
    }
    return f"{json.dumps(bill, indent=2)}\n"


def write_bill(chart: CompiledChart, archive: str | os.PathLike[str]) -> Path:
    """Write the bill of materials of a chart beside its archive: ``<archive>.cdx.json``.

    Args:
        chart: The compiled chart.
        archive: Its archive, as `todo_k8s.helm.package_chart` writes it.

    Returns:
        The path of the bill.

    Raises:
        ExportError: If it cannot be written, or something else is in its place.
        ValuesError: If the chart refuses its own values.
    """
    path = Path(archive)
    text = bill_of_materials(chart, path.read_bytes())
    return write_beside(path, SUFFIX, text.encode(), lambda data: _is_bill_of(chart, data))


def _is_bill_of(chart: CompiledChart, data: bytes) -> bool:
    try:
        name: object = json.loads(data)["metadata"]["component"]["name"]
    except (ValueError, LookupError, TypeError):
        return False
    return name == chart.metadata.name


def _chart_component(chart: CompiledChart, archive: bytes | None) -> Json:
    metadata = chart.metadata
    found: Json = {
        "type": "application",
        "bom-ref": f"chart:{metadata.name}@{metadata.version}",
        "name": metadata.name,
        "version": metadata.version,
        "description": metadata.description,
    }
    if archive is not None:
        digest = hashlib.sha256(archive).hexdigest()
        found["hashes"] = [{"alg": "SHA-256", "content": digest}]
    if name := metadata.annotations.get(LICENSE):
        found["licenses"] = [{"expression": name}]
    if metadata.home:
        found["externalReferences"] = [{"type": "website", "url": metadata.home}]
    return found


def _images(content: Any) -> Iterator[str]:
    """Yield the images of all containers in manifests, also in objects of an operator's own."""
    parts = [content]
    while parts:
        part = parts.pop()
        if is_map(part):
            for key in ("containers", "initContainers"):
                containers = part.get(key)
                for each in containers if is_list(containers) else []:
                    if is_map(each) and isinstance(each.get("image"), str):
                        yield each["image"]
            parts += part.values()
        elif is_list(part):
            parts += part


def _component(image: str) -> Json:
    """Return an image as a component, with its package URL."""
    found = _IMAGE.fullmatch(image)
    name, tag, digest = found.group("name", "tag", "digest") if found else (image, None, None)
    short = name.rpartition("/")[2]
    version_of = "" if digest is None else f"@{quote(digest, safe='')}"
    qualifiers = f"repository_url={quote(name, safe='/.')}" + (f"&tag={tag}" if tag else "")
    component = {
        "type": "container",
        "bom-ref": f"image:{image}",
        "name": name,
        "version": tag or digest or "latest",
        "purl": f"pkg:oci/{quote(short.lower())}{version_of}?{qualifiers}",
    }
    if digest is not None and digest.startswith("sha256:"):
        component["hashes"] = [{"alg": "SHA-256", "content": digest.removeprefix("sha256:")}]
    return component
