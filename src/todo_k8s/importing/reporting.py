"""What a rendering lacks of manifests, and what it has besides: told by field, never by value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from todo_k8s.importing.comparing import Difference, Object
from todo_k8s.importing.inversion.fits import ABSENT, Steps
from todo_k8s.importing.notes import Notes
from todo_k8s.importing.sources.manifests import Manifests
from todo_k8s.manifests.objects import at
from todo_k8s.manifests.pods import references, template_of

_SAFER: tuple[tuple[str, str], ...] = (
    (
        r"\.securityContext\.(runAsNonRoot|runAsUser|runAsGroup|fsGroup)",
        "pods run as a user without root's rights",
    ),
    (
        r"\.securityContext\.seccompProfile",
        "system calls are limited to those of the runtime's default",
    ),
    (
        r"\.securityContext\.(allowPrivilegeEscalation|capabilities)",
        "no container gains privileges or keeps capabilities",
    ),
    (
        r"\.securityContext\.readOnlyRootFilesystem",
        "files of the image are read-only; see writablePaths",
    ),
    (
        r"^(?!ServiceAccount ).*\.automountServiceAccountToken",
        "no token of the API server is mounted",
    ),
    (r"\.enableServiceLinks", "no variables name the other Services of the namespace"),
    (r"Probe\.", "health checks are added: see probes, and correct their paths"),
    (
        r"^(?!Job ).*\.containers\..*\.resources\.requests",
        "requests of CPU or memory are added: see resources.requests",
    ),
    (
        r"^(?!Job ).*\.containers\..*\.resources\.limits",
        "limits of CPU or memory are added: see resources.limits",
    ),
    (
        r"\.lifecycle|\.terminationGracePeriodSeconds",
        "pods serve on until proxies have forgotten them",
    ),
    (
        r"\.strategy|\.minReadySeconds|\.progressDeadlineSeconds",
        "a rollout keeps the number of pods that are ready",
    ),
    (r"\.topologySpreadConstraints", "pods are spread over nodes and zones"),
    (
        r"^HorizontalPodAutoscaler .*\.behavior\.scaleDown",
        "pods are removed slowly when the load falls: see autoscaling.behavior",
    ),
    (r"^PodDisruptionBudget", "a drain of nodes evicts one pod at a time"),
    (r"^NetworkPolicy", "policies let through what the application needs, and nothing else"),
    (r"^ServiceAccount", "the service has a ServiceAccount of its own"),
    (r"^Pod .*-test", "helm test asks the services"),
    (
        r"^CronJob .*\.concurrencyPolicy",
        "runs of a job do not overlap, as concurrencyPolicy is {}",
    ),
    (
        r"^CronJob .*\.activeDeadlineSeconds",
        "a run of a job ends after {} s at the latest: see activeDeadlineSeconds",
    ),
    (
        r"^CronJob .*\.backoffLimit",
        "a run that has failed is tried again as often as backoffLimit says: {}, and not 6",
    ),
)
"""What a field that the chart adds is for; braces stand for what it holds."""

_KEPT = 4
"""So many steps below a container or an object are told; deeper ones are summed up."""


def note_differences(
    found: Iterable[Difference], origins: Mapping[Object, str], notes: Notes
) -> None:
    """Note where a rendering (left) is not what was wanted (right).

    Args:
        found: The differences.
        origins: What the wanted manifests were before; those without are told by their own name.
        notes: Where it goes.
    """
    safer: dict[str, dict[str, None]] = {}
    found = [*found]
    missing = {each.object for each in found if each.left is ABSENT and each.path == ("kind",)}
    for each in found:
        if each.right is not ABSENT:
            field = "" if each.object in missing else _told(each.path)
            verb = "is not reproduced" if each.left is ABSENT else "differs"
            where = origins.get(each.object, f"{each.object}")
            notes.lose(f"{where}: {field} {verb}" if field else f"{where}: is not reproduced")
        elif (line := _safer(each)) is not None:
            safer.setdefault(line, {})[_short(each.object)] = None
    notes.safer += [f"{line} ({', '.join(names)})" for line, names in safer.items()]


def note_besides(found: Iterable[Difference], notes: Notes) -> None:
    """Note what a rendering (left) has and what was wanted (right) has not: objects, and fields."""
    found = [each for each in found if each.right is ABSENT]
    besides = {each.object for each in found if each.path == ("kind",)}
    for each in found:
        if each.object in besides:
            notes.lose(f"{each.object}: is rendered in addition")
        elif _safer(each) is None:
            notes.lose(f"{each.object}: {_told(each.path)} is rendered in addition")


def note_secrets(manifests: Manifests, notes: Notes) -> None:
    """Say what the Secrets that exist already must have; the others are to be created.

    Args:
        manifests: What was read. A Secret that a pod reads exists where the pod runs, even if it
            was not read; only what compose says runs nowhere yet.
        notes: The keys that are needed, of which those of other Secrets stay.
    """
    used = {
        (each.name, each.key)
        for manifest in manifests.own
        if not manifest.is_composed
        for each in references(template_of(manifest.content))
        if each.kind == "Secret"
    }
    owners, made = _owners(manifests), _made_by_templates(manifests)
    names = {*manifests.secrets, *(name for name, _ in used), *owners, *notes.env_files}
    for key in [one for one in notes.keys if one.secret in names]:
        if (key.secret, key.key) in made:
            pass
        elif key.secret in owners:
            notes.ask(
                f"have {owners[key.secret]} give the Secret {key.secret} the key {key.key}, as it "
                f"removes what others add: {key.source}"
            )
        elif file := notes.env_files.get(key.secret):
            notes.ask(f"have {key.key} in {file} before you make its Secret: {key.source}")
        elif (key.secret, key.key) in used:
            notes.ask(f"the Secret {key.secret}, which exists already, needs the key {key.key}")
        else:
            notes.ask(f"add the key {key.key} to the Secret {key.secret}: {key.source}")
        notes.keys.remove(key)
    for secret, keys in manifests.secrets.items():
        notes.ask(f"keep the Secret {secret}, with its keys {', '.join(keys)}; it is not imported")


def _owners(manifests: Manifests) -> dict[str, str]:
    """Return what makes Secrets, an ExternalSecret or a SealedSecret, by the Secret's name."""
    found: dict[str, str] = {}
    for each in manifests.own:
        target = at(each.content, "spec", "target").get("name")
        if each.object.kind == "ExternalSecret":
            found[f"{target or each.object.name}"] = f"{each}"
        elif each.object.kind == "SealedSecret":
            found[each.object.name] = f"{each}"
    return found


