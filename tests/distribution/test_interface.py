"""What changed in the values of a chart is told: what is new, gone, or means something else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from releasing.interface import compared
from tests.exported import exported_files


@pytest.fixture(scope="module")
def new() -> str:
    """The schema of the chart as it is."""
    return exported_files()["values.schema.json"]


def schema(**properties: Any) -> str:
    """Return a schema with sections that are alike described once."""
    worker = {"type": "object", "properties": {"queue": {"type": "string", "default": "a"}}}
    return json.dumps({"definitions": {"worker": worker}, "properties": properties})


WORKERS = {"type": "object", "additionalProperties": {"$ref": "#/definitions/worker"}}


def test_nothing_changed(new: str) -> None:
    """A schema has no differences to itself."""
    found = compared(new, new)
    assert not found.breaks
    assert not found.added
    assert found.markdown("1.0.0", "1.0.1") == "# Values: 1.0.0 to 1.0.1\n\nNothing changed.\n"


def test_what_is_new_and_what_is_gone() -> None:
    """A value that is new breaks nothing, one that is gone does."""
    one = {"type": "integer", "default": 1, "description": "Number of them. More."}
    before, after = schema(a=one), schema(a=one, b=one)
    assert compared(before, after).added == {"b": "Number of them; `1`"}
    assert not compared(before, after).breaks
    assert compared(after, before).removed == {"b": "is refused"}
    assert compared(after, before).breaks


def test_what_means_something_else() -> None:
    """Another default and another bound are told with what they were."""
    before = schema(a={"type": "integer", "default": 1, "maximum": 5})
    after = schema(a={"type": "integer", "default": 2, "maximum": 9})
    found = compared(before, after)
    assert found.defaults == {"a": "was `1`, is `2`"}
    assert found.limits == {"a": "maximum was 5, is 9"}
    assert found.breaks
    assert found.markdown("1", "2") == (
        "# Values: 1 to 2\n\n## Other defaults\n\n- `a`: was `1`, is `2`\n\n"
        "## Other limits\n\n- `a`: maximum was 5, is 9\n"
    )


def test_values_of_entries_are_looked_at() -> None:
    """A section that maps hold is a part of the interface."""
    before = schema(workers=WORKERS)
    after = before.replace('"default": "a"', '"default": "b"')
    assert compared(before, after).defaults == {"workers.*.queue": 'was `"a"`, is `"b"`'}


def test_the_whole_interface_is_read(new: str) -> None:
    """Against a chart without values, all of this chart's are new; known ones are among them."""
    every = compared(schema(), new).added
    assert {"backend.replicaCount", "ai.provider", "services.*.image.repository"} <= set(every)
    assert len(every) > 500
