"""Rules of models that occur at several places stand once, and say at each what Python says."""

from __future__ import annotations

import re
from typing import Any

import helm_python
import pytest

from tests.programs.programs import chart_of, config_map
from todo_k8s.helm import Release, chart_files
from todo_k8s.helm.chart.rendering import values_class
from todo_k8s.helm.compiled.compiler import compile_chart
from todo_k8s.helm.compiled.evaluation import Evaluation
from todo_k8s.helm.compiled.stored import restored, stored
from todo_k8s.helm.content import each
from todo_k8s.helm.functions import default, is_set, let, named
from todo_k8s.helm.model import ChartValues, Check, rule
from todo_k8s.helm.write.files import SHARED_RULES
from todo_k8s.testing.helm_library import loaded

pytestmark = pytest.mark.helm


class Disk(ChartValues):
    """A section with rules of each kind."""

    size: int = 1
    limit: int | None = 5
    labels: dict[str, str] = {}
    texts: dict[str, int | str] = {}

    @rule
    def holds(self) -> list[Any]:
        """Names of steps and of loops that the template has for itself."""
        path, given = let("path", self.size + 1), let("given", self.size * 2)
        return [
            Check(path <= 9, f"{path} is more than 9", "size"),
            Check(given <= 8, f"{given} is more than 8", "size"),
            each(
                self.labels, lambda section, faults: Check(is_set(faults), "", f"labels.{section}")
            ),
            each(self.texts, lambda key, text: Check(is_set(text), "is empty", f"texts.{key}")),
            each(self.labels, self._is_short),
        ]

    def _is_short(self, key: str, text: str) -> list[Check]:
        """A step is called like the loop's variable, which is asked for after it."""
        step = let("key", self.size * 3)
        return [
            Check(step <= 26, f"{step} is more than 26", f"labels.{key}"),
            Check(is_set(text), "is empty", f"labels.{key}"),
        ]

    @rule
    def is_within_its_limit(self) -> Check:
        """A null removes the default, where values.yaml has one."""
        return Check(self.size <= default(self.limit, 3), "is beyond the limit", "limit")


class Pod(ChartValues):
    """What others derive from."""

    disk: Disk = Disk()
    grace: int = 4

    @property
    def most(self) -> int:
        """How long it may take to end."""
        return 10

    @rule
    def ends_in_time(self) -> list[Check]:
        """Asks what a subclass may override."""
        return [
            Check(self.grace <= self.most, f"{self.grace} is more than {self.most}", "grace"),
            Check(self.grace >= 1, "is less than 1", "grace"),
        ]

    @rule
    def is_even(self) -> list[Check]:
        """Is overridden in one of them."""
        return [Check(self.grace * 0 <= number, "is odd", "grace") for number in range(3)]


class Web(Pod):
    """Overrides nothing."""

    port: int = 80


class Worker(Pod):
    """Overrides a default, a rule, and what a rule asks."""

    grace: int = 6

    @property
    def most(self) -> int:
        """How long it may take to end."""
        return 20

    @rule
    def is_even(self) -> list[Check]:
        """Says something else."""
        return [Check(is_set(self.grace - 7), "must not be 7", "grace")]


class Tree(ChartValues):
    """Holds one of its own base, so that neither shares with the other."""

    pod: Pod = Pod()


class Branch(Tree):
    """See `Tree`."""

    tree: Tree = Tree()


class Everything(ChartValues):
    """Sections that are whole, may be null, or are items."""

    web: Web = Web()
    worker: Worker = Worker()
    others: dict[str, Worker] = {}
    listed: list[Web] = []
    perhaps: Pod | None = None
    disk: Disk = Disk(size=2)
    disks: dict[str, dict[str, Disk]] = {}
    branch: Branch = Branch()


def _build(chart: Any, v: Any) -> None:
    config_map(chart, "thing", {"x": named("rules.disk", f"{v.web.port}-x")})


CHART = chart_of(_build, Everything)
COMPILED = compile_chart(CHART)
FILES = chart_files(CHART)
WRONG: list[dict[str, Any]] = [
    {},
    {"web": {"grace": 11}, "worker": {"grace": 7}},
    {"web": {"disk": {"limit": None, "size": 4}}, "worker": {"grace": 21, "disk": {"size": 40}}},
    {"disk": {"limit": None}, "web": {"disk": {"limit": 0}}},
    {
        "disk": {
            "limit": None,
            "size": 15,
            "labels": {"a": "", "b": "c"},
            "texts": {"n": "", "m": 0},
        }
    },
    {"others": {"a": {}, "b": {"grace": 0}, "c": {"disk": {"size": 9}}}},
    {"others": {"a": {"grace": 7, "disk": {"limit": None, "size": 4}}}},
    {"listed": [{}, {"grace": 12, "disk": {"labels": {"x": ""}, "texts": {"y": ""}}}]},
    {"perhaps": {}, "disks": {"a": {"b": {}, "c": {"size": 6}}, "d": {}}},
    {"perhaps": {"grace": 0, "disk": {"limit": 0}}},
    {"branch": {"pod": {"grace": 0}, "tree": {"pod": {"grace": 99, "disk": {"size": 9}}}}},
]


@pytest.mark.parametrize("values", WRONG, ids=str)
def test_shared_rules_say_what_python_says(values: dict[str, Any]) -> None:
    """All three renderings tell the same faults, in the same order."""
    read, wanted = Everything.judged(values)
    assert read is not None
    with loaded(FILES, "program") as chart:
        try:
            chart.render(values, name="todo", namespace="ns")
            told: list[str] = []
        except helm_python.HelmError as error:
            told = [line for line in str(error).splitlines()[1:] if line]
    assert told == wanted
    for compiled in (COMPILED, restored(stored(COMPILED), COMPILED.metadata, Everything)):
        assert Evaluation(compiled, read, Release(), valid=False).faults() == wanted


def test_shared_rules_stand_once() -> None:
    """What is said alike at several places is written once; what is not, where it belongs."""
    text = FILES["templates/rules.yaml"] + FILES[SHARED_RULES]
    assert text.count("%d is more than 8") == 1
    assert text.count("is odd") == len(range(3))
    assert text.count("must not be 7") == len(["worker", "others"])  # too short for a helper
    assert text.count("is beyond the limit") > 1  # null removes a default, or there is none


def test_shared_rules_leave_helpers_of_the_author_alone() -> None:
    """A helper of the name that they would have keeps it."""
    assert len(re.findall(r'define "program\.rules\.disk"', "".join(FILES.values()))) == 1
    assert "rules.disk2" in FILES[SHARED_RULES]


def test_sections_that_the_chart_has_changed_say_so_themselves() -> None:
    """Rules of what is no section of the values any more are not taken for those of one."""

    def build(chart: Any, v: Any) -> None:
        chart.values = v.model_copy(update={"disk": Disk(size=3)})
        config_map(chart, "thing", {"x": v.web.port})

    compiled = compile_chart(chart_of(build, Everything))
    read, _ = Everything.judged({"disk": {"size": 30}, "web": {"grace": 0}})
    assert read is not None
    faults = Evaluation(compiled, read, Release(), valid=False).faults()
    assert faults == ["web.grace: is less than 1"]
    assert values_class(CHART) is Everything
