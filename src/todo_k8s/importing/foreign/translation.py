"""The state of a translation: what is read of another chart, and what todo-chatbot should render.

The other modules of this room translate one kind each: they take manifests out of `rest`, and add
to `wanted` and `values`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from todo_k8s.importing.comparing import Object, object_of
from todo_k8s.importing.foreign.connections import Connections, namespaces_of
from todo_k8s.importing.foreign.keys import keys_of
from todo_k8s.importing.foreign.labels import Selectors, labels_of
from todo_k8s.importing.foreign.ports import new_ports
from todo_k8s.importing.foreign.references import References
from todo_k8s.importing.foreign.renaming import Renaming
from todo_k8s.importing.foreign.roles import RESERVED, Roles, judged
from todo_k8s.importing.foreign.variables import Variables
from todo_k8s.importing.foreign.workloads import Workload, cron_jobs_in, workloads_in
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.secret_keys import SecretKeys
from todo_k8s.importing.sources.manifests import Manifest, Manifests
from todo_k8s.manifests.objects import at, items_at
from todo_k8s.manifests.pods import template_of


class Translation:
    """What the chart should render, and what is known of the values for it.

    Args:
        manifests: The manifests that are translated.
        fullname: The prefix of the chart's names.
        notes: What is judged and lost goes there.
        connections: Whom each workload asks.
        keys: The keys of the Secret that the chart reads.
        labels: The labels that all objects of the release have.
        frontend: The workload that is the frontend, if that is said.
        backend: The workload that is the backend, likewise.

    Attributes:
        wanted: The manifests that the chart should render, under its names.
        values: Values that are known already.
        origins: What each of the wanted manifests was before.
        rest: The manifests that are not translated yet.
        workloads: What runs pods, with the Services of each.
        jobs: The CronJobs.
        roles: What each workload is in the chart.
        job_keys: What the CronJobs are called in `cronJobs`.
        slots: What the Services are in the chart: ``frontend``, ``backend``, a further service.
        accounts: What the ServiceAccounts of the workloads are called in the chart.
        renaming: What the Services are called in the chart.
        variables: What gives a container its variables.
    """

    def __init__(
        self,
        manifests: Manifests,
        fullname: str,
        notes: Notes,
        connections: Mapping[str, Connections],
        keys: SecretKeys,
        *,
        labels: Mapping[str, str] | None = None,
        frontend: str | None = None,
        backend: str | None = None,
    ) -> None:
        self.manifests: Manifests = manifests
        self.fullname: str = fullname
        self.notes: Notes = notes
        self.connections: Mapping[str, Connections] = connections
        self.wanted: list[dict[str, Any]] = []
        self.values: dict[str, Any] = {}
        self.origins: dict[Object, str] = {}
        self.rest: list[Manifest] = [*manifests.own]
        self.workloads: list[Workload] = workloads_in(manifests.own)
        self.jobs: list[Manifest] = self.of_kind("CronJob")
        self.roles: Roles = judged(self.workloads, notes, frontend, backend)
        self.job_keys: dict[str, str] = keys_of(
            (each.object.name for each in self.jobs),
            "job",
            (),
            {*RESERVED, *self.roles.slots.values()},
        )
        led = self._led()
        self.slots: dict[str, str] = {
            name: self.roles.slots[each.name] for name, (each, _) in led.items()
        }
        self.renaming: Renaming = Renaming(
            {name: self.named(slot) for name, slot in self.slots.items()},
            namespaces_of(manifests.own),
            {name: new_ports(*each) for name, each in led.items()},
        )
        self.keys: SecretKeys = keys
        self.accounts: dict[str, list[str]] = {}
        self._references = self._referring(labels or {})
        self.variables: Variables = Variables(
            keys,
            manifests.secrets,
            {each.object.name: at(each.content, "data") for each in self.of_kind("ConfigMap")},
            self.renaming,
            notes,
        )

    @property
    def own(self) -> list[Workload]:
        """The workloads that the chart runs, without the servers beside it."""
        return [each for each in self.workloads if each.name in self.roles.slots]

    @property
    def other_services(self) -> list[Manifest]:
        """The Services that do not lead to what the chart runs."""
        own = {service.object for each in self.own for service in each.services}
        every = (each for each in self.manifests.own if each.object.kind == "Service")
        return [each for each in every if each.object not in own]

    def _led(self) -> dict[str, tuple[Workload, Manifest]]:
        """Return the Services by name, with the first workload that each leads to, by rank."""
        ranks = [*self.roles.slots]
        found: dict[str, tuple[Workload, Manifest]] = {}
        for each in sorted(self.own, key=lambda one: ranks.index(one.name)):
            for service in each.services:
                found.setdefault(service.object.name, (each, service))
        return found

    def named(self, slot: str) -> str:
        """Return what the objects of a service are called in the chart."""
        return f"{self.fullname}-{slot}"

    def template(self, slot: str) -> dict[str, Any]:
        """Return the pods that the chart should run for a service or job; {} if there are none."""
        names = {Object(kind, self.named(slot)) for kind in ("Deployment", "CronJob")}
        found = (template_of(each) for each in self.wanted if object_of(each) in names)
        return next(found, dict[str, Any]())

    def main(self, slot: str) -> dict[str, Any]:
        """Return the main container of a service or job; {} if there is none."""
        return (items_at(self.template(slot), "spec", "containers") or [{}])[0]

    def section(self, slot: str) -> dict[str, Any]:
        """Return the values of a service, to be added to."""
        main = slot in {"frontend", "backend"}
        sections = self.values if main else self.values.setdefault("services", {})
        found: dict[str, Any] = sections.setdefault(slot, {})
        return found

    def of_kind(self, kind: str) -> list[Manifest]:
        """Return the manifests of a kind that are not translated yet."""
        return [each for each in self.rest if each.object.kind == kind]

    def one(self, kind: str, name: str) -> Manifest | None:
        """Return a manifest that is not translated yet; None if there is none of the name."""
        return next((each for each in self.rest if each.object == Object(kind, name)), None)

    def renewed(self, content: dict[str, Any], manifest: Manifest) -> dict[str, Any]:
        """Return an object of any kind whose references lead to what the chart has."""
        found, unclear = self._references.in_object(content)
        self._tell(unclear, manifest)
        return found

    def renewed_pod(self, spec: dict[str, Any], manifest: Manifest) -> dict[str, Any]:
        """Return a pod whose affinities, commands and variables lead to what the chart has."""
        found, unclear = self._references.in_pod(spec)
        if found.get("containers") != spec.get("containers"):
            self.notes.judge(f"{manifest}: a URL leads to the new name of the Service")
        self._tell(unclear, manifest)
        return found

    def _tell(self, unclear: list[str], manifest: Manifest) -> None:
        for each in unclear:
            self.notes.ask(f"correct {manifest}: {each}")

    def _referring(self, labels: Mapping[str, str]) -> References:
        slots = self.roles.slots
        jobs = [(self.job_keys[each.name], each.labels) for each in cron_jobs_in(self.jobs)]
        return References(
            self.renaming,
            self.accounts,
            {each.manifest.object: self.named(slots[each.name]) for each in self.own},
            Selectors(
                labels,
                [*((slots[each.name], each.labels) for each in self.own), *jobs],
                [each.labels for each in self.workloads if each.name not in slots],
            ),
            Selectors(
                labels,
                [
                    (slots[each.name], labels_of(service))
                    for each in self.own
                    for service in each.services
                ],
                [labels_of(each) for each in self.other_services],
                are_carried=False,
            ),
        )

    def take(self, manifest: Manifest, wanted: dict[str, Any] | None = None) -> None:
        """Take a manifest as translated; `wanted` is what the chart should render in its place."""
        self.rest = [each for each in self.rest if each is not manifest]
        if wanted is not None:
            self.want(wanted, manifest)

    def replace(self, manifest: Manifest, other: Manifest) -> None:
        """Have another manifest in the place of one that is not translated yet."""
        self.rest = [other if each is manifest else each for each in self.rest]

    def want(self, wanted: dict[str, Any], origin: Manifest) -> None:
        """Want a manifest of the chart, which comes from a part of another one."""
        self.wanted.append(wanted)
        self.origins[object_of(wanted)] = f"{origin}"
