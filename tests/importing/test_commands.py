"""``todo-k8s import`` and ``todo-k8s init``: what they print, write, ask and refuse."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
import yaml

from tests.importing.reading import FOLDER
from todo_k8s import render
from todo_k8s.cli import main

Output = pytest.CaptureFixture[str]
_SMALL = FOLDER / "compose" / "one-service.yaml"


def test_import_prints_the_values(capsys: Output) -> None:
    """Without --to the values file goes to standard output, and the lists to standard error."""
    assert main(["import", str(_SMALL)]) == 0
    printed = capsys.readouterr()
    assert yaml.safe_load(printed.out)["frontend"]["image"]["repository"] == "nginx"
    assert "made safer: " in printed.err


def test_import_writes_what_check_accepts(tmp_path: Path, capsys: Output) -> None:
    """The file that is written is one for `check`."""
    file = tmp_path / "values.yaml"
    assert main(["import", str(_SMALL), "--to", str(file)]) == 0
    assert capsys.readouterr().out == f"{file}\n"
    assert main(["check", "-f", str(file)]) == 0


def test_import_prints_json(capsys: Output) -> None:
    """For a program all of it is one object."""
    assert main(["import", str(_SMALL), "-o", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert render(found["values"])
    assert {"values", "notCarried", "madeSafer", "secretKeys", "judged"} <= found.keys()


def test_import_reads_standard_input(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-f -` is standard input, such as what `helm get manifest` prints."""
    text = "---\n".join(yaml.safe_dump(each) for each in render({"backend": {"replicaCount": 3}}))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert main(["import", "-f", "-"]) == 0
    assert yaml.safe_load(capsys.readouterr().out) == {"backend": {"replicaCount": 3}}


def test_import_takes_a_chart_of_ones_own(tmp_path: Path, capsys: Output) -> None:
    """A chart before the files is the one that the values are for."""
    chart = f"{Path(__file__).parents[2] / 'examples' / 'worker.py'}:MailWorker"
    file = tmp_path / "rendered.yaml"
    assert main(["render", chart]) == 0
    file.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["import", chart, str(file)]) == 0
    assert yaml.safe_load(capsys.readouterr().out) in (None, {})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds nothing"),
        ("a: [", "is not YAML"),
        ("- a", "map"),
        ("a: 1", "is neither of manifests nor of compose"),
        ("kind: Secret\nmetadata: {name: a}\n", "holds Secrets only"),
    ],
)
def test_import_refuses_in_a_line(text: str, message: str, tmp_path: Path, capsys: Output) -> None:
    """What cannot be imported is refused with exit status 1 and a line that names the file."""
    file = tmp_path / "given.yaml"
    file.write_text(text, encoding="utf-8")
    assert main(["import", str(file)]) == 1
    assert message in capsys.readouterr().err


def test_import_names_the_workloads(capsys: Output) -> None:
    """A workload that a flag names and that is not there is refused with those that are."""
    assert main(["import", str(_SMALL), "--backend", "api"]) == 1
    assert "--backend api: there is no such workload; there are: web" in capsys.readouterr().err


def test_a_profile_without_a_compose_file_is_refused(tmp_path: Path, capsys: Output) -> None:
    """It would choose among nothing."""
    file = tmp_path / "given.yaml"
    file.write_text("{apiVersion: v1, kind: Service, metadata: {name: web}}", encoding="utf-8")
    assert main(["import", str(file), "--profile", "debug"]) == 1
    assert "--profile is for compose files, and none is given" in capsys.readouterr().err


def test_flags_decide_the_roles(capsys: Output) -> None:
    """--backend takes precedence over what is judged."""
    assert main(["import", str(_SMALL), "--backend", "web"]) == 0
    values = yaml.safe_load(capsys.readouterr().out)
    assert values["frontend"] == {"enabled": False}
    assert values["backend"]["image"]["repository"] == "nginx"


