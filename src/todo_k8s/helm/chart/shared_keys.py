"""Refuses values that set what the chart sets itself, see `todo_k8s.helm.content.with_entries`.

A map's own entries and an operator's may share a key in content that is there with other values
only. The compiled chart tells, so it is asked, in the rare case that keys are shared at all.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from todo_k8s.errors import TemplateError, TodoK8sError, ValuesError
from todo_k8s.helm.symbolic.shared_keys import Noted, noted, set_twice

if TYPE_CHECKING:
    from todo_k8s.helm.chart.chart import HelmChart

_JUDGE = "todo_k8s.helm.compiled.on_demand"
"""What compiles charts stands above them, and is loaded when it is needed."""


class SharedKeys:
    """The keys that are shared in a chart, from now on."""

    def __init__(self, chart: HelmChart[Any]) -> None:
        self._chart = chart
        self._before: Noted = noted()
        self._is_judged = False

    def check(self) -> None:
        """See that no map of the chart has a key twice.

        Raises:
            ValuesError: If one has, with the path of each such value.
            TemplateError: If keys are shared in a chart that cannot be compiled.
        """
        if self._is_judged or (found := noted()) == self._before:
            return
        self._is_judged = True
        try:
            faults = import_module(_JUDGE).faults_of(self._chart)
        except TodoK8sError as error:
            raise TemplateError(set_twice(found.key)) from error
        if faults:
            raise ValuesError(*faults)
