"""The database, the AI API and the authentication that the application uses; all outside."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from todo_k8s.helm.functions import any_of, is_none, is_set, not_
from todo_k8s.helm.model import ChartValues, Check, Integer, KubernetesObject, Text, rule
from todo_k8s.services.peers import is_selector
from todo_k8s.services.types.addresses import HttpUrl, Origin
from todo_k8s.services.types.numbers import Count, CountOrZero, Port
from todo_k8s.services.types.variables import OptionalKeyName, OptionalVariableName, VariableName

AI_KEYS = {
    "gemini": "GEMINI_API_KEY",
    "openai": "OPENAI_API_KEY",
    "groq": "GROQ_API_KEY",
    "cohere": "COHERE_API_KEY",
    "openrouter": "OPENROUTER_API_KEY",
    "anthropic": "ANTHROPIC_API_KEY",
}
"""The variable that holds the key, by provider."""

Provider = Literal["gemini", "openai", "groq", "cohere", "openrouter", "anthropic", "none"]


class DatabaseValues(ChartValues):
    """The PostgreSQL server (Neon), and the connections the application may open.

    Every backend process keeps a pool. The connections of all services and jobs must stay below
    what the server takes, also while a rollout runs all new pods while all old ones still end.
    """

    _mistaken: ClassVar[Mapping[str, str]] = dict.fromkeys(
        ("connectionString", "dsn", "host", "name", "password", "uri", "url", "user", "username"),
        "the URL of the database goes into the Secret, and the name of its key into "
        "backend.secretEnv.DATABASE_URL",
    )

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
    """Connections that each backend process keeps in its pool."""

    max_overflow: CountOrZero = 4
    """Connections that each backend process opens above that."""

    pool_size_env: OptionalVariableName = ""
    """Variable that tells the backend `poolSize`, such as DB_POOL_SIZE; empty to set none."""

    max_overflow_env: OptionalVariableName = ""
    """Variable that tells the backend `maxOverflow`, such as DB_MAX_OVERFLOW; empty to set none."""

    workers: Annotated[Integer, Field(ge=1, le=64)] = 1
    """Processes in each backend pod; the uvicorn preset starts as many."""

    _renamed: ClassVar[Mapping[str, str]] = {"frontendConnections": ".frontend.databaseConnections"}

    frontend_connections: int | None = Field(default=None, exclude=True)
    """Moved to `frontend.databaseConnections`."""

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

    @rule
    def selects_by_labels(self) -> list[Check]:
        """A label beside `matchLabels` would be dropped, and the rule be for all pods."""
        return [
            *is_selector(self.pod_selector, "podSelector"),
            *is_selector(self.namespace_selector, "namespaceSelector"),
        ]

    @rule
    def counts_by_service(self) -> Check:
        """Each service says how many connections it opens."""
        return Check(
            is_none(self.frontend_connections),
            "is now frontend.databaseConnections; move it there",
            "frontendConnections",
        )


class AiValues(ChartValues):
    """The AI API."""

    _mistaken: ClassVar[Mapping[str, str]] = dict.fromkeys(
        ("apiKey", "key", "secret", "token"),
        "the API key goes into the Secret, and the name of its key into keyName",
    )

    provider: Provider = "gemini"
    """Whose API; decides the variable with the key: GEMINI_API_KEY, OPENAI_API_KEY, GROQ_API_KEY,
    COHERE_API_KEY, OPENROUTER_API_KEY or ANTHROPIC_API_KEY; `none` for no key. Do not set
    GOOGLE_API_KEY too: it would win over GEMINI_API_KEY."""

    provider_env: OptionalVariableName = ""
    """Variable that tells the backend `provider`, such as AI_PROVIDER; empty to set none."""

    model: Annotated[Text, Field(max_length=253)] = ""
    """Model to ask, as the variable AI_MODEL; empty to set none."""

    base_url: HttpUrl = ""
    """URL of an API that is compatible with OpenAI's, such as https://llm.example.com/v1, as the
    variable OPENAI_BASE_URL; empty to set none. Choose `openai` as the provider for the key
    OPENAI_API_KEY. The network policy opens port 443; put another into
    `networkPolicy.extraEgress`."""

    key_env: OptionalVariableName = ""
    """Variable with the key, if the application reads another one than the provider's."""

    key_name: OptionalKeyName = ""
    """Name of the key in the Secret that holds the API key, never the API key itself; empty for the
    variable's name."""

    _renamed: ClassVar[Mapping[str, str]] = {"secretKey": "keyName"}

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

    _mistaken: ClassVar[Mapping[str, str]] = dict.fromkeys(
        ("secret", "secretKey", "token"),
        "it goes into the Secret, and the name of its key into secretEnv.BETTER_AUTH_SECRET of the "
        "service",
    )

    url: Origin = ""
    """Origin under which users reach the application, such as https://todo.example.com, as the
    variable BETTER_AUTH_URL; empty to leave it out."""

    url_env: VariableName = "BETTER_AUTH_URL"
    """Variable that holds the origin, in both services."""