@pytest.mark.parametrize("command", [["import", str(_SMALL)], ["init", "--no-input"]])
def test_a_users_file_is_never_replaced(command: list[str], tmp_path: Path, capsys: Output) -> None:
    """A file that exists stays; --overwrite replaces only what todo-k8s wrote."""
    file = tmp_path / "values.yaml"
    file.write_text("backend: {replicaCount: 3}\n", encoding="utf-8")
    for flags in ([], ["--overwrite"]):
        assert main([*command, "--to", str(file), *flags]) == 1
        assert "exists already" in capsys.readouterr().err
        assert file.read_text(encoding="utf-8") == "backend: {replicaCount: 3}\n"
    ours = tmp_path / "ours.yaml"
    assert main([*command, "--to", str(ours)]) == 0
    assert main([*command, "--to", str(ours)]) == 1
    assert main([*command, "--to", str(ours), "--overwrite"]) == 0
    assert sorted(each.name for each in tmp_path.iterdir()) == ["ours.yaml", "values.yaml"]


def test_the_next_commands_name_the_file(
    tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it is written, in the file and beside it."""
    monkeypatch.chdir(tmp_path)
    for command in (["import", str(_SMALL)], ["init", "--no-input"]):
        assert main([*command, "--to", "my values.yaml", "--overwrite"]) == 0
        text = Path("my values.yaml").read_text(encoding="utf-8")
        assert "todo-k8s check -f 'my values.yaml'" in text
        assert "-f values.yaml" not in text + capsys.readouterr().err
        assert main(command) == 0
        assert "todo-k8s check -f values.yaml" in capsys.readouterr().out


def test_init_takes_flags(capsys: Output) -> None:
    """What flags say is all that is written."""
    flags = ["--host", "todo.example.com", "--frontend-image", "ghcr.io/acme/web:1.2"]
    also = ["--backend-image", "api:2", "--ingress-class", "nginx", "--ai-provider", "none"]
    assert main(["init", *flags, *also, "--no-input"]) == 0
    assert yaml.safe_load(capsys.readouterr().out) == {
        "ai": {"provider": "none"},
        "auth": {"url": "https://todo.example.com"},
        "backend": {"image": {"repository": "api", "tag": "2"}},
        "frontend": {"image": {"registry": "ghcr.io", "repository": "acme/web", "tag": "1.2"}},
        "ingress": {"className": "nginx", "enabled": True, "hosts": ["todo.example.com"]},
    }


def test_init_says_what_is_refused(capsys: Output) -> None:
    """A value that the model refuses is told in the model's words, with its flag if it has one."""
    assert main(["init", "--host", "not a host", "--no-input"]) == 2
    assert capsys.readouterr().err.startswith("--host: must be a host name in lower case")
    wrong = ["--frontend-image", "Acme/web:1", "--backend-image", "https://canary.io/api"]
    assert main(["init", *wrong, "--no-input"]) == 2
    form = "must be an image's name in lower case, such as ghcr.io/acme/web:1.2: its tag, its"
    told = capsys.readouterr().err
    assert [line.partition(": ")[0] for line in told.splitlines()] == [wrong[2], wrong[0]]
    assert told.count(form) == 2
    assert "canary" not in told
    assert main(["init", "--set", "backend.port=x", "--no-input"]) == 1
    assert capsys.readouterr().err.startswith("backend.port: must be a whole number")


def test_init_writes_no_secret(capsys: Output) -> None:
    """Secrets belong into a file of their own."""
    flag = "--set=secrets.values.DATABASE_URL=canary"
    assert main(["init", "--secrets", "values", flag, "--no-input"]) == 1
    assert "canary" not in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    ("flags", "missing"),
    [
        (["--secrets", "values"], ["--secrets-file"]),
        (["--set", "secrets.mode=values"], ["--secrets-file"]),
        (["--secrets", "external"], ["--secret-name"]),
        (["--ingress-class", "nginx"], ["--host"]),
        (["--tls-secret", "certificate"], ["--host"]),
        (["--tls-secret", "certificate", "--secrets", "values"], ["--host", "--secrets-file"]),
    ],
)
def test_init_says_which_flags_are_missing(
    flags: list[str], missing: list[str], tmp_path: Path, capsys: Output
) -> None:
    """A line for each, with how to give it; no file is written."""
    file = tmp_path / "values.yaml"
    assert main(["init", *flags, "--no-input", "--to", str(file)]) == 2
    printed = capsys.readouterr()
    lines = printed.err.splitlines()
    assert sorted(line.partition(": ")[0] for line in lines) == missing
    assert all(f"add {line.partition(': ')[0]} " in line for line in lines)
    assert printed.out == ""
    assert not file.exists()


