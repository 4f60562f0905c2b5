"""What the specification promises, what was measured of it, and the page that says both.

The tests write ``promises.json``, a figure with its numbers for each promise, and from it
``promises.md``. ``nox -s e2e -- --figures docs`` renews those of the project.
"""

from __future__ import annotations

import json
import statistics
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

TEMPLATE = Path(__file__).with_name("promises.md")


@dataclass(frozen=True)
class Promise:
    """One promise, and what is measured of it."""

    of: str
    says: str
    how: str
    unit: str = "s"
    at_most: float | None = None
    at_least: float | None = None

    def kept(self, number: float) -> bool:
        """Tell whether a number keeps the promise."""
        high = self.at_most is None or number <= self.at_most
        return high and (self.at_least is None or number >= self.at_least)

    @property
    def target(self) -> str:
        """The bound, as a person writes it."""
        bounds = (("≤", self.at_most), ("≥", self.at_least))
        texts = [f"{sign} {bound:g} {self.unit}" for sign, bound in bounds if bound is not None]
        return ", ".join(texts) or "–"


@dataclass
class Figure:
    """The numbers measured of a promise, and when."""

    numbers: list[float]
    day: str

    def text(self, unit: str) -> str:
        """Return minimum, median and maximum, or the one number."""
        low, high = min(self.numbers), max(self.numbers)
        if low == high:
            return f"{low:g} {unit}"
        return f"{low:g} / {statistics.median(self.numbers):g} / {high:g} {unit}"


@dataclass
class Figures:
    """All figures, by the name of their promise in `PROMISES`."""

    about: dict[str, str] = field(default_factory=dict[str, str])
    figures: dict[str, Figure] = field(default_factory=dict[str, Figure])

    def keep(self, name: str, *numbers: float) -> None:
        """Write numbers down, and fail unless each keeps the promise."""
        promise = PROMISES[name]
        today = datetime.now(UTC).date().isoformat()
        self.figures[name] = Figure([round(number, 2) for number in numbers], today)
        assert numbers
        assert all(map(promise.kept, numbers)), f"{name}: {numbers}, promised {promise.target}"

    @classmethod
    def read(cls, folder: Path) -> Figures:
        """Return the figures of a folder, none when it has none."""
        path = folder / "promises.json"
        if not path.exists():
            return cls()
        content = json.loads(path.read_text())
        figures = {name: Figure(**figure) for name, figure in content["figures"].items()}
        return cls(content["about"], figures)

    def write(self, folder: Path) -> None:
        """Write the figures, and the page."""
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(self), indent=2, ensure_ascii=False)
        (folder / "promises.json").write_text(f"{text}\n")
        (folder / "promises.md").write_text(self.page())

    def page(self) -> str:
        """Return the page: one row for each promise."""
        about = ", ".join(f"{key} {value}" for key, value in self.about.items())
        rows = [self._row(name, promise) for name, promise in PROMISES.items()]
        text = TEMPLATE.read_text()
        return text.replace("@ABOUT@", about).replace("@ROWS@", "\n".join(rows))

    def _row(self, name: str, promise: Promise) -> str:
        figure = self.figures.get(name)
        measured = (figure.text(promise.unit), str(len(figure.numbers))) if figure else ("–", "0")
        cells = (promise.of, promise.says, promise.how, promise.target, *measured)
        return f"| {' | '.join(cells)} |"


PROMISES: dict[str, Promise] = {}
