"""Where credentials come from: exactly one of three modes. No message here holds a secret."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, SecretStr

from todo_k8s.helm.content import each, only_if
from todo_k8s.helm.fields.types import Format
from todo_k8s.helm.functions import all_of, any_of, equals, is_set, matches, not_, revealed
from todo_k8s.helm.model import ChartValues, Check, KubernetesObject, Text, rule
from todo_k8s.services.types.names import ObjectName
from todo_k8s.services.types.variables import DataKey

_PLACEHOLDER = (
    r"(?i)\A(change[-_ ]?me.*|replace[-_ ]?me.*|place[-_ ]?holder|your[-_ ].*|<.*>|x{3,}|todo"
    r"|example|secret|password|none|null|dummy)\z"
)
_USUAL_KEYS = (
    *("ANTHROPIC_API_KEY", "BETTER_AUTH_SECRET", "COHERE_API_KEY", "DATABASE_URL", "DIRECT_URL"),
    *("GEMINI_API_KEY", "GROQ_API_KEY", "OPENAI_API_KEY", "OPENROUTER_API_KEY"),
)
"""Keys that a Secret of such applications has."""
_SPACE, _NO_SPACE = r"[\t-\r ]", r"[^\t-\r ]"  # \s is not the same in Python and Go
_API_KEY = r"(?i)api[-_.]?key"
_AUTH_KEY = r"(?i)(auth[-_.]?secret|secret[-_.]?key|jwt[-_.]?secret)"
_DATABASE_URL = r"(?i)database[-_.]?url"


def is_strong(secret: str) -> bool:
    """Return whether a secret is hard to guess: 32 characters, in a URL 16 as its password.

    There must be digits among them, and no words of an example.
    """
    return all_of(
        matches(secret, r"\A[!-9;-~]{32,}\z|://[^/@:]*:[^/@]{16,}@"),
        matches(secret, r"\A[!-9;-~]*[0-9][!-9;-~]*\z|://[^/@:]*:[^/@]*[0-9][^/@]*@"),
        not_(matches(secret, "(?i)at-least-|change-?me|example|placeholder|password")),
    )


class RemoteRef(ChartValues):
    """Where a secret lies in the store of the External Secrets Operator."""

    _mistaken: ClassVar[Mapping[str, str]] = {
        "field": "property",
        "name": "key",
        "path": "key",
        "remoteRef": "its key and property stand here, without it",
    }

    key: Annotated[Text, Field(min_length=1, max_length=2048)]
    """Name or path of the secret in the store."""

    property: Text = ""
    """Part of the secret, if it has parts."""


class ExternalSecretValues(ChartValues):
    """An ExternalSecret, for the External Secrets Operator to fill the Secret from a store."""

    store_kind: Literal["SecretStore", "ClusterSecretStore"] = "ClusterSecretStore"
    """Kind of the store."""

    store_name: ObjectName = ""
    """Name of the store."""

    refresh_interval: Annotated[
        str, Format("^[0-9]{1,9}(s|m|h)$", "must be a number and a unit, such as 1h")
    ] = "1h"
    """How often the store is asked."""

    data: dict[DataKey, RemoteRef] = {}
    """What to fetch: key in the Secret → where it lies in the store."""

    data_from: list[KubernetesObject] = []
    """Whole entries of the store, whose keys become those of the Secret, each as in `dataFrom` of
    an `ExternalSecret`: `{extract: {key: todo/production}}`, or `find` and `rewrite`. The keys are
    known only to the store, so nothing checks that those of `secretEnv` are among them."""

    @property
    def fetches(self) -> bool:
        """Whether it says what to fetch."""
        return any_of(is_set(self.data), is_set(self.data_from))


class SecretsValues(ChartValues):
    """Where credentials come from."""

    _needs_values: ClassVar[bool] = True

    _mistaken: ClassVar[Mapping[str, str]] = dict.fromkeys(
        _USUAL_KEYS,
        "put it into %svalues, and set %smode to values; or into a Secret of yours, and its name "
        "into %sexistingSecret",
    )

    mode: Literal["existing", "values", "external"] = "existing"
    """`existing`: a Secret that is there already. `values`: a Secret made from `secrets.values`.
    `external`: a Secret that the External Secrets Operator makes."""

    existing_secret: ObjectName = ""
    """Name of the Secret of the mode `existing`. In the other modes the Secret that is created has
    the name of the release, with `-secrets` at its end."""

    values: dict[DataKey, SecretStr] = {}
    """Key → secret, for the mode `values`. Give them at install, from a file that is kept safe;
    the pods of the services that use one roll when it changes, where a secret of 32 characters or
    more, with digits and no words of an example, is among them; else change `secrets.revision`."""

    external_secret: ExternalSecretValues = ExternalSecretValues()
    """The ExternalSecret of the mode `external`."""

    revision: Annotated[Text, Field(max_length=63)] = ""
    """Any text; a change of it rolls the pods, for when a Secret outside the chart has changed."""

    @rule
    def one_mode(self) -> list[Check]:
        """Exactly one mode, with what it needs and nothing of the others."""
        existing, values, external = (
            equals(self.mode, mode) for mode in ("existing", "values", "external")
        )
        return [
            Check(
                any_of(not_(existing), is_set(self.existing_secret)),
                "must name a Secret in the mode existing; set it",
                "existingSecret",
            ),
            Check(
                any_of(values, not_(is_set(self.values))),
                "holds secrets, but the mode is another; set secrets.mode to values, or empty it",
                "values",
            ),
            Check(
                any_of(not_(values), is_set(self.values)),
                "must hold the secrets in the mode values; set them, or choose another mode",
                "values",
            ),
            Check(
                any_of(not_(external), is_set(self.external_secret.store_name)),
                "must name a store in the mode external; set it",
                "externalSecret.storeName",
            ),
            Check(
                any_of(not_(external), self.external_secret.fetches),
                "must say where the secrets lie in the mode external; set it, or dataFrom",
                "externalSecret.data",
            ),
            Check(
                any_of(external, not_(is_set(self.external_secret.data))),
                "says where secrets lie, but the mode is another; set secrets.mode to external, or "
                "remove it",
                "externalSecret.data",
            ),
            Check(
                any_of(external, not_(is_set(self.external_secret.data_from))),
                "says where secrets lie, but the mode is another; set secrets.mode to external, or "
                "remove it",
                "externalSecret.dataFrom",
            ),
        ]

    @property
    def plain(self) -> Mapping[str, str]:
        """The secrets in plain text."""
        return revealed(self.values)

    @rule
    def well_formed(self) -> Any:
        """A secret must be there, be no placeholder, and look like what its key says."""
        return only_if(equals(self.mode, "values"), each(self.plain, _form))


def _form(key: str, secret: str) -> list[Check]:
    """Return the checks of one secret; the messages name its key only."""
    field = f"values.{key}"
    return [
        Check(is_set(secret), "is empty; set it", field),
        Check(not_(matches(secret, _PLACEHOLDER)), "is a placeholder; set the real one", field),
        Check(
            not_(matches(secret, rf"\A{_SPACE}|{_SPACE}\z")),
            "starts or ends with white space; remove it",
            field,
        ),
        Check(
            any_of(not_(matches(key, _API_KEY)), matches(secret, rf"\A{_NO_SPACE}{{20,}}\z")),
            "must be an API key of 20 characters or more, without white space; check it",
            field,
        ),
        Check(
            any_of(not_(matches(key, _AUTH_KEY)), matches(secret, r"\A(?s:.){32,}\z")),
            "must have 32 characters or more; make one with: openssl rand -base64 32",
            field,
        ),
        Check(
            any_of(
                not_(matches(key, _DATABASE_URL)),
                matches(secret, rf"\Apostgres(ql)?(\+[a-z0-9]+)?://{_NO_SPACE}+\z"),
            ),
            "must be a URL that starts with postgresql://, without white space; check it",
            field,
        ),
    ]
