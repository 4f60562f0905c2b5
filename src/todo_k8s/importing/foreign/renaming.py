"""The chart's names of Services in place of the old ones, in texts and in objects of any kind."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from todo_k8s.helm.plain.shapes import is_list, is_map

_SVC = r"\.[a-z0-9][-a-z0-9]*\.svc(?:\.cluster\.local)?"
_REFERRING = frozenset(["service", "services", "backendRefs", "backends", "to", "destination"])
"""Fields in which a ``name`` or ``host`` is that of a Service."""


def host_pattern(service: str, namespaces: Collection[str]) -> str:
    """Return the pattern of the host names of a Service.

    Args:
        service: The pattern of its name.
        namespaces: The namespaces that may follow without ``.svc``.
    """
    ends = "|".join(["", *(rf"\.{re.escape(each)}" for each in namespaces), _SVC])
    return f"{service}(?:{ends})"


class Renaming(NamedTuple):
    """What the Services are called in the chart.

    Args:
        names: The chart's names by the old ones.
        namespaces: The namespaces by which an old host name can end.
    """

    names: Mapping[str, str]
    namespaces: Collection[str] = ()

    def in_text(self, text: str) -> str:
        """Return a text whose URLs, and addresses such as ``api:8000``, have the new names."""
        for old, new in self.names.items():
            host = host_pattern(re.escape(old), self.namespaces)
            pattern = rf"(?<=://){host}(?![-\w.])|(?<=@){host}(?![-\w.])|^{host}(?=:\d+$|$)"
            if text != old:
                text = re.sub(pattern, new, text)
        return text

    def in_object(self, value: Any, field: str = "") -> Any:
        """Return a part of an object whose references to Services have the new names."""
        if is_list(value):
            return [self.in_object(item, field) for item in value]
        if not is_map(value):
            is_text = isinstance(value, str) and field != "image"  # api:1 is no address there
            return self.in_text(value) if is_text else value
        refers = field in _REFERRING or value.get("kind") == "Service"
        found: dict[str, Any] = {}
        for key, item in value.items():
            is_name = key == "serviceName" or (refers and key in {"name", "host"})
            known = isinstance(item, str) and item in self.names
            found[key] = self.names[item] if is_name and known else self.in_object(item, f"{key}")
        if refers and found.get("name") != value.get("name") and is_map(found.get("port")):
            found["port"] = _port(found["port"])
        return found


def _port(port: dict[str, Any]) -> dict[str, Any]:
    """Return a port of a Service, whose main one is called ``http`` in the chart."""
    return {"name": "http"} if "name" in port else port
