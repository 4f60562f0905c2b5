"""An import as a whole: what is read becomes values, a file of them, and lists of what is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from todo_k8s.helm.chart.release import Release
from todo_k8s.helm.compiled.compiled import CompiledChart
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.importing.comparing import Difference, Object, differences, object_of
from todo_k8s.importing.fitting import Cost, Fitting, State
from todo_k8s.importing.foreign.translation import DEFAULT_SECRET, Translator
from todo_k8s.importing.foreign.variables import most_used_secret
from todo_k8s.importing.foreign.workloads import workloads_in
from todo_k8s.importing.inversion.fits import ABSENT, Steps
from todo_k8s.importing.inversion.objects import release_of
from todo_k8s.importing.notes import Key, Notes
from todo_k8s.importing.overlays import at, leaf_paths, without
from todo_k8s.importing.remedies import remedy
from todo_k8s.importing.reporting import note_differences
from todo_k8s.importing.securing import public_config, secured
from todo_k8s.importing.sources.documents import Document, SourceError
from todo_k8s.importing.sources.manifests import Manifests, read_manifests
from todo_k8s.importing.writing import ordered

_CHART = "helm.sh/chart"
_HOOK = "helm.sh/hook"
_APPLICATION = "todo-chatbot"


@dataclass(frozen=True)
class Imported:
    """What an import gives.

    Args:
        values: What differs from the defaults; the chart renders it.
        release: The release that the manifests were of, or the one to install.
        notes: What is said of it.
        sections: What each section of the values comes from.
        is_exact: Whether the manifests are the chart's own.
    """

    values: dict[str, Any]
    release: Release
    notes: Notes
    sections: dict[str, list[str]]
    is_exact: bool


@dataclass(frozen=True)
class Wishes:
    """What is said about an import besides the files.

    Args:
        release: The release's name, if it is not to be judged.
        namespace: The release's namespace, likewise.
        frontend: The workload that is the frontend.
        backend: The workload that is the backend.
    """

    release: str | None = None
    namespace: str | None = None
    frontend: str | None = None
    backend: str | None = None


def imported(
    chart: CompiledChart,
    documents: Sequence[Document],
    wishes: Wishes,
    notes: Notes,
    default: Release,
) -> Imported:
    """Return the values that make a chart render manifests, as far as it can.

    Manifests that the chart itself rendered are reproduced field by field, those of others in
    what they mean; only todo-chatbot can do the latter.

    Args:
        chart: The chart.
        documents: The manifests.
        wishes: What is said besides.
        notes: What is said of the import goes there.
        default: The release where nothing says another.

    Raises:
        SourceError: If there is nothing to import, or a workload that is named does not exist.
    """
    manifests = read_manifests(documents, notes)
    if not manifests.own:
        raise SourceError("no manifest among what was read can be imported")
    if chart.metadata.name != _APPLICATION or _is_own(chart, manifests):
        return _exact(chart, manifests, wishes, notes, default)
    return _foreign(chart, manifests, wishes, notes, default)


def _is_own(chart: CompiledChart, manifests: Manifests) -> bool:
    """Tell whether a chart rendered manifests itself, by the label that it gives all of them."""
    for each in manifests.own:
        metadata = each.content["metadata"]
        labels = metadata.get("labels")
        label = labels.get(_CHART) if is_map(labels) else None
        if isinstance(label, str) and label.startswith(f"{chart.metadata.name}-"):
            return True
    return False


def _exact(
    chart: CompiledChart, read: Manifests, wishes: Wishes, notes: Notes, default: Release
) -> Imported:
    containers = [each.main for each in workloads_in(read.own)]
    secret = most_used_secret(containers) or DEFAULT_SECRET
    manifests = secured(read, secret, notes)
    for name, keys in read.secrets.items():
        for key in keys:
            notes.need(Key(name, key, "a Secret that was read"))
    public = [
        public_config(each, notes) if each.object.kind == "ConfigMap" else each
        for each in manifests.own
    ]
    wanted = [_without_sums(each.content) for each in public]
    release = Release(
        name=wishes.release or release_of(wanted) or default.name,
        namespace=wishes.namespace or default.namespace,
    )
    is_application = chart.metadata.name == _APPLICATION
    hooked = any(each.hook for each in manifests.own)
    fitting = Fitting(
        chart,
        wanted,
        cost=len if hooked else _besides_hooks,
        remedies=remedy if is_application else lambda _: None,
    )
    state = fitting.found({}, release)
    note_differences(differences(state.manifests or [], wanted), {}, notes)
    left = differences(state.manifests or [], wanted)
    hooks = set[Object]() if hooked else _hooks(left)
    for each in left:
        if each.right is ABSENT and each.path == ("kind",) and each.object not in hooks:
            notes.lose(f"{each.object}: is rendered besides")
    values = ordered(chart.model, state.values)
    return Imported(values, state.release, notes, {}, is_exact=True)


def _besides_hooks(found: Sequence[Difference]) -> int:
    """Return how many fields differ, without hooks: `helm get manifest` does not print them."""
    hooks = _hooks(found)
    return sum(each.object not in hooks for each in found)


def _hooks(found: Sequence[Difference]) -> set[Object]:
    """Return the hooks that only the rendering has."""
    return {each.object for each in found if each.right is ABSENT and _HOOK in each.path}


def _without_sums(content: dict[str, Any]) -> dict[str, Any]:
    """Return a manifest without checksums in annotations, which follow from other values."""
    return {key: _inner(item) for key, item in content.items()}


def _inner(value: Any) -> Any:
    if is_list(value):
        return [_inner(each) for each in value]
    if not is_map(value):
        return value
    found = {key: _inner(item) for key, item in value.items()}
    annotations = found.get("annotations")
    if is_map(annotations):
        kept = {key: item for key, item in annotations.items() if not _is_sum(f"{key}")}
        found["annotations"] = kept
        if not kept:
            del found["annotations"]
    return found


def _is_sum(annotation: str) -> bool:
    return annotation in {"checksum/secret", "checksum/secret-files"}


def _foreign(
    chart: CompiledChart, read: Manifests, wishes: Wishes, notes: Notes, default: Release
) -> Imported:
    release = Release(
        name=wishes.release or default.name, namespace=wishes.namespace or default.namespace
    )
    containers = [each.main for each in workloads_in(read.own)]
    own = [each for each in read.own if "test" not in each.hook]  # the chart has tests of its own
    manifests = secured(
        read._replace(own=own), most_used_secret(containers) or DEFAULT_SECRET, notes
    )
    fullname = f"{release.name}-{_APPLICATION}"
    translator = Translator(
        manifests,
        release.name if _APPLICATION in release.name else fullname,
        notes,
        frontend=wishes.frontend,
        backend=wishes.backend,
    )
    translation = translator.translated()
    fitting = Fitting(
        chart,
        translation.wanted,
        exact=False,
        cost=_cost(translation.wanted),
        avoided=_NOT_OF_OTHERS,
        remedies=remedy,
    )
    seeded, refused = fitting.seeded(translation.values, release)
    for line in refused:
        notes.lose(f"refused by the chart: {line}")
    kept = frozenset(
        path for path in leaf_paths(seeded.values) if not is_map(at(seeded.values, path))
    )
    fitting.kept = kept
    state = fitting.found(seeded.values, release)
    values = _without_defaults(fitting, state, kept)
    note_differences(
        differences(state.manifests or [], translation.wanted), translation.origins, notes
    )
    for line in fitting.refusals(state):
        notes.lose(f"refused by the chart: {line}")
    beside = {
        f"{each.manifest}" for each in translator.workloads if each.name in translator.roles.servers
    }
    notes.keys[:] = [key for key in notes.keys if key.source.partition(",")[0] not in beside]
    _policies(values, notes)
    _keys(values, manifests, notes)
    return Imported(
        ordered(chart.model, values), state.release, notes, _sections(translator), is_exact=False
    )


_NOT_OF_OTHERS = frozenset(
    ["Release", "commonLabels", "commonAnnotations", "global", "nameOverride", "fullnameOverride"]
)
_POLICIES = (
    ("maxConnections", "is what a rollout of all services needs; check what the server takes"),
    ("restartBudgetSeconds", "is off, as the checks that were imported are slower"),
    ("deployBudgetSeconds", "is off, as a rollout may take longer"),
    ("accessModes", "is what several pods need; the StorageClass must offer it"),
    ("drainSeconds", "is what terminationGracePeriodSeconds leaves for requests in flight"),
)


def _policies(values: dict[str, Any], notes: Notes) -> None:
    """Say which limits were changed, as no manifest shows them."""
    for path in leaf_paths(values):
        for name, line in _POLICIES:
            if path[-1] == name:
                notes.ask(f"{'.'.join(map(str, path))} {line}")


def _cost(wanted: Sequence[dict[str, Any]]) -> Cost:
    """Return how far a rendering is from what is wanted; it may have more, but for variables."""
    known = {object_of(each) for each in wanted}

    def cost(found: list[Difference]) -> float:
        return sum(
            1 if each.right is not ABSENT else float(each.object in known and _matters(each.path))
            for each in found
        )

    return cost


def _matters(path: Steps) -> bool:
    """Tell whether a field that only the rendering has could keep a pod from working."""
    return any(step in {"command", "args", "envFrom"} for step in path) or (
        "env" in path and "valueFrom" in path
    )


def _without_defaults(fitting: Fitting, state: State, kept: Iterable[Steps]) -> dict[str, Any]:
    """Return values without those that were known already and are the defaults."""
    values = state.values
    for path in sorted(kept, key=len, reverse=True):
        found = fitting.tried(without(values, path), state.release)
        if found.manifests == state.manifests:
            values = found.values
    return values


def _keys(values: dict[str, Any], manifests: Manifests, notes: Notes) -> None:
    """Note the keys that the Secret of the chart needs, if no Secret that was read has them."""
    name = at(values, ("secrets", "existingSecret")) or DEFAULT_SECRET
    known = manifests.secrets.get(name, [])
    sections: list[Any] = [
        values.get("frontend"),
        values.get("backend"),
        *(values.get("services") or {}).values(),
    ]
    for section in sections:
        wanted = section.get("secretEnv") if is_map(section) else None
        for key in (wanted or {}).values() if is_map(wanted) else ():
            if key and key not in known:
                notes.need(Key(name, key, "a Secret that was not read"))
    for key in [one for one in notes.keys if one.secret in manifests.secrets]:
        notes.ask(f"add the key {key.key} to the Secret {key.secret}: {key.source}")
        notes.keys.remove(key)
    for secret, keys in manifests.secrets.items():
        notes.ask(f"keep the Secret {secret}, with its keys {', '.join(keys)}; it is not imported")


def _sections(translator: Translator) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in translator.workloads:
        slot = translator.roles.slots.get(each.name)
        if slot is not None:
            key = slot if slot in {"frontend", "backend"} else "services"
            names = [f"{each.manifest}", *(f"{service}" for service in each.services)]
            found.setdefault(key, []).extend(f"{name} ({each.manifest.file})" for name in names[:1])
            found[key] += names[1:]
    found["cronJobs"] = [f"{each} ({each.file})" for each in translator.jobs]
    return found
