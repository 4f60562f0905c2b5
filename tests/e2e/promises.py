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
        """Tell whether a number keeps the promise; none that is negative can be right."""
        high = self.at_most is None or number <= self.at_most
        return number >= 0 and high and (self.at_least is None or number >= self.at_least)

    @property
    def target(self) -> str:
        """The bound, as a person writes it."""
        bounds = (("≤", self.at_most), ("≥", self.at_least))
        texts = [f"{sign} {bound:g} {self.unit}" for sign, bound in bounds if bound is not None]
        return ", ".join(texts) or "none"


@dataclass
class Figure:
    """The numbers measured of a promise, when, and of how many where something was counted."""

    numbers: list[float]
    day: str
    of: int | None = None

    def text(self, unit: str) -> str:
        """Return minimum, median and maximum, or the one number."""
        low, high = min(self.numbers), max(self.numbers)
        if low == high:
            return f"{low:g}{f' of {self.of:,}' if self.of else ''} {unit}"
        return f"{low:g} / {statistics.median(self.numbers):g} / {high:g} {unit}"


@dataclass
class Figures:
    """All figures, by the name of their promise in `PROMISES`."""

    about: dict[str, str] = field(default_factory=dict[str, str])
    figures: dict[str, Figure] = field(default_factory=dict[str, Figure])

    def keep(self, name: str, *numbers: float, of: int | None = None) -> None:
        """Write numbers down, and fail unless each keeps the promise.

        Args:
            name: The promise in `PROMISES`.
            numbers: What was measured.
            of: How many there were of what was counted, such as requests.
        """
        today = datetime.now(UTC).date().isoformat()
        self.figures[name] = Figure([round(number, 2) for number in numbers], today, of)
        hold(name, *numbers)

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
        """Write the figures, and the page; others there stay, if measured on the same versions."""
        folder.mkdir(parents=True, exist_ok=True)
        before = self.read(folder)
        if before.about == self.about:
            self.figures = {**before.figures, **self.figures}
        text = json.dumps(asdict(self), indent=2, ensure_ascii=False)
        (folder / "promises.json").write_text(f"{text}\n")
        (folder / "promises.md").write_text(self.page())

    def page(self) -> str:
        """Return the page: one row for each promise."""
        days = sorted({figure.day for figure in self.figures.values()})
        measured = [f"{key} {value}" for key, value in self.about.items()]
        about = ", ".join([*measured, " to ".join(dict.fromkeys([*days[:1], *days[-1:]]))])
        rows = [self._row(name, promise) for name, promise in PROMISES.items()]
        text = TEMPLATE.read_text()
        return text.replace("@ABOUT@", about).replace("@ROWS@", "\n".join(rows))

    def _row(self, name: str, promise: Promise) -> str:
        figure = self.figures.get(name)
        numbers = str(len(figure.numbers)) if figure else "0"
        measured = (figure.text(promise.unit) if figure else "not yet", numbers)
        cells = (promise.of, promise.says, promise.how, promise.target, *measured)
        return f"| {' | '.join(cells)} |"


_PODS = "10 pods, backend and frontend in turn"


def hold(name: str, *numbers: float) -> None:
    """Fail unless each number keeps the promise."""
    promise = PROMISES[name]
    assert numbers
    assert all(map(promise.kept, numbers)), f"{name}: {numbers}, promised {promise.target}"


