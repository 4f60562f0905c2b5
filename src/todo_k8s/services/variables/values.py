"""What can be set of a container's variables."""

from collections.abc import Callable, Mapping
from typing import Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import any_of, has_key, matches, not_
from todo_k8s.helm.model import ChartValues, Check, KubernetesObject, rule
from todo_k8s.services.secrets.credentials import plain_credentials
from todo_k8s.services.secrets.file_values import SecretFiles
from todo_k8s.services.types.variables import EnvMap, EnvName, SecretEnvMap, VariableName
from todo_k8s.services.variables.levels import references_can_be_replaced
from todo_k8s.services.variables.sources import EnvSourceValues, are_sources

EnvSources = dict[EnvName, EnvSourceValues]
"""Variables by name, each with its source."""


class VariablesValues(ChartValues):
    """What can be set of the variables of a service's container."""

    env: EnvMap = {}
    """Environment variables by name. They override the preset's. `$(NAME)` in a value stands for
    a variable of `secretEnv`, `envValueFrom`, `configMapEnv` or `extraEnvFrom`, or for another one
    of `env`, which may refer to others itself; `$$(NAME)` stays as `$(NAME)`. Credentials are
    refused here, by name or as a URL with a password: use `secretEnv`."""

    secret_env: SecretEnvMap = {}
    """Which secrets it gets: variable name → key in the Secret of `secrets`. Set a name to "" to
    remove its default. For a key of another Secret use `envValueFrom`."""

    env_value_from: EnvSources = {}
    """Environment variables that come from a key of any Secret or ConfigMap, or from a field of the
    pod: variable name → source, as a Kubernetes `EnvVarSource`, such as
    `{secretKeyRef: {name: app-db-app, key: uri}}` or `{fieldRef: {fieldPath: status.podIP}}`."""

    config_map_env: EnvMap = {}
    """Environment variables that come from a ConfigMap the chart makes; a change rolls the pods.
    No variable is both here and in another of these maps. `$(NAME)` stays as it is here: only in
    `env` it stands for another variable."""

    allow_plain_env: list[VariableName] = []
    """Names of variables in `env` and `configMapEnv` that look like credentials and are none, such
    as a public key."""

    extra_env_from: list[KubernetesObject] = []
    """More sources of variables, in Kubernetes' own form (EnvFromSource). What the chart or another
    of these maps sets wins over them, also the URLs of services that it reaches."""

    secret_files: SecretFiles = {}
    """Secrets that it reads from files: directory → keys. The files are read-only, for the pod's
    user group; a change of `secrets.values` rolls the pods as with `secretEnv`."""

    @property
    def variables(self) -> dict[str, Mapping[str, Any]]:
        """Where variables are set: field → its entries."""
        return {
            "env": self.env,
            "secretEnv": self.secret_env,
            "configMapEnv": self.config_map_env,
            "envValueFrom": self.env_value_from,
        }

    @rule
    def sources_are_whole(self) -> Any:
        """Kubernetes refuses a source without a name, or two at once."""
        return are_sources(self.extra_env_from)

    @rule
    def variables_are_not_frozen(self) -> list[Any]:
        """Next.js puts NEXT_PUBLIC_* into its pages when the image is built."""
        return [each(entries, _not_frozen(where)) for where, entries in self.variables.items()]

    @rule
    def references_can_be_replaced(self) -> Any:
        """Kubernetes puts a variable into another one only if it is defined above."""
        return references_can_be_replaced(self.env, "env")

    @rule
    def credentials_are_no_plain_text(self) -> list[Any]:
        """Whoever may read the Deployment or the ConfigMap could read them."""
        maps = {"env": self.env, "configMapEnv": self.config_map_env}
        return [plain_credentials(where, maps[where], self.allow_plain_env) for where in maps]

    @rule
    def variables_have_one_source(self) -> list[Any]:
        """A variable is a plain value, a secret, in the ConfigMap, or from another source."""

        def plain(name: str, _value: str) -> Check:
            return Check(
                not_(has_key(self.secret_env, name)),
                f'is in secretEnv too; remove it here, or set secretEnv.{name} to ""',
                f"env.{name}",
            )

        def of_config(name: str, _value: str) -> Check:
            return Check(
                not_(any_of(has_key(self.env, name), has_key(self.secret_env, name))),
                "is in env or secretEnv too, which override it; remove one of the two",
                f"configMapEnv.{name}",
            )

        return [
            each(self.env, plain),
            each(self.config_map_env, of_config),
            each(self.env_value_from, from_one_source(self.variables)),
        ]


def from_one_source(
    variables: Mapping[str, Mapping[str, Any]],
) -> Callable[[str, Any], list[Check]]:
    """Return the checks that a variable of ``envValueFrom`` is in no other map of variables."""
    plain = [where for where in ("env", "configMapEnv") if where in variables]

    def checks(name: str, _source: EnvSourceValues) -> list[Check]:
        field = f"envValueFrom.{name}"
        return [
            Check(
                not_(has_key(variables["secretEnv"], name)),
                f'is in secretEnv too; remove it here, or set secretEnv.{name} to ""',
                field,
            ),
            Check(
                not_(any_of(*(has_key(variables[where], name) for where in plain))),
                f"is in {' or '.join(plain)} too; remove one of the two",
                field,
            ),
        ]

    return checks


def _not_frozen(where: str) -> Callable[[str, Any], Check]:
    """Return the check of one variable of a map."""

    def check(name: str, _value: Any) -> Check:
        return Check(
            not_(matches(name, "^NEXT_PUBLIC_")),
            "has no effect at run time, as Next.js reads it when the image is built; remove it",
            f"{where}.{name}",
        )

    return check
