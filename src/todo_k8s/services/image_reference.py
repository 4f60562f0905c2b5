"""Which image a container runs, as Kubernetes writes it."""

from __future__ import annotations

from todo_k8s.helm.functions import choose, default, image_tag, is_set, named
from todo_k8s.services.application import Application
from todo_k8s.services.image import ImageValues


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