PROMISES: dict[str, Promise] = {
    "install": Promise(
        "US1, FR-001, FR-011, SC-001",
        "Deployed within 5 minutes",
        "`helm install` (once Helm 3.17, twice 4) with images present, until every pod is "
        "available",
        at_most=60,
    ),
    "page-after-install": Promise(
        "US1", "The frontend loads", "until the page answers through the Ingress", at_most=60
    ),
    "page-by-gateway": Promise(
        "US1, US5", "The frontend loads", "until it answers through an HTTPRoute", at_most=60
    ),
    **{
        f"secrets-shown-{mode}": Promise(
            "US2, FR-002, FR-006, FR-007, SC-006",
            f"Secrets are used, and shown nowhere, mode `{mode}`",
            "secrets found, as they are or in base64, in logs, events, descriptions, annotations, "
            "notes, while the database and the AI API take them",
            "secrets",
            at_most=0,
        )
        for mode in ("existing", "values", "external")
    },
    "hung": Promise(
        "US3, FR-003, FR-010, SC-003",
        "A failed service is restarted within 30 s: hung",
        f"SIGSTOP to the server of {_PODS}, until the pod is ready again",
        at_most=27,
    ),
    "crash": Promise(
        "US3, FR-010, SC-003",
        "… crashed",
        f"SIGKILL to the server of {_PODS}, until the pod is ready again",
        at_most=5,
    ),
    "unhealthy": Promise(
        "US3, FR-003, FR-010, SC-003",
        "… failing its health check",
        "`/health` answers 500 in 10 backend pods, until the pod is ready again",
        at_most=27,
    ),
    "uptime": Promise(
        "US3, SC-002",
        "Uptime can be seen",
        "read back from a Prometheus that scrapes what `monitoring` declares",
        "%",
        at_least=99.9,
    ),
    "response-time": Promise(
        "US3", "Response times can be seen", "read back from the same Prometheus", at_most=3
    ),
    "failure-rate": Promise(
        "US3",
        "Failure rates can be seen",
        "the same, while the backend fails on order",
        "%",
        at_least=1,
    ),
    "scale-by-helm": Promise(
        "US4, FR-004, SC-004",
        "From 1 to 2 instances in 2 minutes",
        "`helm upgrade` under load, until the second pod's first answer",
        at_most=20,
    ),
    "scale-by-kubectl": Promise(
        "US4, FR-004, SC-004", "… by hand", "`kubectl scale`, the same", at_most=20
    ),
    "share": Promise(
        "US4, FR-009",
        "Traffic goes to all instances",
        "share of the requests that each of 2 backend pods answers under load",
        "%",
        at_least=35,
    ),
    "scale-down": Promise(
        "US4, SC-007",
        "Fewer instances disturb nobody",
        "failed requests while the backend goes from 4 pods to 1 under load",
        "requests",
        at_most=0,
    ),
    "autoscaling-up": Promise(
        "US4", "Instances follow the load", "CPU load, until the HPA has added a pod", at_most=120
    ),
    "autoscaling-down": Promise(
        "US4",
        "… down too",
        "no load, until the added pods are gone, with `stabilizationWindowSeconds: 15`; by default "
        "Kubernetes waits for 300",
        at_most=180,
    ),
    "backend-closed": Promise(
        "US5, FR-005",
        "Nobody but the frontend reaches the backend",
        "ways to it that are open: from outside by its path and by its names, from a stranger pod",
        "ways",
        at_most=0,
    ),
    "page-load": Promise(
        "US5, FR-005, SC-005",
        "The page loads within 3 s",
        "a headless Chromium outside the cluster opens the page, until it has loaded",
        at_most=1,
    ),
    "image-change": Promise(
        "FR-008, FR-012, SC-007",
        "No failed request while an image changes",
        "failed requests under load",
        "requests",
        at_most=0,
    ),
    "config-change": Promise(
        "FR-008, FR-012, SC-007",
        "… while the configuration changes",
        "the same",
        "requests",
        at_most=0,
    ),
    "chart-upgrade": Promise(
        "FR-012, SC-007",
        "… while the chart of the last release is upgraded to this one, and rolled back",
        "the same",
        "requests",
        at_most=0,
    ),
    "rotation-existing": Promise(
        "FR-008, SC-007",
        "… while a secret rotates, mode `existing`",
        "the same",
        "requests",
        at_most=0,
    ),
    "rotation-values": Promise(
        "FR-008, SC-007", "… mode `values`", "the same", "requests", at_most=0
    ),
    "rotation-external": Promise(
        "FR-008, SC-007",
        "… mode `external`, its operator simulated",
        "the same",
        "requests",
        at_most=0,
    ),
    "rollback": Promise("FR-012, SC-007", "… at a rollback", "the same", "requests", at_most=0),
    "rollout-restart": Promise(
        "FR-012, SC-007", "… at `kubectl rollout restart`", "the same", "requests", at_most=0
    ),
    "eviction": Promise(
        "FR-012, SC-007", "… while every pod is evicted in turn", "the same", "requests", at_most=0
    ),
    "bad-image": Promise(
        "FR-012, SC-007",
        "… at an upgrade that never becomes ready, and its `--rollback-on-failure`",
        "the same",
        "requests",
        at_most=0,
    ),
    "bad-image-reported": Promise(
        "FR-012",
        "… which is reported in time",
        "with `progressDeadlineSeconds: 30` and Helm's own timeout at 120 s, until Helm reports "
        "the failure",
        at_most=60,
    ),
    "p50": Promise(
        "SC-008",
        "100 users at once: the median",
        "5 minutes through the ingress, as a ratio to one process of each without Kubernetes, on "
        "the same machine",
        "times",
    ),
    "p95": Promise("SC-008", "… the 95th percentile", "the same", "times"),
    "p99": Promise("SC-008", "… the 99th percentile", "the same", "times"),
    "p99-seconds": Promise(
        "SC-008, SC-005", "… the 99th percentile itself", "in seconds", at_most=3
    ),
    "availability": Promise(
        "SC-002",
        "99.9 % uptime",
        "share of the requests of 30 users answered in an hour with an event a minute: image, "
        "configuration, secret in mode `existing`, rollback, restart, scaling, deletion, eviction, "
        "SIGKILL",
        "%",
        at_least=99.9,
    ),
    "no-room": Promise(
        "Edge: too little CPU or memory",
        "The operator is told",
        "until the message `Insufficient …` is there, old pods serving on",
        at_most=30,
    ),
    "missing-secret": Promise(
        "Edge: missing secret",
        "The operator is told",
        "until the message that names the Secret, or its key, is there: at an upgrade, old pods "
        "serving on, and at an install",
        at_most=30,
    ),
    "repeated-probe-failure": Promise(
        "Edge: health checks fail repeatedly",
        "The other pod serves",
        "failed requests while one backend pod fails its check after each start, from 2 s after "
        "it is not ready",
        "requests",
        at_most=0,
    ),
    "repeated-crash": Promise(
        "Edge: … because it crashes",
        "The other pod serves",
        "the same, while it crashes again and again",
        "requests",
        at_most=0,
    ),
    "lost-at-crash": Promise(
        "Edge: … because it crashes",
        "… what was on its way to the pod is lost",
        "failed requests of 10 users until then",
        "requests",
    ),
    "back-off": Promise(
        "Edge: … because it crashes",
        "… Kubernetes starts it again, later each time",
        "from each end of the server to its next start, each time longer",
    ),
    "connections-kept": Promise(
        "Edge: several backends, one database",
        "The database never says “too many connections”",
        "refused connections while rolling with all pools full, within the connection budget",
        "refusals",
        at_most=0,
    ),
    "connections-broken": Promise(
        "Edge: several backends, one database",
        "… and without the rule it does",
        "the same, with the budget told wrong",
        "refusals",
        at_least=1,
    ),
    "network-cut": Promise(
        "Edge: frontend and backend cut apart",
        "It heals by itself",
        "a NetworkPolicy cuts them for 20 s; until requests are answered again after it",
        at_most=15,
    ),
    "ingress-down": Promise(
        "Edge: the load balancer fails",
        "It heals by itself",
        "the ingress controller goes away and comes back; until answers after that",
        at_most=15,
    ),
}
