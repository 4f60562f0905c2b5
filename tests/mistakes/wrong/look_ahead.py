"""A pattern that Go's regular expressions do not know."""

from typing import Annotated

from pydantic import Field

from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Manifest


class ShopValues(ChartValues):
    """What an operator of the shop can set."""

    code: Annotated[str, Field(pattern=r"^(?!test)[a-z]+$")] = "shop"
    """A code in lower case that does not start with test."""


class Shop(HelmChart[ShopValues]):
    """The shop."""

    metadata = ChartMetadata(name="shop", version="1.0.0", app_version="2.1", description="A shop")

    def build(self) -> None:
        data = {"CODE": self.values.code}
        name = f"{self.release.name}-shop"
        Manifest(
            self,
            "settings",
            {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}, "data": data},
        )
