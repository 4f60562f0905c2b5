"""A service of compose as the manifests that run the same in a cluster."""

from __future__ import annotations

import re
from typing import Any

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.compose.health import probes_of
from todo_k8s.importing.compose.interpolation import Missing
from todo_k8s.importing.compose.mounts import Mounts
from todo_k8s.importing.compose.units import cpus, memory, name_of, seconds, words
from todo_k8s.importing.foreign.seeds import MIGRATION
from todo_k8s.importing.foreign.translation import DEFAULT_SECRET
from todo_k8s.importing.foreign.workloads import map_at
from todo_k8s.importing.notes import Key, Notes

_READ = frozenset(
    {
        "build",
        "cap_add",
        "cap_drop",
        "command",
        "configs",
        "cpus",
        "depends_on",
        "deploy",
        "entrypoint",
        "env_file",
        "environment",
        "extends",
        "extra_hosts",
        "healthcheck",
        "image",
        "labels",
        "mem_limit",
        "mem_reservation",
        "ports",
        "profiles",
        "pull_policy",
        "read_only",
        "scale",
        "secrets",
        "stdin_open",
        "stop_grace_period",
        "tmpfs",
        "tty",
        "user",
        "volumes",
        "working_dir",
    }
)
"""What is carried, or told where it cannot be."""
_OF_COMPOSE = frozenset(
    {
        "attach",
        "container_name",
        "develop",
        "expose",
        "hostname",
        "init",
        "links",
        "logging",
        "networks",
        "restart",
    }
)
"""What means something to Compose only: a cluster has Services and restarts of its own."""

_PULLS = {
    "always": "Always",
    "missing": "IfNotPresent",
    "if_not_present": "IfNotPresent",
    "never": "Never",
}
_SERVES = re.compile(
    r"uvicorn|gunicorn|runserver|fastapi run|next start|npm (run )?start|server\.js"
)


