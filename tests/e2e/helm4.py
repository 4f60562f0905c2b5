"""Helm 4 from its Python binding, with the part of Helm's command line that these tests use.

A process of its own, so that an interrupt ends it as it would end Helm.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys

import helm_python


def main() -> None:
    """Do what the arguments say."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    given = arguments()
    if given.verb == "version":
        print(helm_python.helm_sdk_version())
        return
    with helm_python.Config(namespace=given.namespace) as helm:
        act(helm, given, int(given.timeout.removesuffix("s")))


def arguments() -> argparse.Namespace:
    """Return what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    verbs = ["install", "rollback", "status", "test", "uninstall", "upgrade", "version"]
    parser.add_argument("verb", choices=verbs)
    parser.add_argument("release", nargs="?")
    parser.add_argument("chart", nargs="?")
    parser.add_argument("--namespace")
    parser.add_argument("--values", choices=["-"], help="JSON on the standard input")
    parser.add_argument("--wait", action="store_const", const="watcher")
    parser.add_argument("--rollback-on-failure", action="store_true")
    parser.add_argument("--timeout", default="120s")
    return parser.parse_args()


def act(helm: helm_python.Config, given: argparse.Namespace, seconds: int) -> None:
    """Do the verb."""
    wait: str | None = given.wait
    if given.verb == "test":
        helm.test(given.release, timeout=seconds)
    elif given.verb == "status":
        print(json.dumps(helm.status(given.release)))
    elif given.verb == "uninstall":
        helm.uninstall(given.release, wait=wait, timeout=seconds)
    elif given.verb == "rollback":
        helm.rollback(given.release, wait=wait, timeout=seconds)
    else:
        deploy = helm.install if given.verb == "install" else helm.upgrade
        deploy(
            given.chart,
            given.release,
            json.load(sys.stdin),
            namespace=given.namespace,
            rollback_on_failure=given.rollback_on_failure,
            timeout=seconds,
            wait=wait,
        )


if __name__ == "__main__":
    try:
        main()
    except helm_python.HelmError as error:
        sys.exit(str(error))
