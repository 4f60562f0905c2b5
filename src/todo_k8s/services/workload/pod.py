"""What a service's pods are made of."""

from __future__ import annotations

from collections.abc import Mapping

from todo_k8s.helm.content import Content, each, named_map, only_if, spread, with_entries
from todo_k8s.helm.functions import (
    checksum,
    choose,
    default,
    is_set,
    merge,
    named,
)
from todo_k8s.helm.plain.shapes import is_list
from todo_k8s.services.application import Application
from todo_k8s.services.image_reference import image_reference
from todo_k8s.services.pod_parts import (
    container_security,
    pod_security,
    with_security,
)
from todo_k8s.services.probes.construct import HealthProbes
from todo_k8s.services.scaling.construct import node_failure_tolerations, topology_spread
from todo_k8s.services.secrets.construct import AppSecrets
from todo_k8s.services.variables.construct import (
    secret_variables,
    sourced_variables,
    variables,
)
from todo_k8s.services.workload.lifecycle import lifecycle, seeding
from todo_k8s.services.workload.preset_choice import ChosenPreset
from todo_k8s.services.workload.values import WorkloadValues
from todo_k8s.services.workload.volumes import PodVolumes


class Pod:
    """The pod template of a service; with the default values it passes PodSecurity `restricted`.

    Args:
        component: The service's name among the application's components.
        values: What can be set.
        application: The application it belongs to.
        secrets: Where ``secretEnv`` takes its keys from; without it ``secretEnv`` is not used.
        env: Variables that the chart sets, which those of the values override.
        secret_env: Secrets that the chart hands over, besides those of the values.
        secret_keys: The keys of those in the Secret, by variable.
        config: Data of the ConfigMap with more variables.
        workers: Processes in each pod.
        more_env: More variables of the container, a list; those of the values can refer to them.
    """

    def __init__(
        self,
        component: str,
        values: WorkloadValues,
        application: Application,
        *,
        secrets: AppSecrets | None = None,
        env: Mapping[str, str] | None = None,
        secret_env: Content = None,
        secret_keys: Mapping[str, str] | None = None,
        config: Mapping[str, str] | None = None,
        workers: int = 1,
        more_env: Content = None,
    ) -> None:
        self.component = component
        self.values = values
        self._application = application
        self._secrets = secrets
        self._secret_env: list[Content] = secret_env if is_list(secret_env) else [secret_env]
        self._secret_keys = secret_keys
        self._config = config
        self._more_env = more_env
        self._preset = ChosenPreset(component, values, workers)
        self.port: int = named(f"{component}.port", default(values.port, self._preset.port))
        given = [values.env, *([] if env is None else [env]), self._preset.env(self.port)]
        self._env = named_map(f"{component}.env", merge(*given))
        self.volumes: PodVolumes = PodVolumes(
            values, self._preset.writable(), secrets, application.object_name(component)
        )
        """What the container can write to, and its files from elsewhere."""

    def template(self) -> dict[str, Content]:
        """Return the pod template: ``metadata`` and ``spec``."""
        values, application = self.values, self._application
        labels = merge(values.pod_labels, application.common_labels)
        annotations = {
            "checksum/config": None
            if self._config is None
            else only_if(is_set(self._config), checksum(self._config)),
            **self._rolling(),
        }
        return {
            "metadata": {
                "labels": with_entries(application.selector(self.component), labels),
                "annotations": with_entries(annotations, values.pod_annotations),
            },
            "spec": with_entries(self.spec(), values.pod_spec, by_rule=True),
        }

    def _rolling(self) -> dict[str, Content]:
        """Return the annotations that roll the pods when a secret that they get changes."""
        if self._secrets is None:
            return {}
        files = self.values.secret_files
        return self._secrets.pod_annotations(self.component, self.secret_keys, files)

    def spec(self) -> dict[str, Content]:
        """Return the pod's spec, without what the values pass on."""
        values = self.values
        return {
            "serviceAccountName": self.service_account_name(),
            "automountServiceAccountToken": values.service_account.automount_token,
            "enableServiceLinks": False,
            "imagePullSecrets": self._application.image_pull_secrets,
            "priorityClassName": only_if(
                is_set(values.priority_class_name), values.priority_class_name
            ),
            "terminationGracePeriodSeconds": values.rollout.termination_grace_period_seconds,
            "securityContext": self._pod_security(),
            "initContainers": [
                seeding(values.seeded_paths, self.container(), values.security_context),
                with_security(values.init_containers, values.security_context),
            ],
            "containers": [
                with_entries(self.container(), values.container_spec, by_rule=True),
                with_security(values.sidecars, values.security_context),
            ],
            "volumes": self.volumes.content(),
            "nodeSelector": values.node_selector,
            "affinity": values.affinity,
            "tolerations": [
                *node_failure_tolerations(values.node_failure_seconds),
                spread(values.tolerations),
            ],
            "topologySpreadConstraints": topology_spread(
                values.topology_spread, self._application.selector_labels(self.component)
            ),
        }

    def service_account_name(self) -> str:
        """Return the name of the pods' ServiceAccount."""
        account = self.values.service_account
        made = self._application.object_name(self.component)
        return named(
            f"{self.component}.serviceAccountName",
            choose(is_set(account.name), account.name, choose(account.create, made, "default")),
        )

    def container(self) -> dict[str, Content]:
        """Return the container, without what the values pass on."""
        values = self.values
        return {
            "name": self.component,
            "image": self.image(),
            "imagePullPolicy": values.image.pull_policy,
            "command": self._preset.command(self.port),
            "args": values.args,
            "ports": self._ports(),
            "env": [
                secret_variables(values.secret_env, self._secrets),
                sourced_variables(values.env_value_from),
                *self._secret_env,
                self._more_env,
                *variables(f"{self.component}.env", self._env),
            ],
            "envFrom": [self._config_source(), spread(values.extra_env_from)],
            "resources": {"requests": values.resources.requests, "limits": values.resources.limits},
            **self._probes().content(),
            "lifecycle": lifecycle(values),
            "securityContext": container_security(values.security_context),
            "volumeMounts": self.volumes.mounts(),
        }

    def _probes(self) -> HealthProbes:
        return HealthProbes(
            self.values.probes,
            path=self._preset.path,
            grpc_port=self.port,
            listens=self.values.listens,
        )

    def _ports(self) -> Content:
        values = self.values
        ports = [
            _container_port("http", self.port),
            each(values.extra_ports, _container_port),
            each(values.udp_ports, lambda name, port: _container_port(name, port, "UDP")),
        ]
        return ports if self.values.listens is True else only_if(self.values.listens, ports)

    def image(self) -> str:
        """Return the image's reference."""
        return image_reference(f"{self.component}.image", self.values.image, self._application)

    @property
    def path(self) -> str:
        """The path of the readiness check, or the preset's."""
        probes = self.values.probes
        return default(probes.readiness.path, default(probes.path, self._preset.path))

    def _config_source(self) -> Content:
        if self._config is None:
            return None
        source = {"configMapRef": {"name": self._application.object_name(self.component)}}
        return only_if(is_set(self._config), source)

    @property
    def plain_variables(self) -> Mapping[str, str]:
        """The plain variables of the values and of the ConfigMap, without the preset's."""
        return merge(self.values.env, {} if self._config is None else self._config)

    @property
    def secret_keys(self) -> Mapping[str, str]:
        """The keys in the Secret that it gets, by variable."""
        own, more = self.values.secret_env, self._secret_keys
        return own if more is None else merge(own, more)

    @property
    def user(self) -> int:
        """The user id, while no value allows root."""
        return default(self.values.pod_security_context.run_as_user, self._preset.user)

    def _pod_security(self) -> dict[str, Content]:
        values = self.values.pod_security_context
        sysctls = self._preset.sysctls()
        return pod_security(
            values,
            user=self._preset.user,
            sysctls=sysctls,
            assigned=self._application.assigns_users,
            claimed=self.values.persistence.enabled,
        )


def _container_port(name: str, port: int, protocol: str = "TCP") -> dict[str, Content]:
    return {"name": name, "containerPort": port, "protocol": protocol}
