"""What a judge finds, and what of it is accepted, each with its reason."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.judges.renderings import write_renderings


class Finding(NamedTuple):
    """A check that an object does not pass."""

    check: str
    where: str
    """``rendering/Kind/name``."""

    says: str


class Accepted(NamedTuple):
    """A check that is not passed on purpose."""

    check: str
    where: str
    """A regular expression for the whole of a finding's ``where``."""

    reason: str

    def covers(self, finding: Finding) -> bool:
        """Tell whether this is the reason for a finding."""
        return self.check == finding.check and bool(re.fullmatch(self.where, finding.where))


def verdict(findings: Iterable[Finding], accepted: Iterable[Accepted]) -> list[str]:
    """Return a line for each finding without a reason, and each reason without a finding."""
    findings, accepted = list(findings), list(accepted)
    open_ = [f for f in findings if not any(reason.covers(f) for reason in accepted)]
    idle = [reason for reason in accepted if not any(map(reason.covers, findings))]
    return [
        *(f"{finding.where}: {finding.check}: {finding.says}" for finding in open_),
        *(f"nothing to accept any more: {reason.check} for {reason.where}" for reason in idle),
    ]


def judge(ask: Callable[[str, Path], list[Finding]], accepted: Iterable[Accepted]) -> int:
    """Ask a judge about every rendering, print what is open, and return an exit status."""
    with TemporaryDirectory() as folder:
        files = write_renderings(Path(folder))
        findings = [finding for name, file in files.items() for finding in ask(name, file)]
    lines = verdict(findings, accepted)
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.write(f"{len(findings)} findings, {len(lines)} of them open\n")
    return 1 if lines else 0
