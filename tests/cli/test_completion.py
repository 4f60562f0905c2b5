"""`todo-k8s completion`: a shell completes commands, options, choices and files."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from todo_k8s.cli import main
from todo_k8s.cli.main import parser

COMPLETED = {
    "exp": {"export", "explain"},
    "check --strict --out": {"--output"},
    "render -o ": {"yaml", "json"},
    "check -f va": {"values.yaml"},
}


@pytest.mark.parametrize("typed", COMPLETED)
def test_bash_completes(typed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A real bash, with the script that is printed."""
    assert main(["completion", "bash"]) == 0
    script = tmp_path / "complete.sh"
    script.write_text(capsys.readouterr().out)
    (tmp_path / "values.yaml").touch()
    words = ["todo-k8s", *typed.split(" ")]
    listed = " ".join(f'"{word}"' for word in words)
    lines = (
        f"source {script}",
        f"COMP_WORDS=({listed}); COMP_CWORD={len(words) - 1}",
        "_shtab_todo_k8s; printf '%s\\n' \"${COMPREPLY[@]}\"",
    )
    command = ["bash", "--norc", "-c", "\n".join(lines)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=True)
    assert {each.strip() for each in done.stdout.splitlines()} >= COMPLETED[typed], done.stderr


def test_every_command_has_examples() -> None:
    """Help says what to type, with the command's own name."""
    (commands,) = (each for each in parser()._actions if each.dest == "command")
    assert commands.choices is not None
    for name, command in dict(commands.choices).items():
        told = command.format_help()
        assert f"examples:\n  todo-k8s {name}" in told or f"(todo-k8s {name}" in told, name
