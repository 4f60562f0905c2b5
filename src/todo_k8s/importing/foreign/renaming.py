"""The chart's names of Services in place of the old ones, in texts and in objects of any kind."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from todo_k8s.helm.plain.shapes import is_list, is_map

_SVC = r"\.[a-z0-9][-a-z0-9]*\.svc(?:\.cluster\.local)?"
_REFERRING = frozenset(["service", "services", "backendRefs", "backends", "to", "destination"])
"""Fields in which a ``name`` is that of a Service."""
_HOSTS = ("host", "hosts")
_TEXT = r"(?<=://){0}(?![-\w.])|(?<=@){0}(?![-\w.])|^{0}(?=:\d+$|$)"
"""Where hosts are in any text: in URLs, and as all of it."""
_LINE = r"(?<=://){0}(?![-\w.])|(?<![-\w./:@]){0}(?=:\d\d+(?![\d.]))"
"""Where they are in commands and lists: in URLs, and before ports."""
_LISTED = r"(?<=,){0}(?![-\w.])"
"""Where they are in a URL that names several servers."""
_ASKS = re.compile(
    r"HOST|SERV|ADDR|UR[LI]|UPSTREAM|ENDPOINT|BROKER|PROXY|ORIGIN|TARGET", re.IGNORECASE
)
"""What the name of a variable has in it whose value is a host; another may be a mere word."""


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
        return self._in(text, _TEXT)

    def in_line(self, text: str) -> str:
        """Return a command whose URLs and addresses have the new names."""
        return self._in(text, _LINE)

    def in_variable(self, name: str, value: str) -> str:
        """Return the value of a variable; without a port it may be a mere word."""
        if value in self.names:
            return self.names[value] if _ASKS.search(name) else value
        return self._in(value, f"{_TEXT}|{_LINE}")

    def hosts_in(self, text: str) -> dict[str, str]:
        """Return the old names that a URL has, with the new ones."""
        places = self._pattern(f"{_TEXT}|{_LISTED}")
        found = re.finditer(places, text) if self.names else ()
        return {old: self.names[old] for old in (self._old(each[0]) for each in found)}

    def _in(self, text: str, places: str) -> str:
        if not self.names or text in self.names:  # a mere word is no host
            return text
        return re.sub(self._pattern(places), lambda found: self.names[self._old(found[0])], text)

    def _pattern(self, places: str) -> str:
        names = "|".join(map(re.escape, sorted(self.names, key=len, reverse=True)))
        return places.format(host_pattern(f"(?:{names})", self.namespaces))

    def _old(self, host: str) -> str:
        """Return the longest name that a host name starts with."""
        starts = [each for each in self.names if f"{host}.".startswith(f"{each}.")]
        return max(starts, key=len)

    def in_object(self, value: Any, field: str = "") -> Any:
        """Return a part of an object whose references to Services have the new names."""
        if is_list(value):
            return [self.in_object(item, field) for item in value]
        if isinstance(value, str) and field in _HOSTS:
            return self.names.get(value) or self.in_text(value)
        if not is_map(value):
            is_text = isinstance(value, str) and field != "image"  # api:1 is no address there
            return self.in_text(value) if is_text else value
        refers = field in _REFERRING or value.get("kind") == "Service"
        found: dict[str, Any] = {}
        for key, item in value.items():
            is_name = key == "serviceName" or (refers and key == "name")
            known = isinstance(item, str) and item in self.names
            found[key] = self.names[item] if is_name and known else self.in_object(item, f"{key}")
        if refers and found.get("name") != value.get("name") and is_map(found.get("port")):
            found["port"] = _port(found["port"])
        return found


def _port(port: dict[str, Any]) -> dict[str, Any]:
    """Return a port of a Service, whose main one is called ``http`` in the chart."""
    return {"name": "http"} if "name" in port else port
