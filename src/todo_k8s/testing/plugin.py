"""A pytest plugin: add ``pytest_plugins = ["todo_k8s.testing.plugin"]`` to the top conftest.py.

It is no entry point, as pytest would load that in every project of an environment that has the
library, and the library with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from todo_k8s.testing.extra import required

with required():
    import pytest
    from syrupy.assertion import SnapshotAssertion


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--require-helm``, for CI."""
    group = parser.getgroup("todo_k8s")
    group.addoption(
        "--require-helm",
        action="store_true",
        help="fail if the fixture `law` finds no Helm to compare with",
    )


@pytest.fixture(scope="session")
def law(pytestconfig: pytest.Config) -> Callable[..., object]:
    """`todo_k8s.testing.assert_law`, for which ``--require-helm`` holds."""
    from todo_k8s.testing.law import assert_law  # noqa: PLC0415  # a second, for cdk8s

    wanted = pytestconfig.getoption("--require-helm")
    return partial(assert_law, helm="required" if wanted else "found")


@pytest.fixture
def manifest_snapshot(snapshot: SnapshotAssertion) -> Iterator[SnapshotAssertion]:
    """Syrupy's fixture `snapshot`, which keeps manifests as one YAML file.

    In a test with it, what `render` would generate is a text that says what is generated there.
    """
    from todo_k8s.helm.chart.existing import nothing_random  # noqa: PLC0415  # as above
    from todo_k8s.testing.snapshots import ManifestSnapshot  # noqa: PLC0415  # as above

    with nothing_random():
        yield snapshot.use_extension(ManifestSnapshot)
