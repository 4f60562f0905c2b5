"""A chart that is published in a registry on this machine."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from releasing.publishing import publish, write_login
from tests.registry.registry import PASSWORD, USER, Keys, made_keys, running_registry
from todo_k8s import TodoChatbot
from todo_k8s.helm import package_chart

Folders = pytest.TempPathFactory


@dataclass(frozen=True)
class Published:
    """A chart in a registry.

    Args:
        archive: What was published.
        target: The folder of the registry.
        reference: Where it is, by digest.
        keys: What it was signed with.
    """

    archive: Path
    target: str
    reference: str
    keys: Keys


@pytest.fixture(scope="session")
def environment() -> Iterator[pytest.MonkeyPatch]:
    """The environment of a release, for all tests."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="session")
def host(tmp_path_factory: Folders, environment: pytest.MonkeyPatch) -> Generator[str]:
    """A registry that lets this session in."""
    folder = tmp_path_factory.mktemp("registry")
    with running_registry(folder) as found:
        config = folder / "login" / "config.json"
        environment.setenv("HELM_REGISTRY_CONFIG", str(config))
        environment.setenv("DOCKER_CONFIG", str(config.parent))
        environment.setenv("REGISTRY_USER", USER)
        environment.setenv("REGISTRY_PASSWORD", PASSWORD)
        config.parent.mkdir()
        write_login(config, found, USER, PASSWORD)
        yield found


@pytest.fixture(scope="session")
def keys(tmp_path_factory: Folders, environment: pytest.MonkeyPatch) -> Keys:
    """A key to sign with."""
    found = made_keys(tmp_path_factory.mktemp("keys"))
    environment.setenv("SIGNING_KEY", found.private)
    return found


@pytest.fixture(scope="session")
def published(tmp_path_factory: Folders, host: str, keys: Keys) -> Published:
    """The chart, published as a release is."""
    folder = tmp_path_factory.mktemp("release")
    archive = package_chart(TodoChatbot, to=folder)
    target = f"oci://{host}/charts"
    return Published(archive, target, publish(folder, target, plain_http=True), keys)
