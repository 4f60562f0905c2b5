"""The command line: what it writes, and how it says that something is wrong."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

from todo_k8s import TodoChatbot, render
from todo_k8s.cli import main
from todo_k8s.helm import Release, chart_files
from todo_k8s.helm.export import read_folder

Output = pytest.CaptureFixture[str]


def test_export_writes_the_folder(tmp_path: Path, capsys: Output) -> None:
    """`export` writes the chart and prints where it is."""
    folder = tmp_path / "chart"
    assert main(["export", "--to", str(folder)]) == 0
    assert capsys.readouterr().out == f"{folder}\n"
    assert read_folder(folder) == chart_files(TodoChatbot)


def test_package_writes_folder_archive_and_checksum(tmp_path: Path, capsys: Output) -> None:
    """`package` writes all there is to publish, and prints where."""
    folder, dist = tmp_path / "chart", tmp_path / "dist"
    assert main(["package", "--to", str(folder), "--dist", str(dist)]) == 0
    version = TodoChatbot.metadata.version
    archive = dist / f"todo-chatbot-{version}.tgz"
    assert capsys.readouterr().out == f"{folder}\n{archive}\n"
    assert sorted(dist.iterdir()) == [archive, dist / f"{archive.name}.sha256"]
    assert (folder / "Chart.yaml").exists()


def test_render_prints_the_manifests(tmp_path: Path, capsys: Output) -> None:
    """`render` lays files over one another and prints what Helm would."""
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    one.write_text("backend: {replicaCount: 3, port: 9000}\n")
    two.write_text("backend: {port: null, env: {A: 'yes'}}\n")
    command = ["render", "-f", str(one), "--values", str(two), "--name", "x", "-n", "prod"]
    assert main(command) == 0
    printed = list(yaml.safe_load_all(capsys.readouterr().out))
    values = {"backend": {"replicaCount": 3, "port": None, "env": {"A": "yes"}}}
    assert printed == render(values, Release(name="x", namespace="prod"))


def test_render_prints_text_as_it_is(tmp_path: Path, capsys: Output) -> None:
    """Letters of every language are printed as they are, and read back the same."""
    file = tmp_path / "values.yaml"
    file.write_text('backend: {env: {A: "línea 日本"}}\n', encoding="utf-8")
    assert main(["render", "-f", str(file)]) == 0
    printed = list(yaml.safe_load_all(capsys.readouterr().out))
    assert printed == render({"backend": {"env": {"A": "línea 日本"}}})


FAILURES: dict[str, tuple[str, str]] = {
    "refused values": ("backend: {replicaCount: many}\n", "backend.replicaCount: must be a whole"),
    "a rule": ("secrets: {mode: values}\n", "secrets.values: must hold the secrets in the mode"),
    "no YAML": ("a: [\n", "values.yaml: is not YAML that Helm reads (line 2, column 1)"),
    "no map": ("- a\n", "values.yaml: must be a map at the top"),
}


@pytest.mark.parametrize("case", FAILURES)
def test_refuses_values_with_a_plain_line(case: str, tmp_path: Path, capsys: Output) -> None:
    """What is wrong goes to standard error, the status is 1, and nothing is printed."""
    text, wanted = FAILURES[case]
    file = tmp_path / "values.yaml"
    file.write_text(text)
    assert main(["render", "--values", str(file)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.replace(f"{tmp_path}/", "").startswith(wanted)
    assert "Traceback" not in printed.err


def test_render_reads_standard_input(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Output
) -> None:
    """`-f -` reads values from a pipe, laid over the files before it."""
    file = tmp_path / "values.yaml"
    file.write_text("backend: {replicaCount: 3, port: 9000}\n")
    piped = io.TextIOWrapper(io.BytesIO(b"backend: {replicaCount: 4}\n"))
    monkeypatch.setattr(sys, "stdin", piped)
    assert main(["render", "-f", str(file), "-f", "-"]) == 0
    printed = list(yaml.safe_load_all(capsys.readouterr().out))
    assert printed == render({"backend": {"replicaCount": 4, "port": 9000}})


def test_prints_its_version(capsys: Output) -> None:
    """The version of the library, which is that of the chart."""
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"todo-k8s {version('todo-k8s')}\n"


def test_key_that_is_set_twice_is_a_warning(tmp_path: Path, capsys: Output) -> None:
    """It goes to standard error, and the manifests are printed as Helm renders them."""
    file = tmp_path / "values.yaml"
    file.write_text("backend: {replicaCount: 3}\nbackend:\n  replicaCount: 4\n")
    assert main(["render", "-f", str(file)]) == 0
    printed = capsys.readouterr()
    assert printed.err == (
        f"warning: {file}: line 2, column 1: backend is set again, and replaces line 1\n"
    )
    assert list(yaml.safe_load_all(printed.out)) == render({"backend": {"replicaCount": 4}})


CONTROLS = {
    "a key": '"\\e[31m\\u202e": 1\n',
    "a key within": '{backend: {"\\e]0;x\\a": 1}}\n',
    "a key of an object": '{extraObjects: [{"a\\nb\\x9b": {"\\e": ~}}]}\n',
    "a key of env": '{backend: {env: {"A\\e[2J": x}}}\n',
}


@pytest.mark.parametrize("case", CONTROLS)
def test_no_control_character_reaches_the_terminal(
    case: str, tmp_path: Path, capsys: Output
) -> None:
    """Whatever a key holds, it is shown by its escape."""
    file = tmp_path / "values.yaml"
    file.write_text(CONTROLS[case])
    assert main(["render", "-f", str(file)]) == 1
    printed = capsys.readouterr().err
    assert printed.replace("\n", "").isprintable()
    assert "\\x" in printed


@pytest.mark.parametrize(
    "arguments", [["\x1b[31m"], ["render", "-f", "\x1b[31m"], ["export", "--to", "/dev/null/\x1b"]]
)
def test_no_control_character_of_an_argument_is_printed(
    arguments: list[str], capsys: Output
) -> None:
    """Not of an unknown argument, nor of the name of a file."""
    try:
        status: object = main(arguments)
    except SystemExit as exit_:
        status = exit_.code
    assert status
    assert capsys.readouterr().err.replace("\n", "").isprintable()


def test_reader_that_has_seen_enough_is_no_error() -> None:
    """``todo-k8s render | head -1`` prints a line and nothing on standard error."""
    command = [sys.executable, "-X", "dev", "-m", "todo_k8s", "render"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_terminal_that_knows_no_utf_8_gets_escapes(tmp_path: Path) -> None:
    """What is printed is the same YAML."""
    file = tmp_path / "values.yaml"
    file.write_text('backend: {env: {A: "línea 😀"}}\n', encoding="utf-8")
    command = [sys.executable, "-m", "todo_k8s", "render", "-f", str(file)]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, env=environment, check=True, capture_output=True)
    printed = list(yaml.safe_load_all(done.stdout.decode("ascii")))
    assert printed == render({"backend": {"env": {"A": "línea 😀"}}})


def test_refuses_a_missing_file(tmp_path: Path, capsys: Output) -> None:
    """A file that is not there is named."""
    assert main(["render", "-f", str(tmp_path / "none.yaml")]) == 1
    assert "none.yaml" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["export", "package"])
def test_refuses_a_folder_that_is_no_chart(command: str, tmp_path: Path, capsys: Output) -> None:
    """A folder with other files is not replaced."""
    (tmp_path / "mine").write_text("x")
    dist = ["--dist", str(tmp_path / "dist")] if command == "package" else []
    assert main([command, "--to", str(tmp_path), *dist]) == 1
    assert "holds files but no Chart.yaml" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_refuses_a_file_that_is_no_text(tmp_path: Path, capsys: Output) -> None:
    """A file in another encoding is an error of one line."""
    file = tmp_path / "values.yaml"
    file.write_bytes(b"a: \xff\n")
    assert main(["render", "-f", str(file)]) == 1
    printed = capsys.readouterr().err
    assert printed.startswith(f"{file}: is not YAML that Helm reads (line 1, column 4)")


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["render", "--nothing"]], ids=str)
def test_refuses_an_unknown_command(arguments: list[str], capsys: Output) -> None:
    """A command that is not there gives the usage, and status 2."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith("usage: todo-k8s")


