"""What the images found in the wild need, chosen by one field.

No image in the wild has a numeric USER, each wants other writable directories,
and each framework has its own way to bind, to drain and to keep connections open.
"""

from dataclasses import dataclass, field
from typing import Literal

PresetName = Literal["none", "uvicorn", "nextjs", "nginx"]


@dataclass(frozen=True)
class Preset:
    """What one kind of image needs.

    Args:
        user: Numeric user id, as ``runAsNonRoot`` cannot check a user's name.
        port: The port it listens on.
        path: The path of its health checks.
        env: Environment variables, which ``env`` in the values overrides.
        port_env: Variable that tells it the port, if it listens to one.
        drain_env: Variable that tells it how many seconds it may drain.
        workers_env: Variable that tells it how many processes to run.
        writable: Directories it writes to, and how much.
        sysctls: Kernel settings of its pod.
    """

    user: int
    port: int
    path: str
    env: dict[str, str] = field(default_factory=dict[str, str])
    port_env: str = ""
    drain_env: str = ""
    workers_env: str = ""
    writable: dict[str, str] = field(default_factory=dict[str, str])
    sysctls: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def told(self) -> dict[str, str]:
        """The variables that other values of the service set: name → the value."""
        told = {self.port_env: "port", self.drain_env: "rollout.drainSeconds"}
        return {name: field for name, field in told.items() if name}

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of all variables it sets."""
        told = (self.port_env, self.drain_env, self.workers_env)
        return (*self.env, *(name for name in told if name))


PRESETS: dict[str, Preset] = {
    # A program that is told everything by the values.
    "none": Preset(user=1000, port=8080, path="/", writable={"/tmp": "64Mi"}),  # noqa: S108  # a volume
    # https://www.uvicorn.org/settings/: each option is a variable UVICORN_*. Without a limit it
    # drains for ever; its keep-alive of 5 s is shorter than that of the proxies in front; without
    # the allowance it takes the scheme to be http (only the frontend may connect, by policy).
    "uvicorn": Preset(
        user=1000,
        port=8000,
        path="/health",
        env={
            "UVICORN_HOST": "0.0.0.0",  # noqa: S104  # a pod listens on its address
            "UVICORN_TIMEOUT_KEEP_ALIVE": "75",
            "FORWARDED_ALLOW_IPS": "*",
        },
        port_env="UVICORN_PORT",
        drain_env="UVICORN_TIMEOUT_GRACEFUL_SHUTDOWN",
        workers_env="UVICORN_WORKERS",
        writable={"/tmp": "64Mi"},  # noqa: S108  # a volume
    ),
    # Next.js standalone: it binds to HOSTNAME, which the runtime sets to the pod's name.
    "nextjs": Preset(
        user=1000,
        port=3000,
        path="/",
        env={"HOSTNAME": "0.0.0.0", "KEEP_ALIVE_TIMEOUT": "75000"},  # noqa: S104  # as above
        port_env="PORT",
        writable={"/app/.next/cache": "256Mi", "/tmp": "64Mi"},  # noqa: S108  # a volume
    ),
    # nginx with static files: port 80 without root needs the safe sysctl.
    "nginx": Preset(
        user=101,
        port=80,
        path="/health",
        writable={"/tmp": "64Mi", "/var/cache/nginx": "64Mi", "/var/run": "1Mi"},  # noqa: S108  # volumes
        sysctls={"net.ipv4.ip_unprivileged_port_start": "0"},
    ),
}
"""The presets by name."""

PRESET_VARIABLES = tuple(name for preset in PRESETS.values() for name in preset.variables)
"""The variables of all presets."""
