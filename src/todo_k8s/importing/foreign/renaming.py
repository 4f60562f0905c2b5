"""The chart's names of Services in place of the old ones, in texts and in objects of any kind."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.foreign.ports import MAIN, NewPort
from todo_k8s.manifests.objects import items_at

_SVC = r"\.[a-z0-9][-a-z0-9]*\.svc(?:\.cluster\.local)?"
_REFERRING = frozenset(["service", "services", "backendRefs", "backends", "to", "destination"])
"""Fields in which a ``name`` is that of a Service."""
_PORTS = ("port", "servicePort")
"""Fields beside such a name with a port of the Service."""
_OF_NO_HOST = re.compile(r"(USER|USERNAME|DB|DATABASE|DBNAME|SCHEMA|BUCKET|ENGINE|DIALECT)$")
"""Variables whose value is called like a service, and is no host."""
_USUAL = {"http://": 80, "https://": 443}
"""The ports of URLs that name none."""
_HOSTS = ("host", "hosts")
_AFTER = r"(?<=://){0}(?![-\w.])|(?<=:///){0}(?=:\d)|(?<=@){0}(?![-\w.])"
_TEXT = rf"{_AFTER}|^{{0}}(?=:\d+$|$)"
"""Where hosts are in any text: in URLs, and as all of it."""
_LINE = r"(?<=://){0}(?![-\w.])|(?<=:///){0}(?=:\d)|(?<![-\w./:@]){0}(?=:\d\d+(?![\d.]))"
"""Where they are in commands and lists: in URLs, and before ports."""
_SPACED = (
    r"(?P<before>(?<![-\w./:@])"
    r"(?:ping6?|nslookup|dig|getent +a?hosts)(?: +-[-\w]+(?: +\d+)?)* +)?"
    r"(?<![-\w./:@=])(?P<host>{0})"
    r"(?(before)(?![-\w.:/])|(?P<gap> +)(?P<port>\d\d\d?\d?\d?)(?![-\w.:/]))"
)
"""Where they are in commands of a shell: before a port, ``nc -z api 8080``, and after ``ping``."""
_LISTED = r"(?<=,){0}(?![-\w.])"
"""Where they are in a URL that names several servers."""
_ITEM = r"(?<![-\w./:@]){0}(?=[\s,;|\"'\]]|$)"
"""Where they are in the value of a variable that holds several hosts, as ``NO_PROXY`` does."""
_IMAGE = re.compile(r"[-\s\"']*image[\"']?\s*[:=]", re.IGNORECASE)
_COMMANDS = ("command", "args")
_ASKED = "HOST|SERV|ADDR|UR[LI]|UPSTREAM|ENDPOINT|BROKER|PROXY|ORIGIN|TARGET"
_ASKS = re.compile(_ASKED, re.IGNORECASE)
"""What the name of a variable has in it whose value is a host; another may be a mere word."""

_FLAG = re.compile(rf"(?<!\S)(--?[-\w]*(?:{_ASKED})[-\w]*)[= ](\S+)", re.IGNORECASE)


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
        ports: What the ports of each are in the chart, where they are known.
    """

    names: Mapping[str, str]
    namespaces: Collection[str] = ()
    ports: Mapping[str, Mapping[int | str, NewPort]] = MappingProxyType({})

    def in_text(self, text: str) -> str:
        """Return a text whose URLs, and addresses such as ``api:8000``, have the new names."""
        return self._in(text, _TEXT)

    def in_line(self, text: str) -> str:
        """Return a command whose URLs and addresses have the new names."""
        found = self._in(text, _LINE)
        return re.sub(self._pattern(_SPACED), self._new_spaced, found) if self.names else found

    def in_file(self, text: str) -> str:
        """Return a text or a file, which has more lines, with the new names in it."""
        lines = text.splitlines(keepends=True)
        if len(lines) < 2:
            return self._in(text, f"{_TEXT}|{_LINE}")
        renamed = [self._in(each, f"{_AFTER}|{_LINE}") for each in lines]
        pairs = zip(lines, renamed, strict=True)  # image: api:12 is no address
        return "".join(old if _IMAGE.match(old) else new for old, new in pairs)

    def in_variable(self, name: str, value: str, *, has_port: bool = False) -> str:
        """Return the value of a variable; without a port it may be a mere word.

        Args:
            name: The name of the variable, which says whether its value is a host, or several.
            value: The value.
            has_port: Whether another variable holds the port, so that this one is a host.
        """
        asks = has_port or bool(_ASKS.search(name))
        if value in self.names:
            return self.names[value] if asks else value
        return self._in(value, f"{_TEXT}|{_LINE}|{_ITEM}" if asks else f"{_TEXT}|{_LINE}")

    def in_variables(self, variables: Mapping[str, str]) -> dict[str, str]:
        """Return variables with the new names in their values."""
        return {
            name: self.in_variable(name, value, has_port=f"{name}_PORT" in variables)
            for name, value in variables.items()
        }

    def in_container(self, container: Mapping[str, Any]) -> dict[str, Any]:
        """Return a container whose commands and variables have the new names."""
        entries = items_at(container, "env")
        values = {
            f"{e.get('name')}": e["value"] for e in entries if isinstance(e.get("value"), str)
        }
        renamed = self.in_variables(values)
        env = [
            {**each, "value": renamed[f"{each.get('name')}"]}
            if isinstance(each.get("value"), str)
            else each
            for each in entries
        ]
        found = {key: self._in_commands(item, key) for key, item in container.items()}
        return {**found, "env": env} if env else found

    def _in_commands(self, value: Any, key: str) -> Any:
        """Return a part of a container, in which checks and hooks have commands too."""
        if is_map(value):
            return {name: self._in_commands(item, f"{name}") for name, item in value.items()}
        if key in _COMMANDS and is_list(value):
            return [self.in_line(each) if isinstance(each, str) else each for each in value]
        return value

    def unclear_in(self, container: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield what in a container may be an old name of a Service or a mere word, and where."""
        for each in items_at(container, "env"):
            name = f"{each.get('name')}"
            if _OF_NO_HOST.search(name):
                continue
            if isinstance(value := each.get("value"), str) and value in self.names:
                yield value, f"the variable {name}"
        words = [each for key in _COMMANDS if is_list(part := container.get(key)) for each in part]
        line = " ".join(map(str, words))
        for flag, value in _FLAG.findall(line):
            if value in self.names:
                yield value, f"the argument {flag}"

    def hosts_in(self, text: str) -> dict[str, str]:
        """Return the old names that a URL has, with the new ones."""
        places = self._pattern(f"{_TEXT}|{_LISTED}")
        found = re.finditer(places, text) if self.names else ()
        return {old: self.names[old] for old in (self._old(each[0]) for each in found)}

    def _in(self, text: str, places: str) -> str:
        if not self.names or text in self.names:  # a mere word is no host
            return text
        pattern = rf"(?P<host>{self._pattern(places)})(?::(?P<port>\d{{1,5}})(?!\d))?"
        return re.sub(pattern, self._new, text)

    def _new(self, found: re.Match[str]) -> str:
        """Return the new name of a host, with the port that its Service has in the chart."""
        old = self._old(found["host"])
        before = found.string[: found.start()]
        usual = next((port for end, port in _USUAL.items() if before.endswith(end)), None)
        port = int(found["port"]) if found["port"] else usual
        new = None if port is None else self.ports.get(old, {}).get(port)
        if new is None or new.number == port:
            return self.names[old] + found[0][len(found["host"]) :]
        return f"{self.names[old]}:{new.number}"

    def _new_spaced(self, found: re.Match[str]) -> str:
        """Return the new name of a host in a command of a shell, with its new port."""
        old, port = self._old(found["host"]), found["port"]
        new = self.ports.get(old, {}).get(int(port)) if port else None
        after = f"{found['gap']}{port if new is None else new.number}" if port else ""
        return f"{found['before'] or ''}{self.names[old]}{after}"

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
            is_text = isinstance(value, str) and "image" not in field.lower()  # api:12 there
            return self.in_file(value) if is_text else value
        if value.get("kind") == "ConfigMap" and is_map(data := value.get("data")):
            return {**value, "data": self._in_data(data)}
        refers = field in _REFERRING or value.get("kind") == "Service"
        found: dict[str, Any] = {}
        for key, item in value.items():
            is_name = key == "serviceName" or (refers and key == "name")
            known = isinstance(item, str) and item in self.names
            found[key] = self.names[item] if is_name and known else self.in_object(item, f"{key}")
        service = value.get("name") if refers else value.get("serviceName")
        if isinstance(service, str) and service in self.names:
            found |= {key: self._port(service, found[key]) for key in _PORTS if key in found}
        return found

    def _port(self, service: str, port: Any) -> Any:
        """Return a port of a Service, by its name or number, as the chart's Service has it."""
        if not is_map(port):
            new = self.ports.get(service, {}).get(port) if isinstance(port, int | str) else None
            return port if new is None else new.name if isinstance(port, str) else new.number
        if "name" in port and not self.ports.get(service):
            return {"name": MAIN}
        return {key: self._port(service, item) for key, item in port.items()}

    def _in_data(self, data: Mapping[Any, Any]) -> dict[str, Any]:
        """Return what a ConfigMap holds: files, and values of variables."""
        texts = {f"{key}": item for key, item in data.items() if isinstance(item, str)}
        words = self.in_variables({key: item for key, item in texts.items() if "\n" not in item})
        files = {key: self.in_file(item) for key, item in texts.items() if "\n" in item}
        return {**data, **words, **files}
