"""A pattern that Go's regular expressions do not know: fixed."""

from typing import Annotated

from pydantic import Field

from todo_k8s.helm import ChartMetadata, ChartValues, Check, HelmChart, Manifest, rule
from todo_k8s.helm.functions import matches, not_


class ShopValues(ChartValues):
    """What an operator of the shop can set."""

    code: Annotated[str, Field(pattern=r"^[a-z]+$")] = "shop"
    """A code in lower case that does not start with test."""

    @rule
    def is_no_test(self) -> Check:
        """The code does not start with test."""
        return Check(not_(matches(self.code, "^test")), "must not start with test", "code")


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
