"""The tables of `docs/compared.md`, counted and measured."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tests.by_hand.counting import lines_of_folder, lines_of_python, lines_used
from tests.by_hand.ways import COMPARED, HERE, WAYS, Compared, settable, settable_in
from tests.by_hand.wrong import WRONG
from tests.charts import platform
from todo_k8s import Release

PAGE = HERE.parents[1] / "docs" / "compared.md"
RELEASE = Release("todo", "todo")
NOT_THE_CHART = ("CHART", "CASES", "REFUSED")
"""What only the tests of a chart use."""


def _ours(each: Compared) -> str:
    source = Path(f"{each.ours.__file__}").read_text(encoding="utf-8")
    library = Path(f"{platform.__file__}").read_text(encoding="utf-8")
    return _sum(lines_of_python(source, NOT_THE_CHART), lines_used(library, [source]))


def _plain(each: Compared) -> str:
    sources = [path.read_text(encoding="utf-8") for path in sorted(each.folder.glob("*.py"))]
    library = (HERE / "platform.py").read_text(encoding="utf-8")
    return _sum(sum(map(lines_of_python, sources)), lines_used(library, sources))


def _sum(own: int, library: int) -> str:
    return f"{own} + {library}" if library else f"{own}"


def _helm(pattern: str) -> Callable[[Compared], str]:
    return lambda each: f"{lines_of_folder(each.folder / 'chart', pattern)}"


LINES: dict[str, Callable[[Compared], str]] = {
    "**todo_k8s**": _ours,
    "**Helm by hand**": _helm("**/*"),
    "… of these `Chart.yaml`, `values.yaml`": _helm("*.yaml"),
    "… `values.schema.json`": _helm("*.json"),
    "… templates": _helm("templates/*"),
    "**cdk8s by hand**, no Helm chart": _plain,
    "values to set: todo_k8s": lambda each: f"{len(settable_in(each.exported))}",
    "values to set: by hand": lambda each: f"{len(settable(each.values.model_json_schema()))}",
}

GIVEN: dict[str, Callable[[dict[str, str]], bool]] = {
    "a Helm chart": lambda files: "Chart.yaml" in files,
    "a schema of the values": lambda files: "values.schema.json" in files,
    "… with descriptions": lambda files: '"description"' in files.get("values.schema.json", ""),
    "a README of the values": lambda files: "README.md" in files,
}


def lines() -> Iterator[list[str]]:
    """Yield the rows of how long each chart is."""
    yield ["lines", *(each.name for each in COMPARED)]
    for name, count in LINES.items():
        yield [name, *map(count, COMPARED)]


def given() -> Iterator[list[str]]:
    """Yield the rows of what each way gives."""
    yield ["", "todo_k8s", "Helm by hand", "cdk8s by hand"]
    ways: tuple[list[dict[str, str]], ...] = (
        [each.exported for each in COMPARED],
        [each.helm for each in COMPARED],
        [{}],
    )
    for name, has in GIVEN.items():
        yield [name, *("yes" if all(map(has, way)) else "no" for way in ways)]


def refused() -> Iterator[list[str]]:
    """Yield the rows of how many of the charts refuse a mistake and name its place."""
    yield ["", *WAYS]
    renderers = {each.name: [way(each) for way in WAYS.values()] for each in COMPARED}
    for kind, by_chart in WRONG.items():
        counts = [0] * len(WAYS)
        for name, (field, values) in by_chart.items():
            for number, run in enumerate(renderers[name]):
                verdict = run(values, RELEASE)
                counts[number] += verdict.manifests is None and field in verdict.message
        yield [kind, *(f"{count} of {len(by_chart)}" for count in counts)]


TABLES: dict[str, Callable[[], Iterable[list[str]]]] = {
    "lines": lines,
    "given": given,
    "refused": refused,
}


def table(rows: Iterable[list[str]]) -> str:
    """Return rows as a table of Markdown; the first has the headings."""
    head, *body = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([head, f"|{'---|' * (head.count(' | ') + 1)}", *body])


def written(text: str) -> str:
    """Return the text of the page with its tables made anew."""
    for name, rows in TABLES.items():
        before, start, rest = text.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition("<!-- end -->")
        if not end:
            raise ValueError(f"{PAGE.name} has no place for the table {name!r}")
        text = f"{before}{start}\n{table(rows())}\n\n{end}{after}"
    return text
