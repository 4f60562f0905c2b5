"""Writes docs/performance.md and its pictures from the results: ``python -m benchmarks.page``."""

from __future__ import annotations

import statistics
from pathlib import Path

from benchmarks import services
from benchmarks.figures import FIGURES, Figure
from benchmarks.results import Results
from docs_site.pictures.charts import bars, lines

TEMPLATE = Path(__file__).with_name("performance.md")
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
TARGETS, SERVICES = (PAGE.parent / "pictures" / f"{name}.svg" for name in ("targets", "services"))
_MOST = 300
"""Where a bar ends, in percent of a target."""
_UNITS = {"s": ((1, "s"), (1e-3, "ms"), (1e-6, "µs")), "B": ((1e6, "MB"), (1e3, "kB"), (1, "B"))}


def page(results: Results) -> str:
    """Return the page: a row for each figure."""
    rows = [f"| {' | '.join(cells(figure, results))} |" for figure in FIGURES]
    text = TEMPLATE.read_text(encoding="utf-8")
    parts = {
        "@ABOUT@": ", ".join(f"{name} {value}" for name, value in results.about.items()),
        "@ROWS@": "\n".join(rows),
    }
    for mark, part in parts.items():
        text = text.replace(mark, part)
    return text


def cells(figure: Figure, results: Results) -> list[str]:
    """Return a figure's row: what, number, reference, ratio, target, and whether that is met."""
    compared = figure.compared(results)
    reference, ratio, target = "", "", "none"
    if compared is not None:
        reference = f"{figure.reference}: {quantity(compared[0], figure.unit)}"
        ratio = f"{compared[1]:.2f}"
    if figure.at_most is not None:
        target = f"≤ {figure.at_most:g} times" if compared else f"≤ {target_of(figure)}"
    met = "" if figure.at_most is None else "met" if figure.is_met(results) else "**missed**"
    number = quantity(figure.number(results), figure.unit)
    return [figure.what, number, reference, ratio, target, met]


def target_of(figure: Figure) -> str:
    """Return a target that is no ratio, as a person writes it."""
    return quantity(figure.at_most or 0, figure.unit).replace(".00", "").replace(".0 ", " ")


def quantity(number: float, unit: str) -> str:
    """Return a number with its unit, to three digits."""
    if unit not in _UNITS or not number:
        return f"{number:,.0f} {unit if unit in _UNITS else ''}".rstrip()
    size, name = next((each for each in _UNITS[unit] if abs(number) >= each[0]), _UNITS[unit][-1])
    scaled = number / size
    return f"{scaled:.{max(0, 3 - len(str(int(abs(scaled)))))}f} {name}"


def targets_plot(results: Results) -> str:
    """Return a picture of the figures that have a target, as a percentage of it."""
    title = f"Figures as a percentage of their targets; bars end at {_MOST} %"
    parts = {figure.name: figure.of_target(results) for figure in FIGURES if figure.at_most}
    percents = {name: round(100 * part) for name, part in parts.items() if part is not None}
    return bars(title, percents, _MOST)


def services_plot(results: Results) -> str:
    """Return a picture of the time that so many services take, a line for each way."""
    ways = {
        way: [
            statistics.median(results.times[f"{number} services, {way}"])
            for number in services.NUMBERS
        ]
        for way in services.WAYS
    }
    return lines("Processor time of a process that makes services", services.NUMBERS, ways)


def plots(results: Results) -> dict[Path, str]:
    """Return the text of each picture of the page by its file."""
    return {TARGETS: targets_plot(results), SERVICES: services_plot(results)}


def main() -> None:
    """Write the page and its pictures."""
    results = Results.read()
    PAGE.write_text(page(results), encoding="utf-8")
    for file, text in plots(results).items():
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
