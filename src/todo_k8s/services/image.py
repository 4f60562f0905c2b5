"""Which image a container runs."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from todo_k8s.helm.fields.types import Distinct, Format, Instead
from todo_k8s.helm.functions import any_of, equals, is_set, not_, trim_prefix
from todo_k8s.helm.model import ChartValues, Check, rule
from todo_k8s.helm.model.dependency_values import DependencyValues
from todo_k8s.services.types.names import ObjectName

PullPolicy = Literal["Always", "IfNotPresent", "Never"]
_NAME = r"([A-Za-z0-9.-]+:[0-9]{1,5}/)?[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*"
Repository = Annotated[
    str,
    StringConstraints(max_length=255),
    Format(
        rf"^{_NAME}$",
        "must be an image's name in lower case, without tag, digest and credentials",
        near=(
            (rf"^{_NAME}:[A-Za-z0-9_.-]+$", "has a tag; put what follows the colon into tag"),
            (
                rf"^{_NAME}(:[A-Za-z0-9_.-]+)?@sha256:[a-f0-9]+$",
                "has a digest; put sha256:… into digest",
            ),
        ),
    ),
]
"""An image's name with its path, perhaps behind a registry with its port; no tag, no digest."""

OptionalRepository = Annotated[
    str,
    StringConstraints(max_length=255),
    Format(
        r"^([A-Za-z0-9.-]+:[0-9]{1,5}/)?([a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*)?$",
        "must be an image's name in lower case, without tag, digest and credentials",
    ),
]
"""A `Repository`, or empty."""

Tag = Annotated[
    str,
    Format(
        r"^([A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?$",
        "must be a tag: at most 128 letters, digits, '_', '.' and '-'",
    ),
]
Digest = Annotated[
    str, Format(r"^(sha256:[a-f0-9]{64})?$", "must be sha256: and 64 hexadecimal digits")
]
Registry = Annotated[
    str,
    Format(
        r"^([A-Za-z0-9.-]+(:[0-9]{1,5})?)?$",
        "must be a host, perhaps with a port; credentials belong in imagePullSecrets",
    ),
]


class ImageValues(ChartValues):
    """Which image a container runs."""

    _mistaken: ClassVar[Mapping[str, str]] = {
        "name": "repository",
        "image": "repository",
        "pullSecrets": "it belongs to imagePullSecrets at the top, such as [{name: regcred}]",
        "version": "tag",
    }

    registry: Registry = ""
    """Registry host, with a port if need be; empty for `global.imageRegistry`, or for the
    container runtime's default if that is empty too."""

    repository: Repository
    """Image name, with its path in the registry."""

    tag: Tag = ""
    """Image tag; empty for the chart's appVersion, with `_` for characters that no tag has, or
    `latest` without one. Quote a tag of digits, or use --set-string."""

    digest: Digest = ""
    """Image digest, `sha256:` and 64 hexadecimal digits; if set it is used in place of the tag."""

    pull_policy: PullPolicy = "IfNotPresent"
    """When the kubelet pulls the image."""

    @rule
    def names_its_registry_once(self) -> Check:
        """It would be a part of the path too."""
        rest = trim_prefix(self.repository, f"{self.registry}/")
        return Check(
            any_of(not_(is_set(self.registry)), equals(rest, self.repository)),
            "starts with the registry, which registry names too; remove one of the two",
            "repository",
        )


Image = Annotated[
    ImageValues,
    Instead('must be a map, such as {repository: ghcr.io/acme/api, tag: "1.2"}'),
]
"""The image of a container."""


class PullSecret(ChartValues):
    """A Secret with the credentials of an image registry."""

    name: Annotated[ObjectName, Field(min_length=1)]
    """Name of the Secret."""


PullSecrets = Distinct[Annotated[PullSecret, Instead("must be a map, such as {name: regcred}")]]
"""Secrets with the credentials of image registries."""


class GlobalValues(DependencyValues):
    """What a parent chart passes to all its charts; other keys than these are for others."""

    image_registry: Registry = ""
    """Registry host of all images that name none, with a port if need be; empty for the container
    runtime's default."""

    image_pull_secrets: PullSecrets = []
    """Secrets with the credentials of image registries, in the namespace of each release."""
