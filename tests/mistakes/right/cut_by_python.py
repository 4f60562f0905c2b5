"""A name that Python cuts: fixed."""

from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Manifest
from todo_k8s.helm.functions import truncate


class ShopValues(ChartValues):
    """What an operator of the shop can set."""

    title: str = "Shop"
    """What the page is called."""


class Shop(HelmChart[ShopValues]):
    """The shop."""

    metadata = ChartMetadata(name="shop", version="1.0.0", app_version="2.1", description="A shop")

    def build(self) -> None:
        data = {"TITLE": self.values.title}
        name = truncate(f"{self.release.name}-shop", 20)
        Manifest(
            self,
            "settings",
            {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}, "data": data},
        )
