"""A manifest that differs from one run to the next: fixed."""

from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Manifest


class ShopValues(ChartValues):
    """What an operator of the shop can set."""

    title: str = "Shop"
    """What the page is called."""

    built: str = ""
    """When the image was built."""


class Shop(HelmChart[ShopValues]):
    """The shop."""

    metadata = ChartMetadata(name="shop", version="1.0.0", app_version="2.1", description="A shop")

    def build(self) -> None:
        data = {"BUILT": self.values.built}
        name = f"{self.release.name}-shop"
        Manifest(
            self,
            "settings",
            {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}, "data": data},
        )
