"""A parent chart by class: two copies of a chart of ours, and a chart that somebody else wrote."""

from __future__ import annotations

from constructs import Construct

from todo_k8s.helm import (
    ChartMetadata,
    ChartValues,
    Check,
    Dependency,
    DependencyValues,
    HelmChart,
    ImportValues,
    Manifest,
    Release,
    rule,
    when,
)
from todo_k8s.helm.content import each
from todo_k8s.helm.functions import is_set

STORE = {
    "Chart.yaml": "apiVersion: v2\nname: store\nversion: 2.1.0\n",
    "values.yaml": (
        "mode: replicated\nnothing:\nhosts: [theirs]\nauth: {user: theirs, keys: {a: b}}\n"
        "img: {repository: store}\n"
    ),
    "templates/store.yaml": "kind: Store\nseen: {{ toJson .Values }}\n",
}
"""A chart that knows nothing of ours."""


class Auth(DependencyValues):
    """Who may use the store."""

    user: str = "admin"
    """The user."""


class Store(DependencyValues):
    """Values of the store."""

    enabled: bool = True
    """Install the store."""

    mode: str = "single"
    """How it runs."""

    hosts: list[str] = ["a", "b"]
    """Its hosts."""

    auth: Auth = Auth()
    """Who may use it."""

    @rule
    def mode_is_said(self) -> Check:
        """A store runs in some mode."""
        return Check(is_set(self.mode), "must be set", "mode")


class Copy(DependencyValues):
    """Values of a copy of the chart small."""

    enabled: bool = True
    """Install the copy."""


class Tags(ChartValues):
    """Groups of dependencies."""

    extra: bool = True
    """Install what is not needed."""


class UmbrellaValues(ChartValues):
    """What can be set of all."""

    title: str = "all"
    """The title."""

    store: Store = Store.from_mapping({"annotations": {"a.test/b": "c: d"}, "share": 0.5})
    """Values of the store."""

    blue: Copy = Copy.from_mapping({"text": "blue"})
    """Values of the first copy."""

    green: DependencyValues = DependencyValues()
    """Values of the second copy."""

    tags: Tags = Tags()
    """What is installed."""


class UmbrellaChart(HelmChart):
    """A ConfigMap that says how the others are installed."""

    metadata = ChartMetadata(
        name="umbrella",
        version="1.0.0",
        app_version="1.0",
        description="All of them",
        icon="https://example.com/icon.svg",
        dependencies=(
            Dependency(
                name="store",
                version=">=2 <3, !=2.0.1",
                repository="https://charts.example.com/stable",
                condition="store.enabled",
                import_values=(ImportValues(child="img", parent="store.imported"),),
            ),
            Dependency(name="small", version="^1.2", alias="blue", condition="blue.enabled"),
            Dependency(name="small", version="1.x", alias="green", tags=("extra",)),
        ),
    )

    def __init__(
        self, scope: Construct, id: str, *, values: UmbrellaValues, release: Release | None = None
    ) -> None:
        super().__init__(scope, id, values=values, release=release)
        store, name = values.store, self.release.name
        config = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": f"{name}-config"}}
        Manifest(self, "config", {**config, "data": {"title": values.title}})
        if there := when(self, "if-store", store.enabled):
            spec = {
                "mode": store.mode,
                "user": store.auth.user,
                "hosts": [each(store.hosts, lambda host: f"{host}.test")],
            }
            client = {"apiVersion": "example.com/v1", "kind": "Client", "metadata": {"name": name}}
            Manifest(there, "client", {**client, "spec": spec})


class LocalValues(ChartValues):
    """What can be set of the chart below."""

    small: DependencyValues = DependencyValues()
    """Values of the chart small."""


class Local(HelmChart):
    """A chart that depends on one in a folder beside it, and has no objects of its own."""

    metadata = ChartMetadata(
        name="local",
        version="1.0.0",
        app_version="",
        description="Depends on a folder",
        icon="https://example.com/icon.svg",
        dependencies=(Dependency("small", "1.2.3", "file://../small"),),
    )

    def __init__(
        self, scope: Construct, id: str, *, values: LocalValues, release: Release | None = None
    ) -> None:
        super().__init__(scope, id, values=values, release=release)
