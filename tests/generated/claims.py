"""What the law claims of the two verdicts on one values file."""

from __future__ import annotations

from tests.generated.renderers import Verdict


def agree(ours: Verdict, theirs: Verdict) -> bool:
    """Tell whether both give the same manifests, or both refuse and name a field in common."""
    if ours.manifests is None or theirs.manifests is None:
        return ours.manifests is theirs.manifests and bool(ours.refused & theirs.refused)
    return ours.manifests == theirs.manifests


def name_all(faults: frozenset[str], ours: Verdict, theirs: Verdict) -> bool:
    """Tell whether both refuse, and both name each field with a fault."""
    return agree(ours, theirs) and faults <= ours.refused & theirs.refused


def speak_alike(ours: Verdict, theirs: Verdict) -> bool:
    """Tell whether both agree, and Helm says every line that Python says."""
    said = theirs.message.splitlines()
    return agree(ours, theirs) and all(line in said for line in ours.message.splitlines())
