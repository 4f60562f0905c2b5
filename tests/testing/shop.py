"""A small chart with a condition, a loop, a rule and secrets."""

from __future__ import annotations

from typing import Annotated

from constructs import Construct
from pydantic import Field, SecretStr

from todo_k8s.helm import ChartMetadata, ChartValues, Check, HelmChart, Manifest, rule, when
from todo_k8s.helm.content import Content, each, only_if
from todo_k8s.helm.functions import revealed


class ShopValues(ChartValues):
    """What an operator of the shop can set."""

    replicas: Annotated[int, Field(ge=1, le=9)] = 1
    """How many pods."""

    hosts: list[Annotated[str, Field(min_length=1)]] = []
    """Names of the shop."""

    public: bool = False
    """Tell the names."""

    tokens: dict[str, SecretStr] = {}
    """Credentials."""

    @rule
    def pods_are_few(self) -> Check:
        """Six are enough."""
        return Check(self.replicas <= 6, f"{self.replicas} pods are too many", "replicas")


class Shop(HelmChart[ShopValues]):
    """A shop."""

    metadata = ChartMetadata(name="shop", version="1.0.0", app_version="1", description="A shop")

    def build(self) -> None:
        """Make the objects."""
        values = self.values
        self._thing("pods", {"replicas": values.replicas, "always": 1})
        self._thing("keys", {"tokens": revealed(values.tokens), "always": 1})
        if public := when(self, "if-public", values.public):
            names = [each(values.hosts, lambda host: host)]
            many = only_if(values.replicas > 1, "many", "one")
            self._thing("names", {"names": names, "pods": many}, public)

    def _thing(self, name: str, spec: Content, scope: Construct | None = None) -> None:
        metadata = {"name": f"{self.release.name}-{name}"}
        content = {"apiVersion": "example.com/v1", "kind": "Thing", "metadata": metadata}
        Manifest(scope or self, name, {**content, "spec": spec})
