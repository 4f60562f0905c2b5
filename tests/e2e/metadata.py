"""A stand-in for a cloud's metadata server: something that answers at its address, on every node.

Only with one can a test tell a closed door from an empty house.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from tests.e2e import backing
from tests.e2e.commands import Kubectl

ADDRESS = "169.254.169.254"
PORT = 443  # one that the backend may use with anybody else
SERVE = f"""
import fcntl, socket, struct
plain = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
address = struct.pack("16sHH4s8s", b"lo:metadata", socket.AF_INET, 0,
                      socket.inet_aton("{ADDRESS}"), bytes(8))
fcntl.ioctl(plain, 0x8916, address)  # SIOCSIFADDR
server = socket.create_server(("{ADDRESS}", {PORT}))
while True:
    server.accept()[0].close()
"""


@contextmanager
def server(cluster: Kubectl) -> Generator[str]:
    """Answer at the address meanwhile; return it."""
    with cluster.fresh_namespace("todo-e2e-metadata", admits="privileged") as kubectl:
        pod = backing.pod("metadata", "todo-visitor:1.0")
        del pod["spec"]["securityContext"]
        pod["spec"]["hostNetwork"] = True
        (container,) = pod["spec"]["containers"]
        container["command"] = ["python3", "-c", SERVE]
        container["securityContext"] = {"privileged": True, "runAsUser": 0}
        container["readinessProbe"] = {"tcpSocket": {"host": ADDRESS, "port": PORT}}
        kubectl.apply(pod)
        kubectl("wait", "--for=condition=Ready", "pod/metadata", "--timeout=60s", seconds=70)
        yield ADDRESS
