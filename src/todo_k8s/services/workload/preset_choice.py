"""The chosen preset of a service, as content."""

from __future__ import annotations

from collections.abc import Mapping

from todo_k8s.helm.content import Content, each, each_entry, named_list, named_map, only_if, switch
from todo_k8s.helm.functions import get_text, includes, is_set, merge, named, not_
from todo_k8s.services.workload.presets import PRESETS, of_preset
from todo_k8s.services.workload.values import WorkloadValues


class ChosenPreset:
    """What the preset of a service says, where the values say nothing.

    Args:
        component: The service's name, the prefix of the helpers.
        values: The service's values.
        workers: Processes the service runs in each pod.
    """

    def __init__(self, component: str, values: WorkloadValues, workers: int = 1) -> None:
        self._component = component
        self._values = values
        self._workers = workers

    @property
    def user(self) -> int:
        """The user id."""
        return named(
            f"{self._component}.presetUser",
            of_preset(self._values.preset, lambda preset: preset.user),
        )

    @property
    def port(self) -> int:
        """The port the container listens on."""
        return named(
            f"{self._component}.presetPort",
            of_preset(self._values.preset, lambda preset: preset.port),
        )

    @property
    def path(self) -> str:
        """The path of health checks."""
        return named(
            f"{self._component}.presetPath",
            of_preset(self._values.preset, lambda preset: preset.path),
        )

    def env(self, port: int) -> Mapping[str, str]:
        """Return the variables, those that tell the image its port and limits included."""
        return self._map(
            "Env",
            {
                name: {key: self._told(text, port) for key, text in preset.env.items()}
                for name, preset in PRESETS.items()
            },
        )

    def command(self, port: int) -> Content:
        """Return the command: that of the values, or the preset's."""
        values = self._values
        own = {
            name: [self._told(word, port) for word in preset.command]
            for name, preset in PRESETS.items()
            if preset.command
        }
        command = only_if(not_(is_set(values.args)), switch(values.preset, own))
        return only_if(is_set(values.command), values.command, command)

    def _told(self, text: str, port: int) -> str:
        """Return a text of a preset, in which words in braces stand for values."""
        if "{" not in text:
            return text
        drain, workers = self._values.rollout.drain_seconds, self._workers
        return text.format(port=f"{port}", drain=f"{drain}", workers=f"{workers}")

    def writable(self) -> Mapping[str, str]:
        """Return the writable directories and their sizes, those of the values first.

        Where the operator mounts a volume of his own, the preset's directory is left out.
        """
        preset = self._map("Paths", {name: preset.writable for name, preset in PRESETS.items()})
        own = each(self._values.extra_volume_mounts, lambda mount: get_text(mount, "mountPath"))
        mounted = named_list(f"{self._component}.ownMounts", [own])
        left = each_entry(
            merge(self._values.writable_paths, preset),
            lambda path, size: only_if(not_(includes(mounted, path)), size),
        )
        return named_map(f"{self._component}.writablePaths", left)

    def sysctls(self) -> Mapping[str, str]:
        """Return the kernel settings, those of the values first."""
        preset = self._map("Sysctls", {name: preset.sysctls for name, preset in PRESETS.items()})
        own = self._values.pod_security_context.sysctls
        return named_map(f"{self._component}.sysctls", merge(own, preset))

    def _map(self, what: str, cases: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
        """Return a map that each preset has its own of; most have none of some."""
        own = {name: entries for name, entries in cases.items() if entries}
        last = own.popitem()[1] if len(own) == len(cases) else None
        chosen = switch(self._values.preset, own, last or {})
        return named_map(f"{self._component}.preset{what}", chosen)
