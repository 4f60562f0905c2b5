"""The exported chart of todo-chatbot, made once for all tests of a process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from todo_k8s import TodoChatbot
from todo_k8s.helm import chart_files


@cache
def exported_files() -> Mapping[str, str]:
    """Return the files of the chart: path within the chart → text."""
    return MappingProxyType(chart_files(TodoChatbot))


def exported_to(folder: Path) -> Path:
    """Write the files of the chart into a folder that is not there yet, and return it."""
    for name, text in exported_files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder
