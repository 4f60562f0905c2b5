"""The Secret with the application's credentials."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from constructs import Construct
from pydantic import SecretStr

from todo_k8s.errors import ExpressionError
from todo_k8s.helm.chart import Manifest, when
from todo_k8s.helm.chart.places import Part
from todo_k8s.helm.content import Content, each, each_entry, filled, named_list, named_map, only_if
from todo_k8s.helm.functions import (
    all_of,
    b64encode,
    checksum,
    choose,
    equals,
    get,
    is_set,
    named,
    not_,
    sha256,
)
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.helm.symbolic.as_expressions import is_symbolic
from todo_k8s.services.application import Application
from todo_k8s.services.secrets.values import (
    ExternalSecretValues,
    RemoteRef,
    SecretsValues,
    is_strong,
)

if TYPE_CHECKING:
    from todo_k8s.services.secrets.file_values import SecretFilesValues


class AppSecrets(Part):
    """The Secret that services take their credentials from, in exactly one of three modes.

    Produces nothing for an existing Secret, one ``Secret`` (``Opaque``) for given values, one
    ``ExternalSecret`` (``external-secrets.io/v1``) for the External Secrets Operator. A secret
    never appears in a repr, an error or an annotation; see `pod_annotations` for what rolls pods.

    Args:
        scope: The construct it belongs to.
        id: Its id; the suffix of the Secret's name.
        values: Where credentials come from.
        annotations: Annotations of the Secret that is made, or of the ``ExternalSecret``.

    References:
        https://kubernetes.io/docs/concepts/configuration/secret/
        https://external-secrets.io/latest/api/externalsecret/
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        values: SecretsValues,
        annotations: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(scope, id)
        self.values = values
        self._annotations = annotations
        self._application = Application.of(scope)
        self._component = id
        made = self._application.object_name(id)
        existing = equals(values.mode, "existing")
        self.secret_name: str = named(
            f"{id}.secretName", choose(existing, values.existing_secret, made)
        )
        if secret := when(self, "values", equals(values.mode, "values")):
            Manifest(secret, "secret", self._secret(made))
        if external := when(self, "external", equals(values.mode, "external")):
            Manifest(external, "external-secret", self._external_secret(made))

    @classmethod
    def from_existing(cls, scope: Construct, id: str, *, name: str) -> AppSecrets:
        """Use a Secret that is there already.

        Args:
            scope: The construct it belongs to.
            id: Its id.
            name: The Secret's name.
        """
        return cls(scope, id, values=SecretsValues(existing_secret=name))

    @classmethod
    def from_values(
        cls, scope: Construct, id: str, *, values: Mapping[str, SecretStr]
    ) -> AppSecrets:
        """Make a Secret from given values; keep the synthesized manifest as safe as them.

        Args:
            scope: The construct it belongs to.
            id: Its id.
            values: Key → secret.

        Raises:
            ExpressionError: If one of them is known only at install time.
        """
        if is_map(values) and any(map(is_symbolic, values.values())):
            raise ExpressionError(
                "from_values() is for secrets that are known now, and fields of the chart's values "
                "are not; give the chart a field of the type SecretsValues, and write "
                "AppSecrets(..., values=values.secrets)"
            )
        return cls(scope, id, values=SecretsValues(mode="values", values=dict(values)))

    @classmethod
    def from_external(
        cls, scope: Construct, id: str, *, values: ExternalSecretValues
    ) -> AppSecrets:
        """Let the External Secrets Operator make the Secret.

        Args:
            scope: The construct it belongs to.
            id: Its id.
            values: The store, and where the secrets lie in it.
        """
        return cls(scope, id, values=SecretsValues(mode="external", external_secret=values))

    def env_source(self, key: str) -> dict[str, Any]:
        """Return ``valueFrom`` of a variable that holds the secret under `key`."""
        return {"secretKeyRef": {"name": self.secret_name, "key": key}}

    def pod_annotations(
        self, component: str, keys: Mapping[str, str], files: Mapping[str, SecretFilesValues]
    ) -> dict[str, Content]:
        """Return the annotations that roll a service's pods when a secret of theirs changes.

        The checksum is over all that the service gets, and only where a guess would have to hit
        something that is hard to guess: else who reads the Deployment could try guesses.

        Args:
            component: The service.
            keys: The keys in the Secret that it gets, by variable.
            files: The keys that it gets as files, by directory.
        """
        values = self.values
        made = equals(values.mode, "values")
        return {
            "checksum/secret": only_if(made, self._checksum(component, keys)),
            "checksum/secret-files": only_if(made, self._checksum_of_files(component, files)),
            "checksum/secret-revision": only_if(is_set(values.revision), values.revision),
        }

    def _checksum(self, component: str, keys: Mapping[str, str]) -> Content:
        plain = self.values.plain
        sums = named_map(
            f"{component}.secretSums",
            each_entry(keys, lambda name, key: sha256(get(plain, key))),  # noqa: ARG005  # the names of its variables
        )
        strong = named_map(
            f"{component}.strongSecrets",
            each_entry(keys, lambda name, key: only_if(is_strong(get(plain, key)), name)),
        )
        others = self._strong_sums()
        with_others = only_if(all_of(is_set(sums), is_set(others)), checksum([sums, others]))
        return only_if(is_set(strong), checksum(sums), with_others)

    def _checksum_of_files(self, component: str, files: Mapping[str, SecretFilesValues]) -> Content:
        plain = self.values.plain

        def summed(path: str, values: SecretFilesValues) -> Content:  # noqa: ARG001  # names of variables
            keys = each(values.keys, lambda key: sha256(get(plain, key)))
            own = not_(is_set(values.secret))
            return only_if(own, checksum(named_list(f"{component}.keySums", [keys])))

        def held(path: str, values: SecretFilesValues) -> Content:
            keys = each(values.keys, lambda key: only_if(is_strong(get(plain, key)), key))
            strong = is_set(named_list(f"{component}.strongKeys", [keys]))
            return only_if(all_of(not_(is_set(values.secret)), strong), path)

        sums = named_map(f"{component}.secretFileSums", each_entry(files, summed))
        strong = named_map(f"{component}.strongSecretFiles", each_entry(files, held))
        others = self._strong_sums()
        both = checksum([checksum(sums), checksum(others)])
        with_others = only_if(all_of(is_set(sums), is_set(others)), both)
        return only_if(is_set(strong), checksum(sums), with_others)

    def _strong_sums(self) -> Mapping[str, str]:
        """Return the sums of all secrets that are hard to guess."""
        return named_map(
            f"{self._component}.strongSums",
            each_entry(
                self.values.plain,
                lambda key, secret: only_if(is_strong(secret), sha256(secret)),  # noqa: ARG005  # names of variables
            ),
        )

    def _metadata(self, name: str) -> dict[str, Any]:
        return self._application.metadata(self._component, name=name, annotations=self._annotations)

    def _secret(self, name: str) -> dict[str, Any]:
        data = each_entry(self.values.plain, lambda key, secret: b64encode(secret))  # noqa: ARG005  # names of variables
        return {
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": self._metadata(name),
            "type": "Opaque",
            "data": filled(data),
        }

    def _external_secret(self, name: str) -> dict[str, Any]:
        external = self.values.external_secret
        return {
            "apiVersion": "external-secrets.io/v1",
            "kind": "ExternalSecret",
            "metadata": self._metadata(name),
            "spec": {
                "refreshInterval": external.refresh_interval,
                "secretStoreRef": {"kind": external.store_kind, "name": external.store_name},
                "target": {"name": name, "creationPolicy": "Owner"},
                "data": [each(external.data, _remote)],
                "dataFrom": external.data_from,
            },
        }


def _remote(key: str, ref: RemoteRef) -> dict[str, Any]:
    remote = {"key": ref.key, "property": only_if(is_set(ref.property), ref.property)}
    return {"secretKey": key, "remoteRef": remote}
