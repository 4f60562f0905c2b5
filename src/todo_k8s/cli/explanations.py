"""How `explain` prints what it knows, for a reader."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from todo_k8s.cli.output import Colours, print_json, print_text
from todo_k8s.errors import printable
from todo_k8s.explained.budgets import Budget
from todo_k8s.explained.changing import Change
from todo_k8s.explained.keys import Key
from todo_k8s.explained.overview import Overview, plain_origin, shown_amounts, told_origins
from todo_k8s.explained.values import masked_path
from todo_k8s.explained.variables import Variable
from todo_k8s.helm.compiled.traced import Path, TracedManifest
from todo_k8s.helm.plain.shapes import entries_of, is_list, is_map
from todo_k8s.helm.reading.layers import Layers
from todo_k8s.masking import Masking

Rows = Iterable[Sequence[str]]
_WIDEST = 48


def print_overview(overview: Overview, layers: Layers) -> None:
    """Print the values that are given, then the pods, the secrets and the variables."""
    rows = (
        [each.path, each.value, str(each.origin), _over(each.overridden)]
        for each in overview.values
    )
    _section("Values", rows)
    for budget in overview.budgets:
        title = f"{budget.workload.kind} {budget.workload.name}"
        _section(title, budget_rows(budget))
    _section("In all", overview.more)
    secret = [each for each in overview.variables if each.is_secret]
    _section("Secrets", ([each.source, each.key, _owner(each), each.name] for each in secret))
    plain = [each for each in overview.variables if not each.is_secret]
    rows = (
        [_owner(each), each.name, _source(each), *told_origins(overview.origins_of(each), layers)]
        for each in plain
    )
    _section("Variables", rows)


def _over(origins: Sequence[Any]) -> str:
    return f"overrides {', '.join(map(str, origins))}" if origins else ""


def _owner(variable: Variable) -> str:
    return f"{variable.workload.partition(' ')[2]}/{variable.container}"


def _source(variable: Variable) -> str:
    return f"{variable.source} {variable.key}".strip()


def _section(title: str, rows: Rows) -> None:
    """Print rows in columns below a title; nothing if there are none."""
    table = [[printable(cell) for cell in row] for row in rows]
    if not table:
        return
    print_text(f"{Colours(sys.stdout)(title, 'bold')}\n")
    columns = max(map(len, table))
    widths = [
        min(_WIDEST, max((len(row[column]) for row in table if column < len(row)), default=0))
        for column in range(columns)
    ]
    for row in table:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=False))
        print_text(f"  {'  '.join(cells)}".rstrip() + "\n")
    print_text("\n")


def budget_rows(budget: Budget) -> Rows:
    """Yield what the pods of a workload come to: what it is about, and what is said of that."""
    yield "pods", _pods(budget)
    yield from shown_amounts(budget)
    for restart in budget.restarts:
        hung = (
            f"{restart.container}: a process that hangs is ended within {restart.total} s "
            f"(noticed in {restart.noticed}, ended in {restart.killed}); the next one has "
            f"{restart.started} s to start, at the most"
        )
        yield "restart", hung
    if (rollout := budget.rollout) is not None:
        bound = "no bound, without a startup probe"
        within = f"within {rollout.seconds} s at the most" if rollout.seconds is not None else bound
        steps = (
            f"{rollout.at_once} at a time, {rollout.more} more and {rollout.fewer} fewer than "
            f"wanted; {within}; failed after {rollout.deadline} s without progress"
        )
        yield "rollout", steps
    if budget.workload.is_lasting:
        serving = f", of which it serves {budget.sleep} s more" if budget.sleep else ""
        yield "end", f"a pod has {budget.drain} s{serving}"
    if budget.evictable is not None:
        yield "drain", f"a drain of nodes evicts {budget.evictable} at a time"


def _pods(budget: Budget) -> str:
    fewest, most = budget.workload.fewest, budget.workload.most
    if most is None:
        return "one per node"
    wanted = f"{most}" if fewest == most else f"{fewest} to {most}"
    rolling = budget.most_pods
    return wanted if rolling == most else f"{wanted}; {rolling} in a rollout"


def print_key(key: Key, *, as_json: bool) -> None:
    """Print what is known of a key."""
    if as_json:
        print_json(_plain_key(key))
        return
    print_text(f"{Colours(sys.stdout)(key.path, 'bold')}\n")
    if key.description:
        print_text(f"  {printable(key.description)}\n")
    rows = [["form", key.form], ["default", key.default], ["value", key.value]]
    if key.origins:
        rows.append(["from", str(key.origins[-1]), _over(key.origins[:-1])])
    _section("", [row for row in rows if row[1]])
    _section("Keys", [list(each) for each in key.keys])
    _section("Changes", map(_change, key.changes))


def _plain_key(key: Key) -> dict[str, Any]:
    *overridden, origin = map(plain_origin, key.origins) if key.origins else (None,)
    places = {"origin": origin, "overrides": overridden}
    known = {name: item for name, item in asdict(key).items() if name != "origins"}
    return {**known, **places, "keys": dict(key.keys)}


def _change(change: Change) -> Sequence[str]:
    if not change.field:
        return change.target, "whether it is there"
    return change.target, change.field, "whether it is there" if change.decides else ""


def print_fields(
    found: Sequence[TracedManifest], layers: Layers, masking: Masking, *, as_json: bool
) -> None:
    """Print each field of objects with where it comes from, without the secrets."""
    if as_json:
        print_json([_plain(each, layers, masking) for each in found])
        return
    for each in found:
        title = f"{each.manifest['kind']} {each.manifest['metadata']['name']} ({each.file})"
        rows = (
            [field, value, ", ".join(origins)]
            for field, value, origins in _fields(each, layers, masking)
        )
        _section(title, rows)


def _plain(each: TracedManifest, layers: Layers, masking: Masking) -> dict[str, Any]:
    fields = {
        field: {"value": value, "from": origins}
        for field, value, origins in _fields(each, layers, masking)
    }
    metadata = each.manifest["metadata"]
    return {"kind": each.manifest["kind"], "name": metadata["name"], "fields": fields}


def _fields(
    each: TracedManifest, layers: Layers, masking: Masking
) -> Iterable[tuple[str, str, list[str]]]:
    for path, value in _scalars(each.manifest, ()):
        text = _shown(masking.masked(each.manifest, path, value))
        origins = told_origins(each.fields.get(path), layers)
        yield masked_path(path, masking), text, origins


def _shown(value: Any) -> str:
    """Return a scalar as YAML has it."""
    return json.dumps(value) if value is None or isinstance(value, bool) else str(value)


def _scalars(content: Any, path: Path) -> Iterable[tuple[Path, Any]]:
    if is_map(content) or is_list(content):
        pairs = content.items() if is_map(content) else entries_of(content)
        for key, item in pairs:
            yield from _scalars(item, (*path, key))
    else:
        yield path, content
