"""Random programs keep the law, or are refused by an error of ours."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.programs.agreement import disagreement
from tests.programs.drawn import programs
from tests.programs.drawn_parts import Drawn
from tests.programs.of_types import Typed
from tests.programs.programs import chart_of, config_map
from todo_k8s.errors import TodoK8sError
from todo_k8s.helm import HelmChart, chart_files

EXAMPLES = int(os.environ.get("LAW_PROGRAMS", "500"))
"""How many programs to try."""
TOGETHER = 25
"""How many of them are in one chart, without those that are refused."""


def chart_with(parts: Sequence[Drawn]) -> type[HelmChart]:
    """Return a chart with an object of these contents."""

    def build(chart: HelmChart, values: Any) -> None:
        content = {f"p{number}": part.build(values, {}) for number, part in enumerate(parts)}
        config_map(chart, "thing", {**content, "always": 1})

    return chart_of(build, Typed)


def is_refused(parts: Sequence[Drawn]) -> bool:
    """Tell whether programs in one chart are refused; what else is no agreement fails."""
    try:
        found = disagreement(chart_with(parts))
    except TodoK8sError:
        return True
    assert found is None, f"{parts}: {found}"
    return False


def is_exported(part: Drawn) -> bool:
    """Tell whether a program is exported; any error but one of ours fails."""
    try:
        chart_files(chart_with([part]))
    except TodoK8sError:
        return False
    return True


@settings(
    max_examples=EXAMPLES // TOGETHER,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    print_blob=True,
)
@given(parts=st.lists(programs(), min_size=TOGETHER, max_size=TOGETHER))
def test_random_programs_agree_or_are_refused(parts: list[Drawn]) -> None:
    """Helm, the constructs and the evaluated tree agree on each that exports."""
    sound = [part for part in parts if is_exported(part)]
    if sound and is_refused(sound):  # together: a word in one shows the fault of another
        for part in sound:
            is_refused([part])
