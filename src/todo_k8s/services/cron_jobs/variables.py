"""What can be set of the variables of a job, which overrides that of the service it uses."""

from collections.abc import Mapping
from typing import Any

from todo_k8s.helm.content import each
from todo_k8s.helm.functions import has_key, not_
from todo_k8s.helm.model import ChartValues, Check, KubernetesObject, rule
from todo_k8s.services.secrets.credentials import plain_credentials
from todo_k8s.services.secrets.file_values import SecretFiles
from todo_k8s.services.types.numbers import CountOrZero
from todo_k8s.services.types.variables import EnvMap, SecretEnvMap, VariableName
from todo_k8s.services.variables.sources import are_sources
from todo_k8s.services.variables.values import EnvSources, from_one_source


class JobVariablesValues(ChartValues):
    """Where the variables of a job come from."""

    env: EnvMap = {}
    """Environment variables by name. They override the service's."""

    secret_env: SecretEnvMap = {}
    """Secrets it gets: variable name → key in the Secret. They override the service's."""

    env_value_from: EnvSources = {}
    """Environment variables that come from a key of any Secret or ConfigMap, or from a field of the
    pod, each as a Kubernetes `EnvVarSource`. They override the service's."""

    allow_plain_env: list[VariableName] = []
    """Names of variables in `env` that look like credentials and are none."""

    extra_env_from: list[KubernetesObject] = []
    """More sources of variables, each as a Kubernetes `EnvFromSource`."""

    secret_files: SecretFiles = {}
    """Secrets that it reads from files: directory → keys. Those of its service come too, except
    where it mounts something itself."""

    database_connections: CountOrZero | None = None
    """Connections to the database that a run opens; null for those of a pod of its service, or for
    10 if it gets DATABASE_URL itself. Set it where the URL comes in another way: the network policy
    then opens the database's port."""

    @property
    def variables(self) -> dict[str, Mapping[str, Any]]:
        """Where variables are set: field → its entries."""
        return {
            "env": self.env,
            "secretEnv": self.secret_env,
            "envValueFrom": self.env_value_from,
        }

    @rule
    def sources_are_whole(self) -> Any:
        """Kubernetes refuses a source without a name, or two at once."""
        return are_sources(self.extra_env_from)

    @rule
    def credentials_are_no_plain_text(self) -> Any:
        """Whoever may read the CronJob could read them."""
        return plain_credentials("env", self.env, self.allow_plain_env)

    @rule
    def variables_have_one_source(self) -> Any:
        """A variable is a plain value, a secret, or from another source."""

        def check(name: str, _value: str) -> Check:
            free = not_(has_key(self.secret_env, name))
            return Check(free, "is in secretEnv too; remove one of the two", f"env.{name}")

        return [each(self.env, check), each(self.env_value_from, from_one_source(self.variables))]
