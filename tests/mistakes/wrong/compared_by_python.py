"""A value that Python compares."""

from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Manifest


class ShopValues(ChartValues):
    """What an operator of the shop can set."""

    stage: str = "test"
    """The stage: test or production."""


class Shop(HelmChart[ShopValues]):
    """The shop."""

    metadata = ChartMetadata(name="shop", version="1.0.0", app_version="2.1", description="A shop")

    def build(self) -> None:
        workers = "8" if self.values.stage == "production" else "2"
        data = {"WORKERS": workers}
        name = f"{self.release.name}-shop"
        Manifest(
            self,
            "settings",
            {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}, "data": data},
        )