def test_module_is_the_program(tmp_path: Path) -> None:
    """``python -m todo_k8s`` works as a process, and ends with the status."""
    environment = {**os.environ, "PYTHONWARNINGS": "error"}
    done = subprocess.run(
        [sys.executable, "-m", "todo_k8s", "render", "-f", str(tmp_path / "none.yaml")],
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "none.yaml" in done.stderr
    assert "Traceback" not in done.stderr


def test_closed_streams_are_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Standard input matters to who reads it only."""
    monkeypatch.setattr("sys.stdin", None)
    assert main(["render"]) == 0
    assert main(["render", "-f", "-"]) == 1
    assert capsys.readouterr().err == "standard input: is closed\n"
    monkeypatch.setattr("sys.stdout", None)
    assert main(["render"]) == 1
    assert capsys.readouterr().err == "standard output: is closed\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "one.yaml", "-f", "two.yaml", "three.yaml"],
        ["diff", "one.yaml", "-f", "two.yaml", "three.yaml"],
        ["explain", "backend", "-f", "two.yaml", "frontend"],
    ],
)
def test_names_may_stand_on_both_sides_of_a_flag(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in `explain shop.py:Shop -f prod.yaml prices`."""
    monkeypatch.chdir(tmp_path)
    for name in ("one.yaml", "two.yaml", "three.yaml"):
        (tmp_path / name).write_text("{}\n")
    assert main(arguments) == 0


def test_unknown_arguments_are_refused_with_the_usage_of_the_command(capsys: Output) -> None:
    """And not with that of the program."""
    with pytest.raises(SystemExit) as ended:
        main(["check", "--bogus"])
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert said.startswith("usage: todo-k8s check [-h]")
    assert said.endswith("todo-k8s check: error: unrecognized arguments: --bogus\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["import"], "name a file to import, or - for standard input by -f -"),
        (["init", "shop.py:Shop", "--host", "x.io"], "these flags are of todo-chatbot; use --set"),
        (
            ["init", "--host", "https://x.io", "--no-input"],
            "--host: must be a host name in lower case",
        ),
        (
            ["init", "--host", "x.io", "--gateway", "a/b/c", "--no-input"],
            "--gateway: must be NAME or NAMESPACE/NAME",
        ),
    ],
)
def test_wrong_arguments_end_with_2(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Output,
) -> None:
    """As the help says, with the flag that is wrong."""
    (tmp_path / "shop.py").write_text(
        "from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart\n"
        "class ShopValues(ChartValues):\n    'V.'\n"
        "class Shop(HelmChart[ShopValues]):\n    'S.'\n"
        "    metadata = ChartMetadata(name='shop', version='1.0.0', description='S.')\n"
        "    def build(self) -> None: ...\n"
    )
    monkeypatch.delitem(sys.modules, "shop", raising=False)
    monkeypatch.chdir(tmp_path)
    try:
        assert main(arguments) == 2
    except SystemExit as ended:
        assert ended.code == 2  # noqa: PT017  # argparse ends the program
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["check"], ["explain"], ["diff", "--from", "a.yaml"], ["init"], ["migrate", "-f", "a.yaml"]],
)
def test_a_file_of_charts_lacks_its_class(arguments: list[str], capsys: Output) -> None:
    """It is neither a values file nor a key."""
    command, *more = arguments
    assert main([command, "shop.py", *more]) == 1
    said = capsys.readouterr().err
    assert said == "shop.py: is no chart class; name its class too, as in shop.py:Shop\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["migrate", "-f"], "the file is not UTF-8; save it as that"),
        (["graph", "--manifests"], "is not UTF-8; save it as that"),
        (["check"], "the file is not UTF-8; save it as that"),
    ],
)
def test_a_file_of_another_encoding(
    arguments: list[str], said: str, tmp_path: Path, capsys: Output
) -> None:
    """It is called that by every command."""
    file = tmp_path / "file.yaml"
    file.write_bytes("a: é\n".encode("latin-1"))
    assert main([*arguments, str(file)]) == 1
    printed = capsys.readouterr()
    assert said in printed.out + printed.err


def test_the_first_secrets_are_in_use_nowhere_yet(capsys: Output) -> None:
    """Only an import knows values that are in use."""
    assert main(["init", "--no-input"]) == 0
    assert "# Secrets to create, with values of your own:" in capsys.readouterr().out
