"""What jsii keeps of charts that were rendered or exported goes, and what anybody holds stays."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import cdk8s
import cdk8s_plus_27 as kplus
import jsii
import pytest
from constructs import Construct

from tests.unit.small_chart import Small
from todo_k8s.helm import (
    ChartMetadata,
    ChartValues,
    HelmChart,
    Manifest,
    Release,
    chart_files,
    render,
)

HELD: list[Any] = []
"""What the charts here put away."""


class StashValues(ChartValues):
    """What can be set of the chart."""

    text: str = "a"
    """A text."""


class Stash(HelmChart):
    """A chart that does something with itself while it is built."""

    metadata = ChartMetadata(name="stash", version="1.2.3", app_version="4", description="Stash")
    act: Callable[[Any], object] = staticmethod(bool)

    def __init__(
        self, scope: Construct, id: str, *, values: StashValues, release: Release | None = None
    ) -> None:
        super().__init__(scope, id, values=values, release=release)
        content = {"apiVersion": "v1", "kind": "Thing", "metadata": {"name": "thing"}}
        self.thing = Manifest(self, "thing", content)
        type(self).act(self)


class Asking(Stash):
    """A chart that asks Node.js something."""

    def build(self) -> None:
        """Ask where it is."""
        assert self.node.path


def built(act: Callable[[Any], object]) -> None:
    """Render and export the chart, then others, so that all goes that can."""
    kind = type("Stash", (Stash,), {"act": staticmethod(act)})
    render(kind, StashValues())
    chart_files(kind, StashValues)
    del kind
    settle()


def settle() -> None:
    """Let go of all that nobody holds."""
    for _ in range(2):
        gc.collect()
        render(Small, {})
    gc.collect()


@pytest.fixture(autouse=True)
def emptied() -> Any:
    """Put nothing away for longer than a test."""
    yield
    HELD.clear()


def counted() -> tuple[int, int, int, int]:
    """Return the objects of Python and of Node.js, and the memory of both in MiB."""
    settle()
    kernel: Any = jsii.kernel
    node = kernel.provider._process._process.pid
    objects = len(gc.get_objects())
    return objects, kernel.stats().object_count, _resident(os.getpid()), _resident(node)


def _resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") >> 20


def test_exports_leave_nothing() -> None:
    """Twenty exports more, and neither Python nor Node.js has more objects or much more memory."""

    def exported(times: int) -> tuple[int, int, int, int]:
        for _ in range(times):
            chart_files(Small)
            chart_files(Asking)
        return counted()

    exported(10)
    before, after = exported(1), exported(20)
    print(before, after)
    assert after[0] - before[0] < 200
    assert after[1] - before[1] < 50
    assert after[2] - before[2] < 20
    assert after[3] - before[3] < 40


HOLDERS: dict[str, Callable[[Any], Any]] = {
    "the chart": lambda chart: chart,
    "an object": lambda chart: chart.thing,
    "a node": lambda chart: chart.thing.node,
    "the app": lambda chart: chart.node.root,
    "what a node returned": lambda chart: chart.node.find_all()[-1],
    "a construct of cdk8s-plus": lambda chart: kplus.ServiceAccount(chart, "account"),
    "what cdk8s-plus made": lambda chart: kplus.ServiceAccount(chart, "a").node.default_child,
}


@pytest.mark.parametrize("name", HOLDERS)
def test_what_is_held_stays(name: str) -> None:
    """One object keeps all of its chart: the way up and down leads everywhere."""
    built(lambda chart: HELD.append(HOLDERS[name](chart)))
    for held in HELD:
        node = getattr(held, "node", held)
        paths = [item.node.path for item in node.root.node.find_all()]
        assert {"stash", "stash/thing"} <= set(paths)
        charts = [item for item in node.root.node.find_all() if isinstance(item, Stash)]
        assert charts[0].to_json()[0]["kind"] == "Thing"


def test_what_is_added_to_something_held_stays() -> None:
    """An object that was added after the build keeps the chart that it was added to."""
    built(HELD.append)
    name = cdk8s.ApiObjectMetadata(name="later")
    added = [
        cdk8s.ApiObject(c, "later", api_version="v1", kind="Later", metadata=name) for c in HELD
    ]
    HELD.clear()
    settle()
    for each in added:
        assert each.node.scopes[-2].node.path == "stash"
        assert [item["kind"] for item in cdk8s.Chart.of(each).to_json()] == ["Thing", "Later"]


def test_what_meets_the_users_own_app_stays() -> None:
    """A dependency of an object of another app is found there for ever."""
    other = cdk8s.Chart(cdk8s.App(), "other")
    built(lambda chart: other.node.add_dependency(chart.thing))
    assert {each.node.path for each in other.node.dependencies} == {"stash/thing"}


def test_what_is_built_in_the_users_own_app_stays() -> None:
    """A chart may put objects elsewhere while it is built."""
    other = cdk8s.Chart(cdk8s.App(), "other")

    def add(_: Any) -> None:
        cdk8s.ApiObject(other, f"n{len(other.node.children)}", api_version="v1", kind="ConfigMap")

    built(add)
    assert {each.node.path for each in other.node.children} >= {"other/n0", "other/n1"}
    assert {each["kind"] for each in other.to_json()} == {"ConfigMap"}


def test_constants_of_cdk8s_plus_stay() -> None:
    """What all charts share outlives those that have used it."""

    def use(chart: Any) -> None:
        role: Any = kplus.Role(chart, "role")
        role.allow_read(kplus.ApiResource.PODS)

    built(use)
    built(use)
    assert kplus.ApiResource.PODS.resource_type == "pods"


def test_an_error_holds_what_it_is_about() -> None:
    """The traceback of a failed build leads to objects that can still be asked."""

    def fail(chart: Any) -> None:
        HELD.append(chart)
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        built(fail)
    settle()
    assert HELD[0].thing.node.path == "stash/thing"


def test_eight_threads_give_what_one_gives() -> None:
    """Builds take turns, and none lets go of what another one still needs."""

    def both(_turn: int) -> Any:
        return chart_files(Small), render(Stash, StashValues())

    files, manifests = both(0)
    with ThreadPoolExecutor(8) as threads:
        made = threads.map(both, range(16))
        assert all(each == (files, manifests) for each in made)


def test_a_jsii_of_another_make_keeps_all() -> None:
    """Where its objects are not found as here expected, charts are built all the same."""
    program = (
        "import sys; sys.modules['todo_k8s.helm.chart.builds'] = None\n"
        "from todo_k8s import TodoChatbot; from todo_k8s.helm import render\n"
        "print(len(render(TodoChatbot, {})))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    assert int(done.stdout) > 5
