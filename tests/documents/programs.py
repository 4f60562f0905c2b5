"""Which flags programs have: those at hand are asked, others are in ``programs.json``.

``python -m tests.documents.programs`` writes that file anew from the programs on PATH.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from docs_site.reference.commands import commands as commands_of
from todo_k8s.cli.main import parser
from todo_k8s.testing.helm_programs import HELM

FILE = Path(__file__).with_name("programs.json")
RECORDED = ("age-keygen", "docker", "kind", "kubectl", "kubeseal", "sops")
"""Programs that the tests cannot have; the flags of those that are on PATH are written down."""

ORDINARY = {
    *(
        "cat",
        "cosign",
        "cp",
        "curl",
        "date",
        "export",
        "git",
        "mkdir",
        "nox",
        "openssl",
        "pip",
        "python",
    ),
    *("python3", "sha256sum", "sleep", "uv"),
}
"""Programs of which no flags are looked at; tests/registry/ runs cosign."""

_FLAG = re.compile(r"^\s{1,6}(?:(?P<short>-\w), )?(?P<long>--[\w-]+)", re.MULTILINE)


@cache
def flags(program: str, words: tuple[str, ...]) -> frozenset[str] | None:
    """Return the flags of a program's command, or None where the program has no such command.

    Args:
        program: Its name.
        words: The words before the first flag, of which the first ones name the command.

    Raises:
        LookupError: If nothing is known of the program.
    """
    if program == "helm":
        return _helm(words)
    if program == "todo-k8s":
        return _own(words)
    recorded = json.loads(FILE.read_text(encoding="utf-8"))
    if program not in recorded:
        raise LookupError(f"nothing is known of {program}: see tests/documents/programs.py")
    known = recorded[program]["commands"]
    for length in range(len(words), -1, -1):
        name = " ".join(words[:length])
        if name in known and (name or not words):
            return frozenset([*known[name], *recorded[program]["global"]])
    return None


def _helm(words: tuple[str, ...]) -> frozenset[str] | None:
    told = _help([str(HELM), *words[:2], "--help"]) or _help([str(HELM), *words[:1], "--help"])
    usage = re.search(r"Usage:\n  helm (\w+)", told)
    return frozenset(_named(told)) if usage and usage[1] == words[0] else None


def _own(words: tuple[str, ...]) -> frozenset[str] | None:
    command = commands_of(parser()).get(words[0]) if words else parser()
    return None if command is None else frozenset(command._option_string_actions)


def _help(command: Sequence[str]) -> str:
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    return (done.stdout or done.stderr) if done.returncode == 0 else ""


def _named(told: str) -> Iterator[str]:
    for match in _FLAG.finditer(told):
        yield match["long"]
        if match["short"]:
            yield match["short"]


def _recorded(program: str, wanted: Iterator[str]) -> dict[str, object]:
    """Return the flags of a program's commands, by what it says of itself."""
    everywhere = "options" if program == "kubectl" else "--help"
    found = dict[str, list[str]]()
    for name in sorted({*wanted}):
        words = name.split()
        if told := _help([program, *words, "--help"]):
            found[name] = sorted({*_named(told)})
        above = next((found[each] for each in _above(words) if each in found), None)
        if words and found.get(name) == above:
            found.pop(name, None)  # the last word is an argument
    return {"global": sorted({*_named(_help([program, everywhere]))}), "commands": found}


def _above(words: Sequence[str]) -> Iterator[str]:
    """Yield the commands that a command is within, the nearest first."""
    return (" ".join(words[:length]) for length in range(len(words) - 1, 0, -1))


def main() -> None:
    """Write the flags of the programs on PATH, for the commands that the pages use."""
    from tests.documents.commands import named_commands  # which imports this

    recorded: dict[str, object] = json.loads(FILE.read_text(encoding="utf-8"))
    for program in filter(shutil.which, RECORDED):
        made = _recorded(program, named_commands(program))
        if made["commands"]:
            recorded[program] = made
    FILE.write_text(json.dumps(recorded, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
