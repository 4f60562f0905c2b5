"""A cluster, the images in it, and a release of the chart.

`KUBECONFIG` names the cluster, `TODO_K8S_IMAGE_LOADER` the command that brings an image archive
onto its nodes, such as ``kind load image-archive {archive}``. Every test is skipped, with the
reason, when one of the two is missing; so is a test of what the cluster lacks: enforced network
policies, an ingress controller, a Gateway, metrics. Optional:

`KUBECTL`, `HELM`             programs to use in place of those on PATH, not scripts around them,
                              since tests end them; `HELM` is one of Helm 3
`TODO_K8S_CHART`              chart to install in place of ``chart-export``
`CHROMIUM`                    the browser, in place of that on PATH; without one its tests skip
`SOAK_MINUTES`                60 by default; of another length it is a rehearsal, not written down
`CAPACITY_SECONDS`            300 by default; so with this

On the machine that runs the tests the images need Debian's `mmdebstrap`, and a network for Debian's
packages, PyPI and npm. The comparison without Kubernetes needs root. Some tests run a privileged
pod, and one takes the ingress controller away for a while: use a cluster for tests.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from tests.e2e.app import build
from tests.e2e.commands import HELM_4, CommandError, Kubectl, run
from tests.e2e.promises import Figures
from tests.e2e.release import Release, stage
from tests.e2e.saboteur import Saboteur, hired
from tests.e2e.users import Entry


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add where to write the figures."""
    parser.addoption(
        "--figures",
        type=Path,
        default=Path("dist"),
        help="folder to write promises.json and promises.md to",
    )


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
    with interrupt_on(signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # so that fixtures clean up
        yield kubectl


@contextmanager
def interrupt_on(*numbers: signal.Signals) -> Generator[None]:
    """Treat the first of these signals like Ctrl-C meanwhile, and no other while that cleans up."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        for each in numbers:
            signal.signal(each, signal.SIG_IGN)
        signal.default_int_handler(number, frame)

    before = {number: signal.signal(number, interrupt) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture(scope="session")
def loaded(cluster: Kubectl) -> None:
    """The images of the application, on the cluster's nodes."""
    loader = os.environ.get("TODO_K8S_IMAGE_LOADER")
    if not loader:
        pytest.skip(
            "TODO_K8S_IMAGE_LOADER is not set: the command that brings an image archive onto the "
            'nodes, such as "kind load image-archive {archive}"; "true" when they are there'
        )
    try:
        archive = str(build.archive())
    except (OSError, SystemExit) as error:  # said once, and not by every test
        pytest.exit(f"the images of the application cannot be made: {error}", returncode=1)
    words = shlex.split(loader if "{archive}" in loader else f"{loader} {{archive}}")
    run(*(word.replace("{archive}", archive) for word in words), seconds=300)


@pytest.fixture(scope="session")
def helm_3() -> tuple[str, ...]:
    """The program Helm 3."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    program = os.environ.get("HELM") or shutil.which("helm", path=path)
    if not program:
        pytest.skip("helm is not on PATH, and HELM is not set")
    return (program,)


@pytest.fixture(scope="session", params=["helm3", "helm4"])
def helm_command(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """Helm of each major version: the program, and the Python binding."""
    if request.param == "helm4":
        return HELM_4
    command: tuple[str, ...] = request.getfixturevalue("helm_3")
    return command


@pytest.fixture(scope="module")
def release(cluster: Kubectl, loaded: None) -> Iterator[Release]:
    """The chart, installed by Helm 4 and ready."""
    with stage(cluster, HELM_4) as release:
        release.install()
        release.settle()
        yield release


@pytest.fixture(scope="module")
def entry(release: Release) -> Entry:
    """Where users reach the application."""
    return release.entry()


@pytest.fixture(scope="session")
def saboteur(cluster: Kubectl, loaded: None) -> Iterator[Saboteur]:
    """Who stops and kills servers."""
    with hired(cluster) as saboteur:
        yield saboteur


@pytest.fixture(scope="session")
def figures(request: pytest.FixtureRequest, cluster: Kubectl) -> Iterator[Figures]:
    """What was measured, written at the end."""
    folder = Path(str(request.config.getoption("--figures")))
    figures = Figures(
        {
            "kubernetes": cluster.version(),
            "helm": run(*HELM_4, "version").strip(),
            "processors": str(os.cpu_count()),
        }
    )
    yield figures
    figures.write(folder)