@pytest.mark.parametrize(
    ("flags", "idle"),
    [
        (["--ingress-class", "nginx", "--gateway", "web"], ["--ingress-class"]),
        (["--tls-secret", "certificate", "--gateway", "web"], ["--tls-secret"]),
        (["--secret-name", "mine", "--secrets", "values"], ["--secret-name"]),
        (["--secrets-file", "-", "--secrets", "external"], ["--secrets-file"]),
    ],
)
def test_init_says_which_flags_have_no_effect(
    flags: list[str], idle: list[str], tmp_path: Path, capsys: Output
) -> None:
    """What would be dropped in silence is refused, with the flag that leaves it idle."""
    file = tmp_path / "values.yaml"
    assert main(["init", *flags, "--no-input", "--to", str(file)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(": ")[0] for line in lines] == idle
    assert all(f"has no effect with {flags[2]}" in line for line in lines)
    assert not file.exists()


SECRETS = """\
secrets:
  values:
    DATABASE_URL: postgresql://user:canaryKq7Vx2Lm@host/db
    BETTER_AUTH_SECRET: canaryKq7Vx2LmKq7Vx2LmKq7VKq7Vx2LmKq7V
    GEMINI_API_KEY: canaryKq7Vx2LmKq7Vx2LmKq7V
"""


@pytest.mark.parametrize(
    "flags",
    [
        ["--secrets", "existing", "--secret-name", "mine"],
        ["--secrets", "external", "--secret-name", "store"],
        ["--ingress-class", "nginx", "--set", "ingress.hosts={*}"],
        ["--secrets", "values", "--secrets-file", "secrets.yaml"],
    ],
)
def test_check_accepts_what_init_writes(
    flags: list[str], tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the file of the credentials, which stay there, if there is one."""
    monkeypatch.chdir(tmp_path)
    Path("secrets.yaml").write_text(SECRETS, encoding="utf-8")
    assert main(["init", *flags, "--no-input", "--to", "values.yaml"]) == 0
    also = ["-f", "secrets.yaml"] if "--secrets-file" in flags else []
    told = capsys.readouterr().err
    assert f"next: todo-k8s check {' '.join(['-f', 'values.yaml', *also])}" in told
    assert main(["check", "-f", "values.yaml", *also]) == 0
    assert "canary" not in Path("values.yaml").read_text(encoding="utf-8") + told


def test_init_says_what_a_file_of_credentials_lacks(tmp_path: Path, capsys: Output) -> None:
    """By their keys, and without what it has."""
    file = tmp_path / "secrets.yaml"
    file.write_text(SECRETS.replace("GEMINI_API_KEY", "OTHER"), encoding="utf-8")
    flags = ["--secrets", "values", "--secrets-file", str(file), "--no-input"]
    assert main(["init", *flags]) == 1
    told = capsys.readouterr().err
    assert "secrets.values.GEMINI_API_KEY: is missing" in told
    assert "canary" not in told


def test_init_asks_at_a_terminal(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each question is asked until its answer holds; an empty line takes the default."""
    answers = iter(
        ["no host!", "todo.example.com", "nginx", "", "Web:1", "web:1", "", "api:1", "fast", ""]
    )
    rest = iter(lambda: next(answers, ""), None)
    monkeypatch.setattr("todo_k8s.cli.commands.init.is_interactive", lambda: True)
    monkeypatch.setattr("builtins.input", lambda: next(rest))
    assert main(["init"]) == 0
    printed = capsys.readouterr()
    values = yaml.safe_load(printed.out)
    assert values["ingress"] == {
        "className": "nginx",
        "enabled": True,
        "hosts": ["todo.example.com"],
    }
    assert values["backend"]["image"] == {"repository": "api", "tag": "1"}
    assert "is one of uvicorn, fastapi" in printed.err
    assert "must be a host name" in printed.err
    assert "its tag, its digest or both may follow" in printed.err


def test_init_ends_with_its_input(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """An input that ends is told, and nothing is written."""

    def end() -> str:
        raise EOFError

    monkeypatch.setattr("todo_k8s.cli.commands.init.is_interactive", lambda: True)
    monkeypatch.setattr("builtins.input", end)
    assert main(["init"]) == 1
    assert "ended before all was answered" in capsys.readouterr().err
