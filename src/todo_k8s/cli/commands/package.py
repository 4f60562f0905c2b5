"""``todo-k8s package``: the Helm chart as a folder and an archive."""

from __future__ import annotations

import argparse
from pathlib import Path

from todo_k8s.cli.arguments import Commands, add_chart, add_command, add_folder
from todo_k8s.cli.charts import given_chart
from todo_k8s.cli.commands.export import write_folder_of
from todo_k8s.cli.output import print_text
from todo_k8s.errors import printable

_EXAMPLES = """\
  todo-k8s package                      write chart-export/ and dist/todo-chatbot-<version>.tgz
  todo-k8s package shop.py:Shop --dist out
  todo-k8s package --sign 'Me <me@example.com>' --sbom
"""


def add(commands: Commands) -> None:
    """Add the command."""
    summary = "write the folder, and the archive with its checksum"
    command = add_command(commands, "package", summary, _EXAMPLES)
    add_chart(command)
    add_folder(command)
    command.add_argument("--dist", type=Path, default=Path("dist"), help="where the archive goes")
    command.add_argument(
        "--sign", metavar="KEY", help="sign the archive by GnuPG with this RSA key, for helm verify"
    )
    command.add_argument("--keyring", type=Path, metavar="FOLDER", help="the folder of GnuPG")
    command.add_argument(
        "--sbom", action="store_true", help="write the bill of materials too (CycloneDX)"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Write folder, archive and checksum, and what else is asked for; print their paths."""
    from todo_k8s.helm.folder.provenance import write_provenance
    from todo_k8s.helm.write.files import written
    from todo_k8s.helm.write.materials import write_bill
    from todo_k8s.helm.write.package import check_packable, write_package

    given = given_chart(options.chart)
    check_packable(given.compiled)
    files = written(given.compiled)
    write_folder_of(given, files, options)
    archive = write_package(given.compiled, files, options.dist)
    print_text(f"{printable(str(archive))}\n")
    if options.sbom:
        print_text(f"{printable(str(write_bill(given.compiled, archive)))}\n")
    if options.sign is not None:
        signed = write_provenance(archive, options.sign, home=options.keyring)
        print_text(f"{printable(str(signed))}\n")
