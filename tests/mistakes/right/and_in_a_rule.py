"""Conditions that Python joins: fixed."""

from todo_k8s.helm import ChartMetadata, ChartValues, Check, HelmChart, Manifest, rule
from todo_k8s.helm.functions import all_of, at_most


class ShopValues(ChartValues):
    """What an operator of the shop can set."""

    min_pods: int = 2
    """The minimum number of pods."""

    max_pods: int = 5
    """The maximum number of pods."""

    @rule
    def is_range(self) -> Check:
        """The minimum is not more than the maximum."""
        fits = all_of(at_most(self.min_pods, self.max_pods), at_most(self.max_pods, 10))
        return Check(fits, "must be from minPods to 10; raise or lower it", "maxPods")


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
