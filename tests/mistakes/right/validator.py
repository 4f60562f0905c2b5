"""A validator of pydantic, which Helm cannot run: fixed."""

from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Manifest
from todo_k8s.values.types import Port


class ShopValues(ChartValues):
    """What an operator of the shop can set."""

    port: Port = 8080
    """The port of the shop, from 1 to 65535."""


class Shop(HelmChart[ShopValues]):
    """The shop."""

    metadata = ChartMetadata(name="shop", version="1.0.0", app_version="2.1", description="A shop")

    def build(self) -> None:
        data = {"TITLE": "Shop"}
        name = f"{self.release.name}-shop"
        Manifest(
            self,
            "settings",
            {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}, "data": data},
        )
