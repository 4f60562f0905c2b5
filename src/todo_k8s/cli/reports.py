"""How `check` tells what it found: to a reader, to GitHub, as JSON, as SARIF."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import PurePath
from typing import Any

from todo_k8s.cli.findings import Finding, worst
from todo_k8s.cli.masking import MaskedText, masked_text
from todo_k8s.cli.output import Colours, print_json, print_text
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.reading.layers import Origin

_COLOURS = {"error": "red", "warning": "yellow"}
_ABOVE = 2
"""So many lines are shown above the one of a finding."""


@dataclass(frozen=True)
class Checked:
    """What was found in values files that are laid over one another.

    Args:
        names: The files.
        texts: What is in them, by name.
        findings: What is wrong or odd.
    """

    names: tuple[str, ...]
    texts: Mapping[str, str] = field(repr=False)
    findings: Sequence[Finding]


def _text(chart: CompiledChart, checked: Sequence[Checked]) -> None:
    """Print each finding with the lines that it is about, and a line at the end."""
    colours = Colours(sys.stdout)
    for one in checked:
        masked = {name: masked_text(text, chart.model) for name, text in one.texts.items()}
        for found in one.findings:
            print_text("\n".join(_shown(found, masked, colours)) + "\n\n")
    print_text(f"{_sum(chart, checked, colours)}\n")


def _shown(found: Finding, masked: Mapping[str, MaskedText], colours: Colours) -> Iterator[str]:
    yield f"{colours(f'{found.level}:', _COLOURS[found.level], 'bold')} {colours(found.text)}"
    if found.origin is not None:
        yield f"  {colours('-->', 'cyan')} {colours(str(found.origin))}"
        yield from _frame(found, found.origin, masked, colours)
    for origin in found.overridden:
        yield colours(f"  {origin} sets it too, and is overridden", "dim")


def _frame(
    found: Finding, origin: Origin, masked: Mapping[str, MaskedText], colours: Colours
) -> Iterator[str]:
    """Yield the lines of the file around a finding, without values that may be secrets."""
    shown = masked.get(origin.source)
    if shown is None or origin.line is None or origin.column is None:
        return
    lines = shown.lines
    if origin.line > len(lines):
        return
    width = len(str(origin.line))
    first = max(1, origin.line - _ABOVE)
    for number in range(first, origin.line + 1):
        edge = colours(f"{number:>{width}} |", "cyan")
        yield f"  {edge} {colours(lines[number - 1])}".rstrip()
    column = shown.column(origin.line, origin.column)
    mark = " " * min(column - 1, len(lines[origin.line - 1])) + "^"
    yield f"  {colours(' ' * width + ' |', 'cyan')} {colours(mark, _COLOURS[found.level], 'bold')}"


def _sum(chart: CompiledChart, checked: Sequence[Checked], colours: Colours) -> str:
    findings = [each for one in checked for each in one.findings]
    name = f"{chart.metadata.name} {chart.metadata.version}"
    warned = sum(each.level == "warning" for each in findings)
    level = worst(findings)
    if level is None:
        return f"{name}: {colours('no faults', 'green')}"
    if level == "warning":
        return f"{name}: {colours('no faults', 'green')}, {_count(warned, 'warning')}"
    faults = colours(_count(len(findings) - warned, "fault"), "red")
    return f"{name}: {faults}" + (f", {_count(warned, 'warning')}" if warned else "")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _github(_chart: CompiledChart, checked: Sequence[Checked]) -> None:
    """Print a workflow command for each finding, which GitHub shows beside the line.

    See https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands.
    """
    for found in (each for one in checked for each in one.findings):
        where = ""
        if (origin := _in_file(found)) is not None:
            where = f" file={_property(origin.source)},line={origin.line},col={origin.column}"
        print_text(f"::{found.level}{where}::{_data(found.text)}\n")


def _in_file(found: Finding) -> Origin | None:
    """Return where a finding is in a file, if it is in one."""
    return found.origin if found.origin is not None and found.origin.line is not None else None


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _json(_chart: CompiledChart, checked: Sequence[Checked]) -> None:
    """Print a list of findings."""
    print_json([_plain(each) for one in checked for each in one.findings])


def _plain(found: Finding) -> dict[str, Any]:
    origin = found.origin
    return {
        "level": found.level,
        "rule": found.rule,
        "message": found.text,
        "path": found.path or None,
        "source": origin.source if origin else None,
        "line": origin.line if origin else None,
        "column": origin.column if origin else None,
        "overrides": [str(each) for each in found.overridden],
    }


def _sarif(_chart: CompiledChart, checked: Sequence[Checked]) -> None:
    """Print a log in SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/)."""
    findings = [each for one in checked for each in one.findings]
    rules = [{"id": rule} for rule in sorted({each.rule for each in findings})]
    driver = {"name": "todo-k8s", "version": version("todo-k8s"), "rules": rules}
    run = {"tool": {"driver": driver}, "results": [_result(each) for each in findings]}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    print_json({"$schema": schema, "version": "2.1.0", "runs": [run]})


def _result(found: Finding) -> dict[str, Any]:
    result = {"ruleId": found.rule, "level": found.level, "message": {"text": found.text}}
    if (origin := _in_file(found)) is None:
        return result
    region = {"startLine": origin.line, "startColumn": origin.column}
    artifact = {"uri": PurePath(origin.source).as_posix()}
    place = {"physicalLocation": {"artifactLocation": artifact, "region": region}}
    return {**result, "locations": [place]}


REPORTS: dict[str, Callable[[CompiledChart, Sequence[Checked]], None]] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "sarif": _sarif,
}
"""The formats of `check`."""
