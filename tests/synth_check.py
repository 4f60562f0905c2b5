"""Check that what `cdk8s synth` wrote is what `todo_k8s.render` gives for the same values.

``python tests/synth_check.py dist/manifests``; run by ``nox -s synth`` after `cdk8s synth`.
"""

import json
import runpy
import sys
from pathlib import Path
from typing import Any

import yaml

from todo_k8s import render

MINIMAL = Path(__file__).parents[1] / "examples" / "minimal.py"


def written(folder: Path) -> list[Any]:
    """Return the manifests in the files of a folder."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml")))
    return [manifest for text in texts for manifest in yaml.safe_load_all(text)]


def canonical(manifests: list[Any]) -> list[str]:
    """Return manifests as sorted lines of JSON, which tells 1 from "1"."""
    return sorted(json.dumps(manifest, sort_keys=True) for manifest in manifests)


def main(folder: Path) -> int:
    """Compare, and say what differs; return the exit status."""
    example = runpy.run_path(str(MINIMAL))
    found = canonical(written(folder))
    wanted = canonical(render(example["VALUES"], example["RELEASE"]))
    for sign, lines, others in (("-", wanted, found), ("+", found, wanted)):
        for line in lines:
            if line not in others:
                print(f"{sign} {line}")
    print(f"{folder}: {len(found)} manifests, {len(wanted)} expected")
    return 0 if found == wanted else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
