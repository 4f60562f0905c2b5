"""Every figure, declared once: what is measured, against what, and what it should be at most."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks import law, releases, services
from benchmarks.results import Results
from benchmarks.services import BY_HAND, CONSTRUCTS, NATIVE, RENDERED

Series = Callable[[Results], list[float]]
"""Takes numbers out of the results, one for each round."""


def time(name: str) -> Series:
    """Return the seconds of something."""
    return lambda results: results.times[name]


def count(name: str) -> Series:
    """Return what was counted, once."""
    return lambda results: [results.counts[name]]


def beyond(name: str, base: str) -> Series:
    """Return by how many seconds something takes longer than its base, round by round."""
    return lambda results: [
        one - other for one, other in zip(results.times[name], results.times[base], strict=True)
    ]


def share(name: str, of: str) -> Series:
    """Return the seconds of something for each of what was counted."""
    return lambda results: [number / results.counts[of] for number in results.times[name]]


def slope(way: str) -> Series:
    """Return the seconds that one more service takes, round by round."""

    def found(results: Results) -> list[float]:
        names = {number: f"{number} services, {way}" for number in services.NUMBERS}
        rows = {number: results.times[n] for number, n in names.items() if n in results.times}
        return [
            statistics.linear_regression([*rows], column).slope
            for column in zip(*rows.values(), strict=True)
        ]

    return found


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes:
        name: A short name, for the plot and for the terminal.
        what: What is measured.
        of: Its numbers.
        unit: Of these: ``s``, ``B`` or a plain number.
        reference: What it is compared with.
        against: The numbers of that.
        at_most: The target: for the ratio if there is a reference, else for the number itself.
    """

    name: str
    what: str
    of: Series
    unit: str = "s"
    reference: str = ""
    against: Series | None = None
    at_most: float | None = None

    def is_in(self, results: Results) -> bool:
        """Tell whether it was measured: a quick run leaves out what takes long."""
        try:
            return bool(self.of(results))
        except KeyError:
            return False

    def number(self, results: Results) -> float:
        """Return the median of what was measured."""
        return statistics.median(self.of(results))

    def compared(self, results: Results) -> tuple[float, float] | None:
        """Return the median of the reference, and the median of the rounds' ratios."""
        if self.against is None:
            return None
        others = self.against(results)
        ratios = [one / other for one, other in zip(self.of(results), others, strict=True)]
        return statistics.median(others), statistics.median(ratios)

    def of_target(self, results: Results) -> float | None:
        """Return which part of its target the figure is, or None if there is no target."""
        if self.at_most is None:
            return None
        compared = self.compared(results)
        found = compared[1] if compared else self.number(results)
        return found / self.at_most if self.at_most else 1 + found

    def is_met(self, results: Results) -> bool:
        """Tell whether the target is met, if there is one."""
        part = self.of_target(results)
        return part is None or part <= 1


_IMPORT = "importing pydantic and PyYAML"
_EMPTY = "a process that imports cdk8s and cdk8s-plus-27 and makes one empty chart"
_HELM = "`helm template` of the exported chart"
_STARTER = "the chart of `helm create`"

FIGURES = (
    Figure(
        "import",
        "a process with `import todo_k8s`",
        time("import todo_k8s"),
        reference=_IMPORT,
        against=time("import pydantic and PyYAML"),
        at_most=1.3,
    ),
    Figure(
        "validation",
        "a process that reads and validates a values file",
        time("validate"),
        reference=_IMPORT,
        against=time("import pydantic and PyYAML"),
        at_most=3,
    ),
    *(
        Figure(
            f"processes of {name}",
            f"processes that {what} starts, with Node.js on PATH",
            count(f"processes started by {name}"),
            "processes",
            at_most=0,
        )
        for name, what in (
            ("import", "`import todo_k8s, todo_k8s.values`"),
            ("validation", "the validation of a values file"),
            ("rendering", "`todo_k8s.render({})`"),
        )
    ),
    Figure(
        "render, warm",
        "`todo_k8s.render({})` again, on the clock",
        time(releases.WARM),
        at_most=0.005,
    ),
    Figure("command", "`todo-k8s render` as a process", time("todo-k8s render"), at_most=0.35),
    Figure(
        "command, by Helm",
        "the same",
        time("todo-k8s render"),
        reference=_HELM,
        against=time("helm template"),
        at_most=3,
    ),
    Figure(
        "export",
        "a process that exports todo-chatbot, without the compiler's self-checks",
        time("export without checks"),
        reference=_EMPTY,
        against=time("an empty chart"),
        at_most=1.3,
    ),
    Figure(
        "self-checks",
        "what the self-checks add to it",
        beyond("export", "export without checks"),
        reference=_EMPTY,
        against=time("an empty chart"),
        at_most=0.5,
    ),
    *(
        Figure(
            f"{name}, {than}",
            "the same" if than == "native" else what,
            slope(way),
            reference=reference,
            against=slope(base),
            at_most=at_most,
        )
        for name, what, way in (
            ("service", "one more `BackendService` in a `HelmChart` that is rendered", RENDERED),
            ("of cdk8s", "one more `BackendService` in a chart of cdk8s", CONSTRUCTS),
        )
        for than, reference, base, at_most in (
            ("by hand", "the same four objects by hand in cdk8s-plus", BY_HAND, 0.5),
            ("native", "the same four objects in JavaScript, without jsii", NATIVE, 2),
        )
    ),
    Figure(
        "calls, service",
        "calls of jsii for a chart with one `BackendService`",
        count("calls of a BackendService"),
        "calls",
        reference="the same four objects by hand in cdk8s-plus",
        against=count("calls by hand"),
        at_most=1,
    ),
    Figure(
        "calls, render",
        "calls of jsii for all manifests by the constructs",
        count("calls of a rendering"),
        "calls",
    ),
    Figure("calls, export", "calls of jsii for an export", count("calls of an export"), "calls"),
    Figure(
        "law",
        "a values file that the law is tried on: by the constructs, the compiled chart and Helm 4. "
        "20,000 in 5 minutes on two processors are 30 ms each",
        time(law.VALUES),
        at_most=0.03,
    ),
    Figure(
        "program", "a random program that is exported and rendered the same ways", time(law.PROGRAM)
    ),
    *(
        Figure(
            name,
            f"{how}, a document",
            share(name, "documents of the chart"),
            reference=_STARTER,
            against=share(f"{helm}, starter", "documents of the starter"),
            at_most=at_most,
        )
        for helm, name, how, at_most in (
            (
                "Helm 3",
                "Helm 3, chart",
                "`helm template` of the exported chart as a process",
                1.5,
            ),
            ("Helm 4", "Helm 4, chart", "the exported chart in Helm 4, loaded already", 1.5),
            ("Helm 4", "Helm 4, chart without schema", "the same without its schema", None),
        )
    ),
    Figure("archive", "the archive of the chart", count("archive"), "B", at_most=60_000),
    Figure(
        "release Secret",
        "what Helm stores of a release",
        count("release Secret of the chart"),
        "B",
        reference=_STARTER,
        against=count("release Secret of the starter"),
    ),
    Figure(
        "many, time",
        f"the last half of {releases.MANY:,} values files rendered in one process",
        time(releases.LAST),
        reference="the first half",
        against=time(releases.FIRST),
        at_most=1.1,
    ),
    Figure("many, memory", "the growth of that process", count("growth"), "B", at_most=20_000_000),
)
