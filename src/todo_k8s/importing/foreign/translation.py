"""Manifests of other charts, translated into what todo-chatbot would have to render.

Roles and names become the chart's. What the chart has a value for in another shape, such as an
Ingress, becomes that value at once; all else is found by inversion and comparison.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from todo_k8s.importing.comparing import Object, object_of
from todo_k8s.importing.foreign import routes, seeds
from todo_k8s.importing.foreign.pods import pod_spec
from todo_k8s.importing.foreign.roles import Roles, judged
from todo_k8s.importing.foreign.shapes import (
    bare,
    filled,
    is_default,
    job_container,
    lost_of,
    own_annotations,
    own_labels,
    scaler_wanted,
)
from todo_k8s.importing.foreign.variables import Variables, most_used_secret
from todo_k8s.importing.foreign.workloads import (
    KINDS,
    Workload,
    map_at,
    maps_in,
    workloads_in,
)
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.securing import public_config
from todo_k8s.importing.sources.manifests import Manifest, Manifests

DEFAULT_SECRET = "todo-chatbot-secrets"  # noqa: S105  # a name
"""The Secret of the chart, unless another one is named."""


@dataclass
class Translation:
    """What the chart should render, and what is known of the values for it.

    Args:
        wanted: The manifests, under the chart's names.
        values: Values that are known already.
        origins: What each of the manifests was before.
        extra: What the chart carries as it is.
    """

    wanted: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    values: dict[str, Any] = field(default_factory=dict[str, Any])
    origins: dict[Object, str] = field(default_factory=dict[Object, str])


class Translator:
    """Translates manifests.

    Args:
        manifests: The manifests.
        fullname: The prefix of the chart's names.
        notes: What is judged and lost goes there.
        frontend: The workload that is the frontend, if that is said.
        backend: The workload that is the backend, likewise.
    """

    def __init__(
        self,
        manifests: Manifests,
        fullname: str,
        notes: Notes,
        *,
        frontend: str | None = None,
        backend: str | None = None,
    ) -> None:
        self._manifests, self._fullname, self._notes = manifests, fullname, notes
        self.workloads = workloads_in(manifests.own)
        self.roles: Roles = judged(self.workloads, notes, frontend, backend)
        self._rest = [*manifests.own]
        self._found = Translation()
        self.jobs = [each for each in manifests.own if each.object.kind == "CronJob"]
        mine = [each for each in self.workloads if each.name in self.roles.slots]
        containers = [each.main for each in mine] + [job_container(each) for each in self.jobs]
        self.secret = most_used_secret(containers) or DEFAULT_SECRET
        self.slots = {
            service.object.name: self.roles.slots[each.name]
            for each in mine
            for service in each.services
        }
        configs = [each for each in manifests.own if each.object.kind == "ConfigMap"]
        self.variables = Variables(
            self.secret,
            manifests.secrets,
            {each.object.name: map_at(each.content, "data") for each in configs},
            {name: self.named(slot) for name, slot in self.slots.items()},
            notes,
        )

    def named(self, slot: str) -> str:
        """Return what the objects of a service are called in the chart."""
        return f"{self._fullname}-{slot}"

    def translated(self) -> Translation:
        """Return the translation."""
        mine = [each for each in self.workloads if each.name in self.roles.slots]
        for each in mine:
            self._workload(each)
        for job in self.jobs:
            self._cron_job(job)
        self._scaling()
        self._routes()
        self._servers()
        seeds.add(self._found.values, mine, self)
        self._others()
        return self._found

    def _take(self, manifest: Manifest, wanted: dict[str, Any] | None) -> None:
        """Take a manifest as translated: what the chart should render in its place."""
        self._rest = [each for each in self._rest if each is not manifest]
        if wanted is not None:
            self._found.wanted.append(wanted)
            self._found.origins[object_of(wanted)] = f"{manifest}"

    def _workload(self, workload: Workload) -> None:
        slot = self.roles.slots[workload.name]
        spec = map_at(workload.manifest.content, "spec")
        kind = workload.manifest.object.kind
        if kind != "Deployment":
            self._notes.lose(f"{workload.manifest}: becomes a Deployment; {lost_of(kind)}")
        kept = ("strategy", "minReadySeconds", "progressDeadlineSeconds", "revisionHistoryLimit")
        own: dict[str, Any] = {
            key: spec[key] for key in kept if key in spec and kind == "Deployment"
        }
        scaled = self._scaler(workload.name) is not None
        if not scaled and kind in {"Deployment", "StatefulSet", "ReplicaSet", "Pod"}:
            own["replicas"] = spec.get("replicas", 1)
        own = {key: item for key, item in own.items() if not is_default(key, item)}
        template = {
            "metadata": {
                "labels": own_labels(workload.labels),
                "annotations": own_annotations(workload.template),
            },
            "spec": pod_spec(
                workload, slot, lambda main: self.variables.of(main, f"{workload.manifest}")
            ),
        }
        self._accounts(workload, template["spec"])
        self._claims(workload, slot, template["spec"])
        wanted = {
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "metadata": {
                "name": self.named(slot),
                "annotations": map_at(workload.manifest.content, "metadata", "annotations"),
            },
            "spec": {**own, "template": filled(template)},
        }
        self._take(workload.manifest, filled(wanted))
        for number, service in enumerate(workload.services):
            self._service(workload, service, slot, is_first=not number)

    def _service(self, workload: Workload, service: Manifest, slot: str, *, is_first: bool) -> None:
        if not is_first:
            spec = map_at(service.content, "spec")
            if spec.get("clusterIP") != "None":
                self._notes.lose(
                    f"{service}: a second Service of {workload.name}; see service.alias"
                )
            self._take(service, None)
            return
        spec = map_at(service.content, "spec")
        ports = [self._service_port(workload, each) for each in maps_in(spec.get("ports"))]
        kept = ("type", "loadBalancerSourceRanges", "sessionAffinity", "externalTrafficPolicy")
        own = {
            key: spec[key]
            for key in kept
            if spec.get(key) not in (None, "None", "Cluster", "ClusterIP")
        }
        if spec.get("type", "ClusterIP") == "ClusterIP":
            own["type"] = "ClusterIP"
        elif slot != "frontend":
            own["type"] = "ClusterIP"
            self._notes.lose(
                f"{service}: is reached within the cluster only; see ingress.paths for users"
            )
        wanted = {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": {
                "name": self.named(slot),
                "annotations": map_at(service.content, "metadata", "annotations"),
            },
            "spec": {**own, "ports": ports},
        }
        self._take(service, filled(wanted))

    def _service_port(self, workload: Workload, port: dict[str, Any]) -> dict[str, Any]:
        target = port.get("targetPort", port.get("port"))
        numbers = {
            each.get("name"): each.get("containerPort")
            for each in maps_in(workload.main.get("ports"))
        }
        number = numbers.get(target, target)
        is_main = number == workload.port
        names = {
            each.get("containerPort"): each.get("name")
            for each in maps_in(workload.main.get("ports"))
        }
        name = "http" if is_main else f"{names.get(number) or port.get('name') or f'port-{number}'}"
        found: dict[str, Any] = {
            "name": name,
            "port": port.get("port"),
            "targetPort": name,
            "protocol": port.get("protocol", "TCP"),
        }
        if isinstance(port.get("nodePort"), int):
            found["nodePort"] = port["nodePort"]
        return found

    def _accounts(self, workload: Workload, spec: dict[str, Any]) -> None:
        name = spec.get("serviceAccountName")
        if name in (None, "default"):
            spec.pop("serviceAccountName", None)
            return
        account = self._one("ServiceAccount", f"{name}")
        bound = any(
            f"{name}"
            in {f"{each.get('name')}" for each in maps_in(binding.content.get("subjects"))}
            for binding in self._manifests.own
            if binding.object.kind in {"RoleBinding", "ClusterRoleBinding"}
        )
        slot = self.roles.slots[workload.name]
        own = {"annotations": map_at(account.content, "metadata", "annotations")} if account else {}
        if bound:
            spec["automountServiceAccountToken"] = True
        elif account is not None:
            spec.pop("serviceAccountName")
            spec.pop("automountServiceAccountToken", None)
            name = self.named(slot)
        if account is not None:
            kind = {"apiVersion": "v1", "kind": "ServiceAccount"}
            self._take(account, {**kind, "metadata": filled({"name": f"{name}", **own})})

    def _claims(self, workload: Workload, slot: str, spec: dict[str, Any]) -> None:
        """Give the first claim of a pod to `persistence`; others stay volumes."""
        for volume in maps_in(spec.get("volumes")):
            claim = map_at(volume, "persistentVolumeClaim").get("claimName")
            if not claim:
                continue
            own = self._one("PersistentVolumeClaim", f"{claim}")
            size = self._template_of(workload, f"{claim}")
            old = volume["name"]
            main = maps_in(spec.get("containers"))[0]
            mounts = [each for each in maps_in(main.get("volumeMounts")) if each.get("name") == old]
            if len(mounts) != 1 or mounts[0].get("subPath"):
                return
            main["volumeMounts"] = [
                {"name": "persistent", "mountPath": each["mountPath"]}
                if each is mounts[0]
                else each
                for each in maps_in(main.get("volumeMounts"))
            ]
            made = own.content if own is not None else size
            name = self.named(slot) if made is not None else f"{claim}"
            others = [each for each in maps_in(spec["volumes"]) if each is not volume]
            spec["volumes"] = [
                {"name": "persistent", "persistentVolumeClaim": {"claimName": name}},
                *others,
            ]
            if made is not None:
                self._claim(workload, own, made, name)
            return

    def _template_of(self, workload: Workload, claim: str) -> dict[str, Any] | None:
        templates = maps_in(map_at(workload.manifest.content, "spec").get("volumeClaimTemplates"))
        return next(
            (each for each in templates if map_at(each, "metadata").get("name") == claim), None
        )

    def _claim(
        self, workload: Workload, own: Manifest | None, made: dict[str, Any], name: str
    ) -> None:
        spec = map_at(made, "spec")
        kept = ("accessModes", "resources", "storageClassName")
        wanted = {
            "apiVersion": "v1",
            "kind": "PersistentVolumeClaim",
            "metadata": {"name": name},
            "spec": {key: spec[key] for key in kept if spec.get(key)},
        }
        self._notes.ask(
            f"the data of {workload.name} stays on the old claim; move it, or name that claim in "
            "persistence.existingClaim"
        )
        if own is not None:
            self._take(own, wanted)
        else:
            self._found.wanted.append(wanted)
            self._found.origins[object_of(wanted)] = f"{workload.manifest}"

    def _one(self, kind: str, name: str) -> Manifest | None:
        return next((each for each in self._rest if each.object == Object(kind, name)), None)

    def _scaler(self, name: str) -> Manifest | None:
        for each in self._manifests.own:
            target = map_at(each.content, "spec", "scaleTargetRef").get("name")
            if each.object.kind in {"HorizontalPodAutoscaler", "ScaledObject"} and target == name:
                return each
        return None

    def _scaling(self) -> None:
        for name, slot in self.roles.slots.items():
            scaler = self._scaler(name)
            if scaler is not None and scaler.object.kind == "HorizontalPodAutoscaler":
                self._take(scaler, scaler_wanted(scaler, self.named(slot)))
            workload = next((each for each in self.workloads if each.name == name), None)
            for budget in [
                each for each in self._rest if each.object.kind == "PodDisruptionBudget"
            ]:
                selector = map_at(budget.content, "spec", "selector", "matchLabels")
                labels = workload.labels if workload is not None else {}
                if selector and all(labels.get(key) == item for key, item in selector.items()):
                    spec = {
                        key: item
                        for key, item in map_at(budget.content, "spec").items()
                        if key != "selector"
                    }
                    metadata = {"name": self.named(slot)}
                    self._take(
                        budget,
                        {
                            "apiVersion": "policy/v1",
                            "kind": "PodDisruptionBudget",
                            "metadata": metadata,
                            "spec": spec,
                        },
                    )

    def _cron_job(self, job: Manifest) -> None:
        name = seeds.job_key(job.object.name, self.roles)
        spec = map_at(job.content, "spec")
        inner = map_at(spec, "jobTemplate", "spec")
        workload = Workload(job, map_at(inner, "template"))
        if not workload.containers:
            return
        pod = pod_spec(workload, name, lambda main: self.variables.of(main, f"{job}"))
        pod["restartPolicy"] = "Never"
        kept = ("schedule", "timeZone", "suspend", "concurrencyPolicy", "startingDeadlineSeconds")
        also = ("successfulJobsHistoryLimit", "failedJobsHistoryLimit")
        own = {key: spec[key] for key in (*kept, *also) if key in spec}
        limits = {
            key: inner[key] for key in ("backoffLimit", "activeDeadlineSeconds") if key in inner
        }
        wanted: dict[str, Any] = {
            "apiVersion": "batch/v1",
            "kind": "CronJob",
            "metadata": {"name": self.named(name)},
            "spec": {**own, "jobTemplate": {"spec": {**limits, "template": {"spec": pod}}}},
        }
        self._notes.judge(f"{job}: a job, cronJobs.{name}")
        self._take(job, wanted)

    def _routes(self) -> None:
        values = self._found.values
        ingresses = [each for each in self._rest if each.object.kind == "Ingress"]
        if ingresses:
            values["ingress"] = routes.ingress_values(ingresses, self.slots, self._notes)
            seeds.open_paths(values, values["ingress"])
        gateways = [each for each in self._rest if each.object.kind == "HTTPRoute"]
        if gateways:
            values["gateway"] = routes.gateway_values(gateways, self.slots, self._notes)
            seeds.open_paths(values, values["gateway"])
        for each in [*ingresses, *gateways]:
            self._take(each, None)

    def _servers(self) -> None:
        """Leave the servers beside the release as they are, with all that is theirs."""
        for name in self.roles.servers:
            workload = next(each for each in self.workloads if each.name == name)
            if workload.manifest.is_composed:
                labels = ", ".join(f"{key}={item}" for key, item in workload.labels.items())
                self._notes.lose(f"{name}: runs beside the release")
                self._notes.ask(
                    f"run {name} in the namespace with the labels {labels}, or correct who is let "
                    "through to it, in database and networkPolicy.servers"
                )
            for each in (workload.manifest, *workload.services):
                if not each.is_composed:
                    self._notes.lose(f"{each}: stays as it is; keep its manifest")
                self._take(each, None)
            for volume in maps_in(workload.spec.get("volumes")):
                claim = map_at(volume, "persistentVolumeClaim").get("claimName")
                if (found := self._one("PersistentVolumeClaim", f"{claim}")) is not None:
                    self._notes.lose(f"{found}: stays with {name}")
                    self._take(found, None)

    def _others(self) -> None:
        """Carry what has no place in the chart as it is, or say what becomes of it."""
        values = self._found.values
        for each in self._rest:
            kind = each.object.kind
            if kind == "NetworkPolicy":
                self._notes.lose(
                    f"{each}: the policies of the chart take its place; see networkPolicy"
                )
            elif (
                kind == "ConfigMap"
                and each.object.name in self.variables.used_configs
                and not self._is_mounted(each)
            ):
                continue
            elif kind == "Job" and seeds.migrates(each):
                seeds.migrate(values, each, self._notes)
            elif kind in {"Job", *KINDS, "ClusterRole", "ClusterRoleBinding", "ServiceAccount"}:
                self._notes.lose(f"{each}: has no place in the chart; keep its manifest")
            else:
                content = (
                    public_config(each, self._notes).content
                    if kind == "ConfigMap"
                    else each.content
                )
                values.setdefault("extraObjects", []).append(bare(content))
                self._notes.judge(f"{each}: carried as it is, in extraObjects")

    def _is_mounted(self, config: Manifest) -> bool:
        volumes = [each for work in self.workloads for each in maps_in(work.spec.get("volumes"))]
        return any(map_at(each, "configMap").get("name") == config.object.name for each in volumes)
