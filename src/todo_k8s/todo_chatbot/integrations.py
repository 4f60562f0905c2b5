"""The database, the AI API and the authentication that the application uses; all outside."""

from typing import Annotated, Literal

from pydantic import Field

from todo_k8s.helm.functions import any_of, is_set, not_
from todo_k8s.helm.model import ChartValues, Check, Integer, KubernetesObject, Text, rule
from todo_k8s.services.types import Count, CountOrZero, OptionalKeyName, Origin, Port, VariableName


class DatabaseValues(ChartValues):
    """The PostgreSQL server (Neon), and the connections the application may open.

    Every backend process keeps a pool. Their sum must stay below what the server takes, also while
    a rollout runs all new pods while all old ones still end.
    """

    port: Port = 5432
    """Port of the server, which the network policy lets through. For a server in the cluster it is
    the port of its pods."""

    pod_selector: KubernetesObject = {}
    """Pods of a server in the cluster, as a Kubernetes `LabelSelector`, such as
    {matchLabels: {app: postgres}}: policies then let `port` through to them, and to nobody else.
    Empty, with `namespaceSelector`, for a server outside."""

    namespace_selector: KubernetesObject = {}
    """Namespaces of those pods, as a Kubernetes `LabelSelector`; empty for the release's."""

    pool_size: Count = 5
    """Connections each backend process keeps, as the variable DB_POOL_SIZE."""

    max_overflow: CountOrZero = 4
    """Connections each backend process opens above that, as the variable DB_MAX_OVERFLOW."""

    workers: Annotated[Integer, Field(ge=1, le=64)] = 1
    """Processes in each backend pod; the uvicorn preset starts as many."""

    frontend_connections: CountOrZero = 10
    """Connections a frontend pod opens; counted if it gets DATABASE_URL."""

    max_connections: Annotated[Integer, Field(ge=1, le=100000)] = 104
    """Connections the server takes (Neon at 0.25 CU: 104)."""

    reserved_connections: CountOrZero = 7
    """Connections the server keeps for itself (Neon: 7)."""

    direct_url_key: OptionalKeyName = ""
    """Key in the Secret of a direct, non-pooled URL, which the migration Job then uses."""

    @property
    def is_inside(self) -> bool:
        """Whether the server is in the cluster."""
        return any_of(is_set(self.pod_selector), is_set(self.namespace_selector))


class AiValues(ChartValues):
    """The AI API."""

    provider: Literal["gemini", "openai", "none"] = "gemini"
    """Whose API; decides the variable with the key: GEMINI_API_KEY or OPENAI_API_KEY. Do not set
    GOOGLE_API_KEY too: it would win over GEMINI_API_KEY."""

    model: Annotated[Text, Field(max_length=253)] = "gemini-2.5-flash"
    """Model to ask, as the variable AI_MODEL; empty for the application's own choice."""

    key_name: OptionalKeyName = ""
    """Name of the key in the Secret that holds the API key, never the API key itself; empty for the
    variable's name."""

    secret_key: str | None = Field(default=None, exclude=True)
    """Removed: its name invited the API key itself. Use `keyName`."""

    @rule
    def has_its_new_name(self) -> Check:
        """The old name is refused, whatever stands there; it may be a secret."""
        return Check(
            not_(is_set(self.secret_key)),
            "is now ai.keyName, the name of the key in the Secret; move the name there, and never "
            "write the API key itself here",
            "secretKey",
        )


class AuthValues(ChartValues):
    """Authentication (Better Auth)."""

    url: Origin = ""
    """Origin under which users reach the application, such as https://todo.example.com, as the
    variable BETTER_AUTH_URL; empty to leave it out."""

    url_env: VariableName = "BETTER_AUTH_URL"
    """Variable that holds the origin, in both services."""
