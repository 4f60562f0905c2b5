"""Build the site: ``python -m docs_site``; it needs no network, and fails on any warning."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from docs_site.staging import ROOT, STAGED, stage


def main() -> int:
    """Write the pages, then the site; return the exit status of Zensical."""
    stage()
    shutil.rmtree(ROOT / "build" / "site", ignore_errors=True)
    zensical = Path(sys.executable).with_name("zensical")
    config = ("--config-file", str(ROOT / "zensical.toml"))
    status = subprocess.call([str(zensical), "build", "--strict", "--clean", *config])  # noqa: S603  # the program of its wheel
    if status == 0:
        sys.stdout.write(f"{len([*STAGED.rglob('*.md')])} pages: build/site/index.html\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
