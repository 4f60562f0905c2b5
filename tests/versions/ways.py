"""The ways of giving values to Helm: a file, several files, and the flags."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.testing.helm_programs import values_json

Values = dict[str, Any]
Way = Callable[[Values, Path], list[str]]
Steps = tuple[str | int, ...]


def one_file(values: Values, folder: Path) -> list[str]:
    """Give all in one file."""
    return [_file(values, folder / "values.json")]


def two_files(values: Values, folder: Path) -> list[str]:
    """Give a part of each section in one file, with decoys for the rest, which a second file has.

    So what the second file says must replace what the first one said.
    """
    first, second = _split(values)
    return [_file(first, folder / "first.json"), _file(second, folder / "second.json")]


def flags(values: Values, _folder: Path) -> list[str]:
    """Give each number, boolean and null by --set, each string by --set-string.

    What they cannot carry, such as an empty string in a list, goes by --set-json.
    """
    return [_flag(steps, value) for steps, value in _leaves(values)]


def json_flags(values: Values, _folder: Path) -> list[str]:
    """Give each part of each section by --set-json."""
    found: list[str] = []
    parts: dict[Steps, Any]
    for section, part in values.items():
        parts = {(section, key): part[key] for key in part} if is_map(part) else {}
        whole: dict[Steps, Any] = parts or {(section,): part}
        found += [f"--set-json={_path(steps)}={json.dumps(whole[steps])}" for steps in whole]
    return found


WAYS: dict[str, Way] = {
    "one file": one_file,
    "two files": two_files,
    "--set and --set-string": flags,
    "--set-json": json_flags,
}


def ways_of(names: Iterable[str], *, all_of_them: bool) -> list[tuple[str, str]]:
    """Return each case with all ways, or with one that its name decides."""
    ways = list(WAYS)
    return [
        (name, way)
        for name in names
        for number, way in enumerate(ways)
        if all_of_them or zlib.crc32(name.encode()) % len(ways) == number
    ]


def _file(values: Values, path: Path) -> str:
    path.write_text(values_json(values), encoding="utf-8")
    return f"--values={path}"


def _split(values: Values) -> tuple[Values, Values]:
    first: Values = {}
    second: Values = {}
    for number, (key, value) in enumerate(values.items()):
        if is_map(value):
            first[key], second[key] = _split(value)
        elif number % 2:
            first[key] = value
        else:
            first[key], second[key] = _decoy(value), value
    return first, second


def _decoy(value: Any) -> Any:
    """Return another value; never null, which would take a default away for good."""
    return "decoy" if value is None else [value, "decoy"]


def _leaves(value: Any, steps: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    """Yield what is no map or list, or an empty one, or has an empty key, which --set drops."""
    children: Any = value.items() if is_map(value) else enumerate(value) if is_list(value) else ()
    if is_map(value) and "" in value:
        children = ()
    if not children or not value:
        yield steps, value
    for step, child in children:
        yield from _leaves(child, (*steps, step))


def _flag(steps: Steps, value: Any) -> str:
    path = _path(steps)
    if isinstance(value, str) and value and "\0" not in value:
        return f"--set-string={path}={_IN_VALUE.sub(_ESCAPED, value)}"
    if isinstance(value, bool | int | None):
        return f"--set={path}={json.dumps(value)}"
    return f"--set-json={path}={json.dumps(value)}"  # {}, [], "", fractions, zero bytes


_IN_VALUE, _IN_KEY = re.compile(r"[\\,{]"), re.compile(r"[\\.,=[{]")
_ESCAPED = r"\\\g<0>"


def _path(steps: Steps) -> str:
    """Return a path as the flags have it: ``a.b\\.c[0]``."""
    parts = (
        f"[{step}]" if isinstance(step, int) else "." + _IN_KEY.sub(_ESCAPED, step)
        for step in steps
    )
    return "".join(parts).removeprefix(".")