class ComposeService:
    """A service of a compose file.

    Args:
        name: Its name.
        content: What is said of it.
        notes: What is not carried goes there.
    """

    def __init__(self, name: str, content: dict[str, Any], notes: Notes) -> None:
        self.name, self._content, self._notes = name, content, notes
        self._mounts = Mounts(name, content, notes)
        self.named_volumes = self._mounts.named
        self.configs = self._mounts.configs

    def manifests(self, port: int | None) -> list[dict[str, Any]]:
        """Return the Deployment, or a Job, and the Service; `port` is what others ask it on."""
        self._lose()
        name, ports = name_of(self.name), self._ports()
        if not ports and port is not None:
            ports[port] = None
        labels = {"app": name}
        template: dict[str, Any] = {"metadata": {"labels": labels}, "spec": self._pod(ports)}
        metadata = {"name": name}
        if self._migrates():
            template["spec"]["restartPolicy"] = "Never"
            return [
                {
                    "apiVersion": "batch/v1",
                    "kind": "Job",
                    "metadata": metadata,
                    "spec": {"template": template},
                }
            ]
        spec: dict[str, Any] = {"selector": {"matchLabels": labels}, "template": template}
        spec["replicas"] = self._replicas()
        found = [
            {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata, "spec": spec}
        ]
        if ports:
            found.append(self._service(name, ports, labels))
        return found

    def names_port_of(self, other: str) -> int | None:
        """Return the port that this service's variables name of another; None if they do not."""
        pattern = rf"(?<![\w.-]){re.escape(other)}:(\d{{2,5}})(?!\d)"
        texts = [
            *(f"{value}" for value in self._environment().values()),
            *words(self._content.get("command")),
        ]
        matches = (re.search(pattern, text) for text in texts)
        return next((int(match[1]) for match in matches if match), None)

    def _lose(self) -> None:
        """Note what has no meaning in a cluster, or no place in the chart."""
        content = self._content
        if content.get("build") is not None:
            image = f"; its image is taken for {content['image']}" if content.get("image") else ""
            self._notes.lose(f"{self.name}: build{image}")
            self._notes.ask(f"build the image of {self.name}, push it, and correct its image here")
        for key in content:
            if key not in _READ | _OF_COMPOSE and not key.startswith("x-"):
                self._notes.lose(f"{self.name}: {key} has no place in the chart")
        if meaningless := sorted(content.keys() & _OF_COMPOSE):
            self._notes.judge(f"{self.name}: not used in a cluster: {', '.join(meaningless)}")
        if content.get("depends_on"):
            self._notes.judge(
                f"{self.name}: depends_on; in a cluster it is started anew until they answer"
            )
        labels = content.get("labels")
        if any("traefik" in f"{each}" for each in (labels if is_map(labels) else _listed(labels))):
            self._notes.lose(f"{self.name}: labels of Traefik; see ingress")

    def _migrates(self) -> bool:
        line = " ".join(
            [*words(self._content.get("entrypoint")), *words(self._content.get("command"))]
        )
        return bool(re.search(MIGRATION, line)) and not _SERVES.search(line)

    def _replicas(self) -> int:
        number = map_at(self._content, "deploy").get("replicas", self._content.get("scale", 1))
        return number if isinstance(number, int) and number >= 0 else 1

    def _ports(self) -> dict[int, int | None]:
        """Return the ports of the container, each with the port that it is published on."""
        found: dict[int, int | None] = {}
        for each in _listed(self._content.get("ports")):
            target, published = _port(each)
            if target is None:
                self._notes.lose(f"{self.name}: a port that is no number or a range")
            elif found.get(target) is None:
                found[target] = published
        for each in _listed(self._content.get("expose")):
            target, _ = _port(each)
            if target is not None:
                found.setdefault(target, None)
        return found

    def _service(
        self, name: str, ports: dict[int, int | None], labels: dict[str, str]
    ) -> dict[str, Any]:
        published = any(each is not None for each in ports.values())
        web = next((number for number, each in ports.items() if each in {80, 443}), None)
        listed = [
            {
                "name": f"port-{number}",
                "port": 80 if number == web else number,
                "targetPort": number,
            }
            for number in ports
        ]
        return {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": {"name": name},
            "spec": {
                "type": "LoadBalancer" if published else "ClusterIP",
                "selector": labels,
                "ports": listed,
            },
        }

    def _pod(self, ports: dict[int, int | None]) -> dict[str, Any]:
        content = self._content
        found: dict[str, Any] = {
            "containers": [self._container(ports)],
            "volumes": self._mounts.volumes,
            "securityContext": self._user(),
        }
        grace = seconds(content.get("stop_grace_period"))
        if grace is not None:
            found["terminationGracePeriodSeconds"] = grace
        hosts = content.get("extra_hosts")
        pairs = (
            [*hosts.items()]
            if is_map(hosts)
            else [re.split("[:=]", f"{each}", maxsplit=1) for each in _listed(hosts)]
        )
        aliases = [
            {"ip": f"{ip}", "hostnames": [f"{host}"]}
            for host, ip in (pair for pair in pairs if len(pair) == 2)
        ]
        found["hostAliases"] = [each for each in aliases if each["ip"] != "host-gateway"]
        return {key: item for key, item in found.items() if item not in ({}, [])}

    def _container(self, ports: dict[int, int | None]) -> dict[str, Any]:
        content = self._content
        name = name_of(self.name)
        found: dict[str, Any] = {
            "name": name,
            "image": f"{content.get('image') or name}",
            "command": words(content.get("entrypoint")),
            "args": words(content.get("command")),
            "workingDir": content.get("working_dir"),
            "ports": [{"name": f"port-{each}", "containerPort": each} for each in ports],
            "env": self._env(),
            "envFrom": self._env_files(),
            "resources": self._resources(),
            "securityContext": self._security(),
            "volumeMounts": self._mounts.mounts,
            "imagePullPolicy": _PULLS.get(f"{content.get('pull_policy')}"),
            "tty": content.get("tty") or None,
            "stdin": content.get("stdin_open") or None,
            **probes_of(self.name, content.get("healthcheck"), self._notes),
        }
        return {key: item for key, item in found.items() if item not in (None, {}, [])}

    def _environment(self) -> dict[str, Any]:
        given = self._content.get("environment")
        if is_map(given):
            return {f"{name}": value for name, value in given.items()}
        found: dict[str, Any] = {}
        for each in _listed(given):
            name, equals, value = f"{each}".partition("=")
            missing = each.names if isinstance(each, Missing) else ()
            made: Any = value if equals else None
            if missing and equals:
                made = Missing(value)
                made.names = missing
            found[name] = made
        return found

    def _env(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for name, value in self._environment().items():
            if value is None or isinstance(value, Missing):
                names = value.names if isinstance(value, Missing) else (name,)
                source = f"the variable {name} of {self.name}, with the value of {', '.join(names)}"
                self._notes.need(Key(DEFAULT_SECRET, name, source))
                reference = {"name": DEFAULT_SECRET, "key": name}
                found.append({"name": name, "valueFrom": {"secretKeyRef": reference}})
            else:
                text = str(value).lower() if isinstance(value, bool) else f"{value}"
                found.append({"name": name, "value": text.replace("$(", "$$(")})
        return found

    def _env_files(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for each in _listed(self._content.get("env_file")):
            path = f"{each.get('path') if is_map(each) else each}"
            name = name_of(path.rpartition("/")[2].replace(".env", "-env"))
            self._notes.ask(
                f"kubectl create secret generic {name} --from-env-file={path} "
                f"(the file of {self.name} is not read)"
            )
            found.append({"secretRef": {"name": name}})
        return found

    def _resources(self) -> dict[str, Any]:
        content, resources = self._content, map_at(self._content, "deploy", "resources")
        limits, asked = map_at(resources, "limits"), map_at(resources, "reservations")
        found = {
            "limits": {
                "cpu": cpus(limits.get("cpus", content.get("cpus"))),
                "memory": memory(limits.get("memory", content.get("mem_limit"))),
            },
            "requests": {
                "cpu": cpus(asked.get("cpus")),
                "memory": memory(asked.get("memory", content.get("mem_reservation"))),
            },
        }
        kept = {
            key: {name: item for name, item in each.items() if item} for key, each in found.items()
        }
        return {key: each for key, each in kept.items() if each}

    def _user(self) -> dict[str, Any]:
        given = self._content.get("user")
        user, _, group = f"{'' if given is None else given}".partition(":")
        if user and not user.isdigit():
            self._notes.lose(
                f"{self.name}: user is a name; set podSecurityContext.runAsUser to its number"
            )
        numbers = {"runAsUser": user, "runAsGroup": group}
        return {key: int(item) for key, item in numbers.items() if item.isdigit()}

    def _security(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if self._content.get("read_only") is not None:
            found["readOnlyRootFilesystem"] = bool(self._content["read_only"])
        drop, add = _listed(self._content.get("cap_drop")), _listed(self._content.get("cap_add"))
        capabilities = {"drop": [f"{each}" for each in drop], "add": [f"{each}" for each in add]}
        found["capabilities"] = {key: item for key, item in capabilities.items() if item}
        return {key: item for key, item in found.items() if item != {}}


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if is_list(value) else [value]


def _port(given: Any) -> tuple[int | None, int | None]:
    """Return the port of the container and the published one, of a port in either form."""
    if is_map(given):
        target, published = f"{given.get('target')}", f"{given.get('published', '')}"
    else:
        text = f"{given}".partition("/")[0]
        published, _, target = text.rpartition(":")
        published = published.rpartition(":")[2]
    numbers = [
        int(each) if each.isdigit() and 0 < int(each) < 65536 else None
        for each in (target, published)
    ]
    return numbers[0], numbers[1]
