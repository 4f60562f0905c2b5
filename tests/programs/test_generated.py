"""Random programs keep the law, or are refused by an error of ours."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.programs.agreement import disagreement
from tests.programs.drawn import programs
from tests.programs.drawn_objects import Objects, looped_objects
from tests.programs.drawn_parts import CLUSTER, Drawn
from tests.programs.of_types import Typed
from tests.programs.programs import chart_of, config_map
from todo_k8s.errors import TodoK8sError
from todo_k8s.helm import HelmChart
from todo_k8s.helm.compiled.compiler import compile_chart
from todo_k8s.helm.write.files import written

EXAMPLES = int(os.environ.get("LAW_PROGRAMS", "500"))
"""How many programs to try."""
TOGETHER = 25
"""How many of them are in one chart, without those that are refused."""
PART = re.compile(r"\bpart(\d+)\b")
"""What a program is called in an error that refuses the chart."""


Part = Drawn | Objects


def chart_with(parts: Mapping[int, Part]) -> type[HelmChart]:
    """Return a chart with an object of these contents, and with these objects."""

    def build(chart: HelmChart, values: Any) -> None:
        content: dict[str, Any] = {"always": 1}
        known = {CLUSTER: chart.capabilities}
        for number, part in parts.items():
            if isinstance(part, Objects):
                part.add(chart, f"part{number}", values, known)
            else:
                content[f"part{number}"] = part.build(values, known)
        config_map(chart, "thing", content)

    return chart_of(build, Typed)


def is_built(part: Part) -> bool:
    """Tell whether a program is built with tokens; any error but one of ours fails."""
    try:
        written(compile_chart(chart_with({0: part})))
    except TodoK8sError:
        return False
    return True


def try_all(parts: Mapping[int, Part]) -> None:
    """See that programs in one chart agree, without those that the chart is refused for."""
    while parts:
        try:
            found = disagreement(chart_with(parts))
        except TodoK8sError as error:
            parts = without_refused(parts, str(error))
        else:
            assert found is None, f"{parts}: {found}"
            return


def without_refused(parts: Mapping[int, Part], error: str) -> Mapping[int, Part]:
    """Return the programs that an error does not name."""
    named = {int(number) for number in PART.findall(error)} & parts.keys()
    assert named, f"no part is named, of {parts}: {error}"
    return {number: part for number, part in parts.items() if number not in named}


@settings(
    max_examples=EXAMPLES // TOGETHER,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    print_blob=True,
)
@given(
    parts=st.lists(
        st.sampled_from([programs(), programs(), looped_objects()]).flatmap(lambda drawn: drawn),
        min_size=TOGETHER,
        max_size=TOGETHER,
    )
)
def test_random_programs_agree_or_are_refused(parts: list[Part]) -> None:
    """Helm, the constructs and the evaluated tree agree on each that exports."""
    try_all({number: part for number, part in enumerate(parts) if is_built(part)})
