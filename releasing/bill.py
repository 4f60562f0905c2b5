"""The bill of materials of the library: what the wheel needs, by the lock, with licenses."""

from __future__ import annotations

import json
import subprocess
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ALLOWED = {
    *("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "PSF-2.0", "Python-2.0"),
    *("MIT OR Apache-2.0", "Apache-2.0 OR BSD-2-Clause", "Apache-2.0 OR BSD-3-Clause"),
    "MPL-2.0",  # binds changes of its own files only
}
"""Licenses that let anyone use, change and pass on the library with what it needs."""

_EXPORT = ("uv", "export", "--frozen", "--offline", "--no-default-groups", "--format=cyclonedx1.5")
_PREVIEW = "--preview-features=sbom-export"
_OF_WORDS = {
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Python Software Foundation License": "PSF-2.0",
    "ISC License (ISCL)": "ISC",
}
"""What packages without a license expression write, and what it is by SPDX."""


def library_bill(root: Path, version: str) -> str:
    """Return the bill of materials of the library as CycloneDX 1.5, the same for the same lock.

    Args:
        root: The project's folder.
        version: Its version.

    References:
        https://cyclonedx.org/docs/1.5/json/
    """
    command = [*_EXPORT, _PREVIEW, f"--project={root}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    bill: dict[str, Any] = json.loads(done.stdout)
    del bill["serialNumber"], bill["metadata"]["timestamp"]  # which differ each time
    bill["metadata"]["component"]["licenses"] = [{"expression": "Apache-2.0"}]
    bill["metadata"]["component"]["purl"] = f"pkg:pypi/todo-k8s@{version}"
    for component in bill["components"]:
        if name := license_of(component["name"]):
            component["licenses"] = [{"expression": name}]
    return f"{json.dumps(bill, indent=2)}\n"


def license_of(package: str) -> str:
    """Return the license of an installed package by SPDX; empty if it is not installed here."""
    try:
        told = metadata(package)
    except PackageNotFoundError:  # for another platform
        return ""
    if expressions := told.get_all("License-Expression"):
        return str(expressions[0])
    classified = [
        line.rpartition(" :: ")[2]
        for line in told.get_all("Classifier") or []
        if line.startswith("License :: OSI Approved :: ")
    ]
    words = [*classified, *map(str, told.get_all("License") or [])]
    return next((_OF_WORDS.get(each, each) for each in words if each), "unknown")
