"""What the images found in the wild need, chosen by one field.

No image in the wild has a numeric USER, each wants other writable directories,
and each framework has its own way to bind, to drain and to keep connections open.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from todo_k8s.helm.functions import matches, select

T = TypeVar("T")

PresetName = Literal["none", "uvicorn", "fastapi", "gunicorn", "nextjs", "nginx"]

_TOLD = {"{port}": "port", "{drain}": "rollout.drainSeconds"}
"""The words in variables that stand for other values of the service."""


@dataclass(frozen=True)
class Preset:
    """What one kind of image needs.

    Args:
        port: The port it listens on.
        path: The path of its health checks.
        user: Numeric user id, as ``runAsNonRoot`` cannot check a user's name.
        env: Environment variables, which ``env`` in the values overrides. ``{port}``, ``{drain}``
            and ``{workers}`` in them stand for the port, for how many seconds it may drain, and for
            how many processes to run.
        command: Command where the values have neither command nor arguments, with the same words
            in braces; empty for the image's.
        writable: Directories it writes to, and how much.
        sysctls: Kernel settings of its pod.
    """

    port: int
    path: str
    user: int = 1000
    env: dict[str, str] = field(default_factory=dict[str, str])
    command: tuple[str, ...] = ()
    writable: dict[str, str] = field(default_factory=dict[str, str])
    sysctls: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def told(self) -> dict[str, str]:
        """The variables that other values of the service set: name → the value."""
        told = {
            name: " and ".join(field for word, field in _TOLD.items() if word in text)
            for name, text in self.env.items()
        }
        return {name: fields for name, fields in told.items() if fields}


_ANY = "0.0.0.0"  # noqa: S104  # a pod listens on its address
_TMP = "/tmp"  # noqa: S108  # a volume

PRESETS: dict[str, Preset] = {
    # A program that is told everything by the values.
    "none": Preset(port=8080, path="/", writable={_TMP: "64Mi"}),
    # https://www.uvicorn.org/settings/: each option is a variable UVICORN_*. Without a limit it
    # drains for ever; its keep-alive of 5 s is shorter than that of the proxies in front; without
    # the allowance it takes the scheme to be http (only the frontend may connect, by policy).
    "uvicorn": Preset(
        port=8000,
        path="/health",
        env={
            "UVICORN_HOST": _ANY,
            "UVICORN_TIMEOUT_KEEP_ALIVE": "75",
            "FORWARDED_ALLOW_IPS": "*",
            "UVICORN_PORT": "{port}",
            "UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN": "{drain}",
            "UVICORN_WORKERS": "{workers}",
        },
        writable={_TMP: "64Mi"},
    ),
    # `fastapi run` starts uvicorn itself, and so reads no UVICORN_*: only these (PORT from
    # some version of fastapi-cli on). It cannot be told how long to drain, and closes idle
    # connections after 5 s.
    "fastapi": Preset(
        port=8000,
        path="/health",
        env={"FORWARDED_ALLOW_IPS": "*", "PORT": "{port}", "WEB_CONCURRENCY": "{workers}"},
        command=("fastapi", "run", "--host", _ANY, "--port", "{port}"),
        writable={_TMP: "64Mi"},
    ),
    # https://gunicorn.org/reference/settings/: the arguments win over a configuration file, and
    # the command line over them. A heartbeat file on a disk can block a worker; newer versions put
    # a socket into the runtime directory.
    "gunicorn": Preset(
        port=8000,
        path="/health",
        env={
            "FORWARDED_ALLOW_IPS": "*",
            "GUNICORN_CMD_ARGS": "--bind=0.0.0.0:{port} --graceful-timeout={drain} --keep-alive=75 "
            "--worker-tmp-dir=/dev/shm",
            "WEB_CONCURRENCY": "{workers}",
            "XDG_RUNTIME_DIR": _TMP,
        },
        writable={_TMP: "64Mi"},
    ),
    # Next.js standalone: it binds to HOSTNAME, which the runtime sets to the pod's name.
    "nextjs": Preset(
        port=3000,
        path="/",
        env={"HOSTNAME": _ANY, "KEEP_ALIVE_TIMEOUT": "75000", "PORT": "{port}"},
        writable={"/app/.next/cache": "256Mi", _TMP: "64Mi"},
    ),
    # nginx with static files: port 80 without root needs the safe sysctl.
    "nginx": Preset(
        user=101,
        port=80,
        path="/health",
        writable={_TMP: "64Mi", "/var/cache/nginx": "64Mi", "/var/run": "1Mi"},
        sysctls={"net.ipv4.ip_unprivileged_port_start": "0"},
    ),
}
"""The presets by name."""


def of_preset(name: str, what: Callable[[Preset], T]) -> T:
    """Return what the preset of a name says: a number or a text.

    What most presets say comes last, so that it need not be asked for by name.
    """
    said = {each: what(preset) for each, preset in PRESETS.items()}
    common = max(said.values(), key=list(said.values()).count)
    last = next(each for each in said if said[each] == common)
    others = {each: value for each, value in said.items() if value != common}
    return select(name, {**others, last: common})


def is_writable(name: str, path: str) -> bool:
    """Return whether a directory is one that the preset of a name writes to."""
    return _is_of(name, path, lambda preset: preset.writable)


def is_variable(name: str, variable: str) -> bool:
    """Return whether a variable is one that the preset of a name sets."""
    return _is_of(name, variable, lambda preset: preset.env)


def _is_of(name: str, text: str, entries: Callable[[Preset], Iterable[str]]) -> bool:
    own = {each: "|".join(entries(preset)) for each, preset in PRESETS.items()}
    patterns = [f"{each} ({texts})" for each, texts in own.items() if texts]
    return matches(f"{name} {text}", f"^({'|'.join(patterns)})$")


TOLD = {
    f"{name} {variable}": fields
    for name, preset in PRESETS.items()
    for variable, fields in preset.told.items()
}
"""Which values of the service decide a variable: preset and variable → the values."""

PRESET_VARIABLES = tuple(dict.fromkeys(name for preset in PRESETS.values() for name in preset.env))
"""The variables of all presets."""
