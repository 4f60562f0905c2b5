"""A client within the cluster, nobody's; what it saw it prints as one line of JSON.

``wait``               do nothing, so that commands can be run in the pod
``resolve NAME``       ``{"addresses": [...]}``
``connect HOST PORT``  ``{"connected": true}``
"""

from __future__ import annotations

import json
import signal
import socket
import sys

TIMEOUT_SECONDS = 5


def resolve(name: str) -> dict[str, object]:
    """Look a name up in DNS."""
    try:
        found = socket.getaddrinfo(name, None, proto=socket.IPPROTO_TCP)
    except socket.gaierror:
        found = []
    return {"addresses": sorted({str(address[4][0]) for address in found})}


def connect(host: str, port: str) -> dict[str, object]:
    """Open a connection and close it."""
    try:
        socket.create_connection((host, int(port)), TIMEOUT_SECONDS).close()
    except OSError:
        return {"connected": False}
    return {"connected": True}


def main() -> None:
    """Do what the arguments say."""
    match sys.argv[1:]:
        case ["wait"]:
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})  # PID 1 ignores it else
            signal.sigwait({signal.SIGTERM})
            return
        case ["resolve", name]:
            seen = resolve(name)
        case ["connect", host, port]:
            seen = connect(host, port)
        case _:
            sys.exit(__doc__)
    print(json.dumps(seen))


if __name__ == "__main__":
    main()
