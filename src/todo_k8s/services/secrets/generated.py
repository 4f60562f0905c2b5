"""A Secret with passwords that are generated at the first installation and kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from constructs import Construct

from todo_k8s.errors import TemplateError
from todo_k8s.helm.chart.generated import GeneratedData
from todo_k8s.helm.chart.places import Part, path_of
from todo_k8s.helm.content import only_if
from todo_k8s.helm.plain.shapes import is_map
from todo_k8s.services.application import Application

LEAST, MOST = 16, 256
"""How many characters a generated text may have; 16 are 95 bits."""

_KEY = re.compile(r"(?!\.\.|\.$)[-._A-Za-z0-9]{1,253}", re.ASCII)


class GeneratedSecret(Part):
    """A Secret of random texts that are generated once: upgrades keep what is there.

    Produces one ``Secret`` (``Opaque``). Each text has letters and digits only, so that it can be
    a part of a URL. Nothing but the Secret's data has it: refer to it by `env_source`. Helm finds
    what exists by ``lookup``, and Python is told: ``render(Shop, values, existing=[secret])``.

    Where Helm has no cluster to ask (``helm template``, ``--dry-run=client``, Argo CD), it
    generates other texts each time. Use `AppSecrets.from_existing` there.

    Args:
        scope: The construct it belongs to, in a `HelmChart`.
        id: Its id.
        keys: The keys of its data, each with the number of characters, 16 to 256; as literals.
        name: The Secret's name; by default that of the component's objects.
        component: Its name in labels, by default the id; within `todo_k8s.helm.for_each` the key,
            or a text that holds it.
        keep: Whether the Secret stays when the release is uninstalled, as volumes do
            (``helm.sh/resource-policy: keep``).

    Raises:
        TemplateError: If the keys are something else, or no `HelmChart` is around it.

    References:
        https://helm.sh/docs/chart_template_guide/functions_and_pipelines/#using-the-lookup-function
        https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        keys: Mapping[str, int],
        name: str | None = None,
        component: str | None = None,
        keep: bool = True,
    ) -> None:
        super().__init__(scope, id)
        self._keys = _checked(keys, self)
        application = Application.of(scope)
        component = id if component is None else component
        self.secret_name: str = application.object_name(component) if name is None else name
        policy = {"helm.sh/resource-policy": only_if(keep, "keep")}
        metadata = application.metadata(component, name=self.secret_name, own=policy)
        content = {"apiVersion": "v1", "kind": "Secret", "metadata": metadata, "type": "Opaque"}
        GeneratedData(self, "secret", content, self._keys)

    def env_source(self, key: str) -> dict[str, Any]:
        """Return ``valueFrom`` of a variable that holds what is generated for `key`.

        Raises:
            TemplateError: If the Secret has no such key.
        """
        if key not in self._keys:
            raise TemplateError(
                f"{path_of(self)}: has no such key; its keys are {', '.join(self._keys)}"
            )
        return {"secretKeyRef": {"name": self.secret_name, "key": key}}


def _checked(keys: Any, secret: GeneratedSecret) -> dict[str, int]:
    known: dict[Any, Any] = dict(keys) if is_map(keys) else {}
    right = (
        type(key) is str and _KEY.fullmatch(key) and type(length) is int and LEAST <= length <= MOST
        for key, length in known.items()
    )
    if not known or not all(right):
        raise TemplateError(
            f"{path_of(secret)}: keys must be names of letters, digits, '.', '_' and '-', each "
            f"with a length of {LEAST} to {MOST}, known when the chart is exported; write "
            'keys={"password": 32}'
        )
    return known
