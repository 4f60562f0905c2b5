"""A loop of Python over a list of values."""

from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Manifest


class ShopValues(ChartValues):
    """What an operator of the shop can set."""

    hosts: list[str] = ["shop.example.com"]
    """The host names of the shop."""


class Shop(HelmChart[ShopValues]):
    """The shop."""

    metadata = ChartMetadata(name="shop", version="1.0.0", app_version="2.1", description="A shop")

    def build(self) -> None:
        rules = [{"host": host} for host in self.values.hosts]
        backend = {"service": {"name": "shop", "port": {"number": 80}}}
        Manifest(
            self,
            "ingress",
            {
                "apiVersion": "networking.k8s.io/v1",
                "kind": "Ingress",
                "metadata": {"name": f"{self.release.name}-shop"},
                "spec": {"defaultBackend": backend, "rules": rules},
            },
        )
