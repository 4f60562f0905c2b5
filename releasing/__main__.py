"""``python -m releasing``: what `nox -s release`, `publish` and `package-chart` run."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from releasing.building import REPORT, ReleaseError, make_release
from releasing.changelog import CHANGELOG, CHANGES, ROOT, changes_text
from releasing.publishing import PublishError, publish
from todo_k8s.todo_chatbot.metadata import TODO_CHATBOT

FOLDER = Path("dist/release")


def main() -> int:
    """Run a command; faults go to standard error, one a line."""
    parser = argparse.ArgumentParser(prog="python -m releasing", description=__doc__)
    commands = parser.add_subparsers(required=True, dest="command")
    commands.add_parser("changes", help="write the changes of this version for Chart.yaml")
    commands.add_parser("pictures", help="write the pictures of docs/images, by Chromium")
    build = commands.add_parser("build", help="write a release into dist/release/")
    build.add_argument("--tag", help="the tag to release, such as v1.2.3")
    push = commands.add_parser("publish", help="sign the chart of a release, and push it")
    push.add_argument("target", help="where it goes, such as oci://ghcr.io/me/charts")
    push.add_argument("--plain-http", action="store_true", help="for a registry on this machine")
    options = parser.parse_args()
    try:
        if options.command == "changes":
            text = CHANGELOG.read_text(encoding="utf-8")
            CHANGES.write_text(changes_text(text, TODO_CHATBOT.version), encoding="utf-8")
        elif options.command == "pictures":
            from releasing.pictures import write_pictures  # noqa: PLC0415  # needs Helm

            print(*write_pictures(), sep="\n")
        elif options.command == "publish":
            print(publish(FOLDER, options.target, plain_http=options.plain_http))
        else:
            print(*make_release(ROOT, FOLDER, options.tag), sep="\n")
            print((FOLDER / REPORT).read_text(encoding="utf-8"))
    except (ReleaseError, PublishError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
