"""Which image a container runs, as Kubernetes writes it, and with whose credentials."""

from __future__ import annotations

from collections.abc import Sequence

from todo_k8s.helm.content import Content, each, named_list, only_if
from todo_k8s.helm.functions import (
    choose,
    default,
    image_tag,
    includes,
    is_set,
    named,
    not_,
)
from todo_k8s.services.application import Application
from todo_k8s.services.image import ImageValues, PullSecret


def image_reference(name: str, values: ImageValues, application: Application) -> str:
    """Return an image's reference: registry, repository, and digest or tag.

    Args:
        name: The name of the helper that prints it.
        values: The image.
        application: The application, whose version is the tag when none is set (without one,
            ``latest``), and which may have a registry for images that name none.
    """
    registry = default(values.registry, application.image_registry)
    path = named(
        f"{name}Path",
        choose(is_set(registry), f"{registry}/{values.repository}", values.repository),
    )
    version = application.version
    unset = "latest" if version is None else named("imageTag", image_tag(version))
    tag = default(values.tag, unset)
    return named(name, choose(is_set(values.digest), f"{path}@{values.digest}", f"{path}:{tag}"))


def pull_secrets(own: Sequence[PullSecret], shared: Sequence[PullSecret]) -> Content:
    """Return references to Secrets of registries, each once: a pod with one twice is refused.

    Args:
        own: Those of the chart.
        shared: Those of a parent chart.
    """
    names = named_list("pullSecrets.own", each(own, lambda secret: secret.name))

    def unless_own(secret: PullSecret) -> Content:
        return only_if(not_(includes(names, secret.name)), {"name": secret.name})

    return named_list(
        "pullSecrets",
        [each(own, lambda secret: {"name": secret.name}), each(shared, unless_own)],
    )
