"""Which image a container runs."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from todo_k8s.helm.model import ChartValues

PullPolicy = Literal["Always", "IfNotPresent", "Never"]
Repository = Annotated[
    str,
    StringConstraints(
        max_length=255,
        pattern=r"^([A-Za-z0-9.-]+:[0-9]{1,5}/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*$",
    ),
]
"""An image's name with its path, perhaps behind a registry with its port; no tag, no digest."""

Tag = Annotated[str, StringConstraints(pattern=r"^([A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?$")]
Digest = Annotated[str, StringConstraints(pattern=r"^(sha256:[a-f0-9]{64})?$")]
Registry = Annotated[str, StringConstraints(pattern=r"^([A-Za-z0-9.-]+(:[0-9]{1,5})?)?$")]


class ImageValues(ChartValues):
    """Which image a container runs."""

    registry: Registry = ""
    """Registry host, with a port if need be; empty for the container runtime's default."""

    repository: Repository
    """Image name, with its path in the registry."""

    tag: Tag = ""
    """Image tag; empty for the chart's appVersion, with `_` for characters that no tag has, or
    `latest` without one. Quote a tag of digits, or use --set-string."""

    digest: Digest = ""
    """Image digest, `sha256:` and 64 hexadecimal digits; if set it is used in place of the tag."""

    pull_policy: PullPolicy = "IfNotPresent"
    """When the kubelet pulls the image."""
