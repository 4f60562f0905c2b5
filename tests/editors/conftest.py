"""Editors with this project open. ``nox -s editors`` installs what they run."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.editors.server import LanguageServer, running

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "chart-export" / "values.schema.json"
YAML: dict[str, Any] = {  # what VS Code sends, but for the schemas from the internet
    "validate": True,
    "hover": True,
    "completion": True,
    "schemaStore": {"enable": False},
    "schemas": {SCHEMA.as_uri(): ["/*.values.yaml"]},
}


@pytest.fixture(scope="session")
def editor() -> Iterator[LanguageServer]:
    """An editor of values files."""
    command = ["node", os.environ["YAML_LANGUAGE_SERVER"], "--stdio"]
    with running(command, "yaml", ROOT, {"yaml": YAML}) as found:
        yield found


@pytest.fixture(scope="session")
def python_editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """An editor of Python, in an empty folder, for the environment that runs the tests."""
    program = Path(sys.executable).with_name("pyright-langserver")
    settings = {"python": {"pythonPath": sys.executable}}
    folder = tmp_path_factory.mktemp("python")
    with running([str(program), "--stdio"], "python", folder, settings) as found:
        yield found
