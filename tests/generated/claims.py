"""What the law claims of the two verdicts on one values file."""

from __future__ import annotations

from todo_k8s.errors import printable
from todo_k8s.testing.verdicts import Verdict


def name_all(faults: frozenset[str], ours: Verdict, theirs: Verdict) -> bool:
    """Tell whether both refuse, and both name each field with a fault."""
    return ours.agrees_with(theirs) and faults <= ours.refused & theirs.refused


def speak_alike(ours: Verdict, theirs: Verdict) -> bool:
    """Tell whether both agree, and Helm says every line that Python says, where it escapes."""
    said = {printable(line) for line in theirs.message.split("\n")}
    return ours.agrees_with(theirs) and all(line in said for line in ours.message.split("\n"))
