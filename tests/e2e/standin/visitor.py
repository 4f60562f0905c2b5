"""A client within the cluster; what it saw it prints as one line of JSON.

``wait``             do nothing, so that commands can be run in the pod
``get URL``          ``{"status": 200, "body": "..."}``, status 0 when nothing answered
``resolve NAME``     ``{"addresses": [...]}``
``connect HOST PORT``  ``{"connected": true}``
``watch URL``        request the page on new connections until a line is read:
                     ``{"requests": 120, "slowest_seconds": 0.2, "failures": ["..."]}``
"""

from __future__ import annotations

import json
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request

TIMEOUT_SECONDS = 5
PATIENCE_SECONDS = 15  # a lost UDP packet costs a resolver 5 s: that is slow, and not a failure
PAUSE_SECONDS = 0.05


def get(url: str, timeout: float = TIMEOUT_SECONDS) -> dict[str, object]:
    """Request a page once."""
    try:
        with urllib.request.urlopen(url, timeout=timeout) as answer:
            return {"status": answer.status, "body": answer.read().decode()}
    except urllib.error.HTTPError as error:
        return {"status": error.code, "body": error.read().decode(errors="replace")}
    except OSError as error:
        return {"status": 0, "body": str(error)}


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


def watch(url: str) -> dict[str, object]:
    """Request a page again and again until a line is read."""
    ended = threading.Event()

    def wait_for_line() -> None:
        sys.stdin.readline()
        ended.set()

    threading.Thread(target=wait_for_line, daemon=True).start()
    requests, slowest, failures = 0, 0.0, list[str]()
    while not ended.wait(PAUSE_SECONDS):
        start = time.monotonic()
        answer = get(url, PATIENCE_SECONDS)
        requests, slowest = requests + 1, max(slowest, time.monotonic() - start)
        if answer["status"] != 200:
            failures.append(f"{time.strftime('%X')} {answer['status']} {answer['body']}")
    return {"requests": requests, "slowest_seconds": round(slowest, 2), "failures": failures}


def main() -> None:
    """Do what the arguments say."""
    match sys.argv[1:]:
        case ["wait"]:
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})  # PID 1 ignores it else
            signal.sigwait({signal.SIGTERM})
            return
        case ["get", url]:
            seen = get(url)
        case ["resolve", name]:
            seen = resolve(name)
        case ["connect", host, port]:
            seen = connect(host, port)
        case ["watch", url]:
            seen = watch(url)
        case _:
            sys.exit(__doc__)
    print(json.dumps(seen))


if __name__ == "__main__":
    main()
