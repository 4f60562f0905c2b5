"""A validator of pydantic, which Helm cannot run."""

from pydantic import field_validator

from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Manifest


class ShopValues(ChartValues):
    """What an operator of the shop can set."""

    port: int = 8080
    """The port of the shop, from 1 to 65535."""

    @field_validator("port")
    @classmethod
    def is_port(cls, port: int) -> int:
        """Refuse a number that is no port."""
        if not 1 <= port <= 65535:
            raise ValueError("must be a port")
        return port


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
