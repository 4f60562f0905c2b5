"""An `if` on a value, which is not known while the templates are written: fixed."""

from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Manifest, when


class ShopValues(ChartValues):
    """What an operator of the shop can set."""

    debug: bool = False
    """Print each request."""


class Shop(HelmChart[ShopValues]):
    """The shop."""

    metadata = ChartMetadata(name="shop", version="1.0.0", app_version="2.1", description="A shop")

    def build(self) -> None:
        meta = {"name": f"{self.release.name}-shop"}
        content = {
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "metadata": meta,
            "data": {"LOG": "all"},
        }
        if debugging := when(self, "debugging", self.values.debug):
            Manifest(debugging, "settings", content)
