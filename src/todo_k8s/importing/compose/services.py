"""A service of compose as the manifests that run the same in a cluster."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.compose.containers import container_of
from todo_k8s.importing.compose.environment import EnvFiles, env_from_of, env_of, environment_of
from todo_k8s.importing.compose.fields import ends_before, note_fields
from todo_k8s.importing.compose.mounts import Mounts
from todo_k8s.importing.compose.ports import Ports, add_udp, ports_of, service_manifest
from todo_k8s.importing.compose.units import listed, name_of, pairs_of, seconds, text_of, words
from todo_k8s.importing.foreign.connections import ALIASES, ASKS
from todo_k8s.importing.foreign.migrations import MIGRATION
from todo_k8s.importing.foreign.server_images import is_client, server_of
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.secret_keys import SecretKeys
from todo_k8s.manifests.objects import at, items_at

_PORTS_END = 65536
_SERVES = re.compile(
    r"uvicorn|gunicorn|runserver|fastapi run|next start|npm (run )?start|server\.js"
)


class Asked(NamedTuple):
    """What the other services of a project have to do with one.

    Args:
        ports: The ports that they ask it on, where they name one.
        is_named: Whether they name it at all.
        is_awaited: Whether they start only when it has ended.
        same: The name of one that is built of the same source, None if there is none.
        aliases: The further names that they may ask it by.
    """

    ports: tuple[int, ...] = ()
    is_named: bool = False
    is_awaited: bool = False
    same: str | None = None
    aliases: tuple[str, ...] = ()


class ComposeService:
    """A service of a compose file.

    Args:
        name: Its name.
        content: What is said of it.
        keys: The keys of the Secret, for what the shell gives.
        files: The files of variables of the project.
        notes: What is not carried goes there.
    """

    def __init__(
        self,
        name: str,
        content: dict[str, Any],
        keys: SecretKeys,
        files: EnvFiles,
        notes: Notes,
    ) -> None:
        self.name: str = name
        self._content, self._keys, self._notes = content, keys, notes
        self._files = files
        self._mounts = Mounts(name, content, notes)
        self.named_volumes: list[str] = self._mounts.named
        self.configs: list[str] = self._mounts.configs

    def manifests(self, asked: Asked) -> list[dict[str, Any]]:
        """Return the Deployment and the Service, or a Job."""
        note_fields(self.name, self._content, self._notes)
        name, ports = name_of(self.name), ports_of(self.name, self._content, self._notes)
        for port in asked.ports:
            ports.setdefault(port, None)
        labels = {"app": name}
        described: dict[str, Any] = {"labels": labels}
        if annotations := pairs_of(self._content.get("annotations")):
            described["annotations"] = {key: text_of(item) for key, item in annotations.items()}
        template: dict[str, Any] = {"metadata": described, "spec": self._pod(ports)}
        metadata = {"name": name}
        if self._migrates() or asked.is_awaited or self._runs_once(ports):
            template["spec"]["restartPolicy"] = "Never"
            if asked.same is not None:
                template["spec"]["containers"][0]["image"] = name_of(asked.same)
                self._notes.judge(f"{self.name}: has the image of {asked.same}, of the same build")
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
        made = {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata, "spec": spec}
        aliases = {ALIASES: [*asked.aliases]} if asked.aliases else {}
        found: list[dict[str, Any]] = [{**made, **self._asks(), **aliases}]
        if ports:
            service = service_manifest(
                name, ports, labels, is_asked=asked.is_named, listens=self._listens()
            )
            self._tell_ports(ports, service)
            found.append(service)
        add_udp(self.name, self._content, found, self._notes)
        return found

    @property
    def built(self) -> Any:
        """What its image is built of, None if its image has a name."""
        return None if self._content.get("image") else self._content.get("build")

    @property
    def networks(self) -> set[str]:
        """The networks that it is in."""
        given = self._content.get("networks") or ["default"]
        return {f"{each}" for each in given} if is_map(given) or is_list(given) else {"default"}

    @property
    def is_published(self) -> bool:
        """Whether it has ports."""
        return bool(self._content.get("ports"))

    def _asks(self) -> dict[str, Any]:
        """Return whom it depends on, as its URLs may be in a file of variables: see `ASKS`."""
        needed = self._content.get("depends_on")
        if not self._content.get("env_file") or not needed:
            return {}
        names = [
            name_of(f"{name}")
            for name in (needed if is_map(needed) else listed(needed))
            if not (is_map(needed) and ends_before(needed[name]))
        ]
        if names:
            self._notes.judge(f"{self.name}: asks {', '.join(names)}, as depends_on says")
        return {ASKS: names} if names else {}

    def _listens(self) -> int | None:
        """Return the port that the variable PORT says, None if there is none."""
        port = text_of(environment_of(self._content).get("PORT"))
        return int(port) if port.isdecimal() else None

    def _tell_ports(self, ports: Ports, service: dict[str, Any]) -> None:
        """Say which ports are published on one that the Service does not have for them."""
        for each in items_at(service, "spec", "ports"):
            target, port = each["targetPort"], each["port"]
            if ports[target] not in {None, port}:
                self._notes.lose(
                    f"{self.name}: port {target} is published on {ports[target]}; its Service has "
                    f"the port {port} for it"
                )

    def names(self, other: str) -> bool:
        """Tell whether this service's variables or command name another as a host."""
        pattern = rf"(?:^|://|[@,\s=]){_either(other)}(?=$|[:/,\s])"
        return any(re.search(pattern, text) for text in self._texts())

    def ports_named_of(self, other: str) -> list[int]:
        """Return the ports that this service's variables and command name of another."""
        pattern = rf"(?<![\w.-]){_either(other)}:(\d{{2,5}})(?!\d)"
        found = (port for text in self._texts() for port in re.findall(pattern, text))
        return [int(port) for port in found if 0 < int(port) < _PORTS_END]

    def _texts(self) -> list[str]:
        variables, command = environment_of(self._content), words(self._content.get("command"))
        return [*map(text_of, variables.values()), *command]

    def _migrates(self) -> bool:
        line = " ".join(
            [*words(self._content.get("entrypoint")), *words(self._content.get("command"))]
        )
        return bool(re.search(MIGRATION, line)) and not _SERVES.search(line)

    def _runs_once(self, ports: Ports) -> bool:
        """Tell whether it is said not to be started again, and nothing says that it serves."""
        content = self._content
        line = " ".join([*words(content.get("entrypoint")), *words(content.get("command"))])
        is_server = ports or content.get("healthcheck")
        is_server = is_server or (server_of(f"{content.get('image')}") and not is_client(line))
        never = content.get("restart") in (False, "no") and "restart" in content
        return never and not is_server and not _SERVES.search(line)

    def _replicas(self) -> int:
        number = at(self._content, "deploy").get("replicas", self._content.get("scale", 1))
        return number if isinstance(number, int) and number >= 0 else 1

    def _pod(self, ports: Ports) -> dict[str, Any]:
        content = self._content
        found: dict[str, Any] = {
            "containers": [self._container(ports)],
            "volumes": self._mounts.volumes,
            "securityContext": {**self._user(), **self._groups(), **self._sysctls()},
        }
        grace = seconds(content.get("stop_grace_period"))
        if grace is not None:
            found["terminationGracePeriodSeconds"] = grace
        hosts = content.get("extra_hosts")
        pairs = (
            [*hosts.items()]
            if is_map(hosts)
            else [re.split("[:=]", f"{each}", maxsplit=1) for each in listed(hosts)]
        )
        aliases = [
            {"ip": f"{ip}", "hostnames": [f"{host}"]}
            for host, ip in (pair for pair in pairs if len(pair) == 2)
        ]
        for alias in aliases:
            if alias["ip"] == "host-gateway":
                self._notes.lose(
                    f"{self.name}: extra_hosts.{alias['hostnames'][0]} is the machine itself, "
                    "which a pod does not know; name an address in podSpec.hostAliases"
                )
        found["hostAliases"] = [each for each in aliases if each["ip"] != "host-gateway"]
        return {key: item for key, item in found.items() if item not in ({}, [])}

    def _container(self, ports: Ports) -> dict[str, Any]:
        name, content, notes = self.name, self._content, self._notes
        variables = {
            "env": env_of(name, content, self._keys, notes),
            "envFrom": env_from_of(name, content, self._files),
        }
        given = {key: items for key, items in variables.items() if items}
        return {**container_of(name, content, ports, self._mounts, notes), **given}

    def _user(self) -> dict[str, Any]:
        given = self._content.get("user")
        user, _, group = f"{'' if given is None else given}".partition(":")
        if user and not user.isdecimal():
            self._notes.lose(
                f"{self.name}: user is a name; set podSecurityContext.runAsUser to its number"
            )
        numbers = {"runAsUser": user, "runAsGroup": group}
        return {key: int(item) for key, item in numbers.items() if item.isdecimal()}

    def _groups(self) -> dict[str, Any]:
        groups = [f"{each}" for each in listed(self._content.get("group_add"))]
        if named := [each for each in groups if not each.isdecimal()]:
            self._notes.lose(
                f"{self.name}: group_add names {', '.join(named)}; set their numbers in "
                "podSecurityContext.supplementalGroups"
            )
        numbers = [int(each) for each in groups if each.isdecimal()]
        return {"supplementalGroups": numbers} if numbers else {}

    def _sysctls(self) -> dict[str, Any]:
        found = pairs_of(self._content.get("sysctls"))
        sysctls = [{"name": name, "value": text_of(value)} for name, value in found.items()]
        return {"sysctls": sysctls} if sysctls else {}


def _either(name: str) -> str:
    """Return the pattern of a service's name, as it is written or as that of an object."""
    return f"(?:{re.escape(name)}|{re.escape(name_of(name))})"
