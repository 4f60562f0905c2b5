"""A cluster, the images in it, and a release of the chart.

`KUBECONFIG` names the cluster, `TODO_K8S_IMAGE_LOADER` the command that brings an image archive
onto its nodes. Every test is skipped, with the reason, when one of the two is missing; so is a test
of what the cluster lacks: enforced network policies, an ingress controller, a Gateway. Optional:

`KUBECTL`, `HELM`             programs to use in place of those on PATH
`TODO_K8S_CHART`              chart to install in place of ``chart-export``
`TODO_K8S_TEST_IMAGE`         image with ``wget`` for the pods of `helm test`, as ``repository:tag``
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import sys
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e import images
from tests.e2e.commands import CommandError, Kubectl, run
from tests.e2e.release import Mode, Release, stage


@pytest.fixture(scope="session")
def cluster() -> Iterator[Kubectl]:
    """The cluster that KUBECONFIG names."""
    program = os.environ.get("KUBECTL") or shutil.which("kubectl")
    if not os.environ.get("KUBECONFIG"):
        pytest.skip("KUBECONFIG is not set: no cluster to test on")
    if not program:
        pytest.skip("kubectl is not on PATH, and KUBECTL is not set")
    kubectl = Kubectl(program)
    try:
        kubectl("get", "--raw=/readyz", "--request-timeout=10s")
    except CommandError as error:
        pytest.exit(f"the cluster that KUBECONFIG names cannot be reached: {error}", returncode=1)
    with interrupt_on(signal.SIGTERM, signal.SIGHUP):  # so that fixtures clean up
        yield kubectl


@contextmanager
def interrupt_on(*numbers: signal.Signals) -> Generator[None]:
    """Treat signals like Ctrl-C meanwhile."""
    before = {number: signal.signal(number, signal.default_int_handler) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture(scope="session")
def loaded(cluster: Kubectl) -> None:
    """The images of the stand-in application, on the cluster's nodes."""
    loader = os.environ.get("TODO_K8S_IMAGE_LOADER")
    if not loader:
        pytest.skip(
            "TODO_K8S_IMAGE_LOADER is not set: the command that brings an image archive onto the "
            'nodes, such as "kind load image-archive {archive}"; "true" when they are there'
        )
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder, "todo.tar")
        images.write_archive(archive)
        words = shlex.split(loader if "{archive}" in loader else f"{loader} {{archive}}")
        run(*(word.replace("{archive}", str(archive)) for word in words), seconds=300)


@pytest.fixture(scope="session", params=["helm3", "helm4"])
def helm_command(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """Helm of each major version: the program, and the Python binding."""
    if request.param == "helm4":
        pytest.importorskip("helm_python")
        return sys.executable, str(Path(__file__).with_name("helm4.py"))
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    program = os.environ.get("HELM") or shutil.which("helm", path=path)
    if not program:
        pytest.skip("helm is not on PATH, and HELM is not set")
    return (program,)


@pytest.fixture(scope="module", params=["existing", "values"])
def mode(request: pytest.FixtureRequest) -> Mode:
    """The modes of secrets that need no operator."""
    chosen: Mode = request.param
    return chosen


@pytest.fixture(scope="module")
def release(
    cluster: Kubectl, loaded: None, helm_command: tuple[str, ...], mode: Mode
) -> Iterator[Release]:
    """The chart, installed and ready, and a visitor beside it."""
    with stage(cluster, helm_command, mode) as release:
        release.visitor.start(images.VISITOR)
        release.install()
        yield release
