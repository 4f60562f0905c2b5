"""Warnings of URLs that the chart sets, and that hide those of the operator's sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from todo_k8s.helm.content import Content, each, each_entry, named_map, only_if, with_entries
from todo_k8s.helm.functions import all_of, any_of, equals, get_map, has_key, is_set, not_
from todo_k8s.helm.model import Check
from todo_k8s.todo_chatbot.further_services import FurtherServiceValues
from todo_k8s.todo_chatbot.neighbours import is_reached
from todo_k8s.todo_chatbot.own_variables import variables_of_job, variables_of_services
from todo_k8s.todo_chatbot.service_rules import url_variable
from todo_k8s.todo_chatbot.values import TodoChatbotValues


def of_hidden_urls(values: TodoChatbotValues) -> list[Content]:
    """Return which URLs of servers that speak no HTTP may hide one of ``extraEnvFrom``.

    Kubernetes lets ``env`` win over ``envFrom``, and what is in a Secret is not known here.

    Args:
        values: What the operator sets.
    """
    silent = _without_http(values)
    with_sources, of_services = _with_sources(values), variables_of_services(values)

    def of_service(name: str, path: str, reaches: Sequence[str] | None = None) -> Content:
        own = {"service": get_map(of_services, name)}
        return only_if(
            has_key(with_sources, name),
            _Pods(name, f"{path}.extraEnvFrom", own, reaches).checks(values, silent),
        )

    return [
        of_service("frontend", "frontend"),
        of_service("backend", "backend"),
        each(
            values.services,
            lambda name, service: of_service(name, f"services.{name}", service.reaches),
        ),
        each(
            values.cron_jobs,
            lambda name, job: only_if(
                any_of(is_set(job.extra_env_from), has_key(with_sources, job.service)),
                _Pods(
                    name,
                    f"cronJobs.{name}.reaches",
                    variables_of_job(job, of_services),
                    job.reaches,
                    is_job=True,
                ).checks(values, silent),
            ),
        ),
    ]


@dataclass(frozen=True)
class _Pods:
    """Pods: what they belong to, the field to name, their variables, and whom they reach."""

    name: str
    field: str
    variables: Mapping[str, Mapping[str, Any]]
    reaches: Sequence[str] | None = None
    is_job: bool = False

    def checks(self, values: TodoChatbotValues, silent: Mapping[str, str]) -> Content:
        """Return a check for each further service, of which some are silent by HTTP."""

        def check(other: str, neighbour: FurtherServiceValues) -> Check:
            variable = url_variable(other)
            own = [has_key(entries, variable) for entries in self.variables.values()]
            near = is_reached(
                other, neighbour, by=self.name, reaches=self.reaches, is_job=self.is_job
            )
            hides = all_of(near, has_key(silent, other), *map(not_, own))
            return Check(
                not_(hides),
                f"the chart sets {variable} to http:// and the address of {other}, which has no "
                f"checks by HTTP, and that wins over one of that name in extraEnvFrom; take it "
                f"by envValueFrom.{variable}, or set env.{variable} to what the program expects",
                self.field,
            )

        return each(values.services, check)


def _with_sources(values: TodoChatbotValues) -> Mapping[str, str]:
    """Return the services that are there, or that jobs use, with more sources of variables."""

    def has_some(service: Any) -> Content:
        return only_if(all_of(service.enabled, is_set(service.extra_env_from)), "true")

    main = {"frontend": has_some(values.frontend), "backend": has_some(values.backend)}
    further = each_entry(values.services, lambda other, service: has_some(service))  # noqa: ARG005  # names of variables
    return named_map("warnings.withSources", with_entries(main, further, by_rule=True))


def _without_http(values: TodoChatbotValues) -> Mapping[str, str]:
    """Return the further services that are not known to answer HTTP, by preset or checks."""
    return named_map(
        "warnings.withoutHttp",
        each_entry(
            values.services,
            lambda other, service: only_if(not_(_speaks_http(service)), "true"),  # noqa: ARG005  # names of variables
        ),
    )


def _speaks_http(service: FurtherServiceValues) -> bool:
    probes = (service.probes.startup, service.probes.liveness, service.probes.readiness)
    asked = (all_of(probe.enabled, equals(probe.handler, "http")) for probe in probes)
    return any_of(not_(equals(service.preset, "none")), *asked)