def _made_by_templates(manifests: Manifests) -> set[tuple[str, str]]:
    """Return the keys of Secrets that ExternalSecrets make of others, with the Secret's name."""
    targets = (
        (each.object.name, at(each.content, "spec", "target"))
        for each in manifests.own
        if each.object.kind == "ExternalSecret"
    )
    return {
        (f"{target.get('name') or name}", f"{key}")
        for name, target in targets
        for key in at(target, "template", "data")
    }


def is_safer(difference: Difference) -> bool:
    """Tell whether what only a rendering has is there for safety, which is told as such."""
    return _safer(difference) is not None


def _safer(difference: Difference) -> str | None:
    text = f"{difference.object}.{'.'.join(map(str, difference.path))}"
    lines = (line for pattern, line in _SAFER if re.search(pattern, text))
    found = next(lines, None)
    return None if found is None else found.format(difference.left)


def _short(thing: Object) -> str:
    return re.sub(r"^.*todo-chatbot-", "", thing.name)


def _told(path: Steps) -> str:
    """Return the path of a field in the words of the manifest, without the pod's prefix."""
    steps = [*map(str, path)]
    for prefix in (
        ["spec", "jobTemplate", "spec", "template", "spec"],
        ["spec", "template", "spec"],
    ):
        if steps[: len(prefix)] == prefix:
            steps = steps[len(prefix) :]
    kept = steps[: _KEPT + (steps[:1] == ["containers"])]
    return ".".join(kept)
