"""A value that Python compares: fixed."""

from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Manifest
from todo_k8s.helm.functions import choose, equals


class ShopValues(ChartValues):
    """What an operator of the shop can set."""

    stage: str = "test"
    """The stage: test or production."""


class Shop(HelmChart[ShopValues]):
    """The shop."""

    metadata = ChartMetadata(name="shop", version="1.0.0", app_version="2.1", description="A shop")

    def build(self) -> None:
        is_production = equals(self.values.stage, "production")
        workers = choose(is_production, "8", "2")
        data = {"WORKERS": workers}
        name = f"{self.release.name}-shop"
        Manifest(
            self,
            "settings",
            {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}, "data": data},
        )
