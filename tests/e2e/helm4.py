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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("verb", choices=["install", "upgrade", "test", "uninstall"])
    parser.add_argument("release")
    parser.add_argument("chart", nargs="?")
    parser.add_argument("--namespace", required=True)
    parser.add_argument("--values", choices=["-"], help="JSON on the standard input")
    parser.add_argument("--wait", action="store_const", const="watcher")
    parser.add_argument("--timeout", required=True)
    given = parser.parse_args()
    seconds = int(given.timeout.removesuffix("s"))
    with helm_python.Config(namespace=given.namespace) as helm:
        if given.verb == "test":
            helm.test(given.release, timeout=seconds)
        elif given.verb == "uninstall":
            helm.uninstall(given.release, wait=given.wait, timeout=seconds)
        else:
            deploy = helm.install if given.verb == "install" else helm.upgrade
            deploy(
                given.chart,
                given.release,
                json.load(sys.stdin),
                namespace=given.namespace,
                wait=given.wait,
                timeout=seconds,
            )


if __name__ == "__main__":
    try:
        main()
    except helm_python.HelmError as error:
        sys.exit(str(error))
