"""Warnings of variables that name a server at a port which the policies close to the pods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from todo_k8s.helm.content import Content, each, named_list, only_if
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    choose,
    contains,
    equals,
    get,
    includes,
    is_set,
    matches,
    named,
    not_,
    replace_pattern,
    string,
    to_json,
)
from todo_k8s.helm.model import Check
from todo_k8s.services.variables.values import VariablesValues
from todo_k8s.services.workload.presets import PRESETS
from todo_k8s.todo_chatbot.reached_ports import HTTPS, ports_of, ports_of_reached
from todo_k8s.todo_chatbot.values import TodoChatbotValues

_ADDRESS = (
    r"^([a-z][a-z0-9+.-]*://([^/@]*@)?[a-z0-9][a-z0-9.-]*:[0-9]{2,5}|[a-z][a-z0-9.-]*:[0-9]{3,5})"
    r"([/?#,]|$)"
)
_ITSELF = r"^([a-z][a-z0-9+.-]*://)?([^/@]*@)?(localhost|127\.|0\.0\.0\.0)"
_PORT = "^[0-9]{2,5}$"
_OF_A_SERVER = (
    "^(AMQP|CACHE|DATABASE|DB|ELASTIC|EMAIL|KAFKA|LDAP|MAIL|MEMCACHED|MINIO|MONGO|MQTT|MYSQL|NATS|"
    "PG|POSTGRES|RABBIT|REDIS|SMTP)[A-Z]*_([A-Z]+_)*PORT$"
)
"""Variables with the port of a server that has its address in another one."""
_OF_OTHERS = "^(NEXT_PUBLIC|NUXT_PUBLIC|PUBLIC|REACT_APP|VITE)_|ALLOWED|BIND|CORS|LISTEN|ORIGIN"
"""Variables that browsers read, or that say who may ask these pods."""
_KNOWN = sorted({HTTPS, *(preset.port for preset in PRESETS.values())})
"""Ports that other values open: of HTTPS, and of the services."""


def of_servers(values: TodoChatbotValues) -> list[Check | Content]:
    """Return which variables name a server whose port the policies close.

    Args:
        values: What the operator sets.
    """
    policies = values.network_policy
    near = only_if(values.backend.enabled, [ports_of("backend", values.backend)])
    main = (("frontend", values.frontend, (near,)), ("backend", values.backend, ()))
    checks = [
        *(
            only_if(
                service.enabled,
                _Pods(values, name, name, name, opened=opened).of_service(service),
            )
            for name, service, opened in main
        ),
        each(
            values.services,
            lambda name, service: only_if(
                service.enabled,
                _Pods(
                    values,
                    "service",
                    name,
                    f"services.{name}",
                    service.network_policy.extra_egress,
                    service.reaches,
                ).of_service(service),
            ),
        ),
        each(
            values.cron_jobs,
            lambda name, job: _Pods(
                values, "job", name, f"cronJobs.{name}", job.extra_egress, job.reaches
            ).of_variables("env", job.env),
        ),
    ]
    closed = all_of(
        policies.enabled, policies.egress, not_(_opens_all("networkPolicy", policies.extra_egress))
    )
    return [only_if(closed, [_of_database(values), *checks])]


def _of_database(values: TodoChatbotValues) -> Check:
    """Return a warning of a database's URL with another port than that which is opened."""
    url, port = get(values.secrets.plain, "DATABASE_URL"), values.database.port
    has_port = matches(url, r"^[a-z0-9+]+://([^/]*@)?[^/@:]+:[0-9]+(/|\?|$)")
    same = any_of(*(contains(f"{url}/", f":{port}{end}") for end in "/?"))
    return Check(
        any_of(not_(equals(values.secrets.mode, "values")), not_(has_port), same),
        "is not the port of DATABASE_URL, so the policies close that one; set it to the same",
        "database.port",
    )


@dataclass(frozen=True)
class _Pods:
    """Pods of one kind: what they are, their name, the path of their values, what they reach."""

    values: TodoChatbotValues
    what: str
    name: str
    path: str
    extra_egress: Any = None
    reaches: Sequence[str] | None = None
    opened: Sequence[Content] = ()

    def of_service(self, service: VariablesValues) -> list[Content]:
        """Return the checks of the variables of a service."""
        return [
            self.of_variables("env", service.env),
            self.of_variables("configMapEnv", service.config_map_env),
        ]

    def of_variables(self, field: str, variables: Mapping[str, str]) -> Content:
        """Return a check for each variable."""
        opened = self._opened()

        def check(variable: str, value: str) -> Check:
            port = named("warnings.port", _port(variable, value))
            return Check(
                any_of(not_(is_set(port)), includes(opened, port), *self._in_rules(port)),
                f"the policies close port {port} to these pods; if they ask there, open it in "
                "networkPolicy.servers or networkPolicy.extraEgress",
                f"{self.path}.{field}.{variable}",
            )

        checks = each(variables, check)
        own = self.extra_egress
        return checks if own is None else only_if(not_(_opens_all(self.what, own)), checks)

    def _opened(self) -> Sequence[str]:
        """Return the ports that are open to these pods, but for those of rules."""
        servers = each(
            self.values.network_policy.servers,
            lambda _name, server: only_if(
                includes(server.reachable_from, self.name), string(server.port)
            ),
        )
        known = [*map(str, _KNOWN), string(self.values.database.port)]
        near = ports_of_reached(
            self.values, self.name, reaches=self.reaches, is_job=self.what == "job"
        )
        return named_list(f"{self.what}.openPorts", [*known, servers, *self.opened, *near])

    def _in_rules(self, port: str) -> list[bool]:
        shared, own = self.values.network_policy.extra_egress, self.extra_egress
        rules = [shared] if own is None else [shared, own]
        return [contains(to_json(each), f'"port":{port}') for each in rules]


def _opens_all(name: str, rules: Any) -> bool:
    """Return whether a rule has no ports, or names or ranges of them, so that any may be open."""

    def is_wide(rule: Any) -> bool:
        text = to_json(rule)
        return any_of(
            not_(contains(text, '"port":')), contains(text, '"port":"'), contains(text, '"endPort"')
        )

    wide = each(rules, lambda rule: only_if(is_wide(rule), rule))
    return is_set(named_list(f"{name}.wideRules", wide))


def _port(variable: str, value: str) -> str:
    """Return the port of the server that a variable names, or nothing.

    It follows the last colon before any path; or it is all there is.
    """
    address = replace_pattern(replace_pattern(value, "^[^/]*//", ""), "[/?#,].*$", "")
    names_one = any_of(
        matches(value, _ADDRESS), all_of(matches(variable, _OF_A_SERVER), matches(value, _PORT))
    )
    is_of_others = any_of(matches(value, _ITSELF), matches(variable, _OF_OTHERS))
    return choose(all_of(names_one, not_(is_of_others)), replace_pattern(address, "^.*:", ""), "")
