"""Programs that a new user might write, each with its one allowed outcome.

A program is refused when it is exported, or keeps the law. There is no third outcome.
"""

from __future__ import annotations

import pytest

from tests.programs import (
    of_builds,
    of_cdk8s,
    of_cluster,
    of_content,
    of_depth,
    of_enumerations,
    of_found,
    of_generated,
    of_late_texts,
    of_methods,
    of_names,
    of_objects,
    of_ranges,
    of_raw,
    of_rules,
    of_tables,
    of_tokens,
    of_types,
    of_watched,
)
from tests.programs.agreement import disagreement
from tests.programs.programs import AGREES, Program, chart_of
from todo_k8s.errors import TodoK8sError

ALL = [
    *of_tokens.PROGRAMS,
    *of_names.PROGRAMS,
    *of_objects.PROGRAMS,
    *of_content.PROGRAMS,
    *of_cdk8s.PROGRAMS,
    *of_cluster.PROGRAMS,
    *of_generated.PROGRAMS,
    *of_depth.PROGRAMS,
    *of_rules.PROGRAMS,
    *of_ranges.PROGRAMS,
    *of_builds.PROGRAMS,
    *of_types.PROGRAMS,
    *of_enumerations.PROGRAMS,
    *of_watched.PROGRAMS,
    *of_raw.PROGRAMS,
    *of_tables.PROGRAMS,
    *of_found.PROGRAMS,
    *of_methods.PROGRAMS,
    *of_late_texts.PROGRAMS,
]
PROGRAMS = {program.name: program for program in ALL}


@pytest.mark.parametrize("name", PROGRAMS)
def test_program_agrees_or_is_refused(name: str) -> None:
    """As its row in the table says, and in no other way."""
    program = PROGRAMS[name]
    found = outcome(program)
    if program.outcome == AGREES:
        assert found == AGREES
    else:
        assert found.startswith("refused: ")
        assert program.outcome
        assert program.outcome in found


def test_no_program_hides_another() -> None:
    """Each has a name of its own, by which it is tried."""
    assert len(PROGRAMS) == len(ALL)


def outcome(program: Program) -> str:
    """Return what becomes of a program."""
    try:
        differs = disagreement(chart_of(program.build, program.model))
    except TodoK8sError as error:
        return f"refused: {error}"
    return AGREES if differs is None else f"differs: {differs}"
