"""The tables of `docs/explanation/scanners.md`: what is accepted of each judge, and why."""

from __future__ import annotations

import re

from docs_site.staging import ROOT
from tests.judges import ask_checkov, ask_kube_score, ask_trivy

PAGE = ROOT / "docs" / "explanation" / "scanners.md"
JUDGES = {
    "kube-score": ask_kube_score.ACCEPTED,
    "checkov": ask_checkov.ACCEPTED,
    "trivy": ask_trivy.ACCEPTED,
}
_TABLE = re.compile(
    r"(?P<start><!-- accepted: (?P<judge>[\w-]+) -->\n).*?(?P<end><!-- end -->\n)", re.DOTALL
)


def written(text: str) -> str:
    """Return the text of the page with each table written anew."""
    return _TABLE.sub(
        lambda match: f"{match['start']}\n{_table(match['judge'])}\n{match['end']}", text
    )


def judges(text: str) -> list[str]:
    """Return the judges of the page, in its order."""
    return [match["judge"] for match in _TABLE.finditer(text)]


def _table(judge: str) -> str:
    reasons = dict[tuple[str, str], None]()
    for each in JUDGES[judge]:
        reasons[(each.check, each.reason)] = None
    rows = (f"| `{check}` | {_cell(reason)} |\n" for check, reason in reasons)
    return "".join(["| check | why it stays |\n", "|---|---|\n", *rows])


def _cell(reason: str) -> str:
    return reason.replace("|", "\\|")
