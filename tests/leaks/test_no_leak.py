"""No error, log, repr, file or warning of the Python side shows a secret; the Secret's data does.

What is outside: a traceback with the *local variables* of its frames (``capture_locals``, pytest's
``--showlocals``, some error trackers) shows what Python holds, secrets included, and so do
``to_mapping()``, a pickle of the values and ``JSII_DEBUG=1``.
"""

from __future__ import annotations

import base64
import gzip
import json
import logging
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import cdk8s
import pytest
import yaml

from tests.leaks.canaries import (
    BY_KEY,
    CANARY,
    FIELDS,
    ILL_FORMED,
    KEYS,
    NO_YAML,
    RIGHT,
    shown,
    shown_in_manifests,
)
from tests.leaks.exposures import exposures
from todo_k8s import AppSecrets, TodoChatbot, TodoChatbotValues, render
from todo_k8s.cli import main
from todo_k8s.errors import TodoK8sError, ValuesError
from todo_k8s.helm import chart_files, export_chart, package_chart
from todo_k8s.helm.export import read_folder
from todo_k8s.helm.reading import read_values
from todo_k8s.services.secrets.values import SecretsValues

ROOT = Path(__file__).parents[2]
Values = Mapping[str, Any]


def _secrets_alone(values: Values) -> object:
    return SecretsValues.model_validate(values["secrets"])


def _in_plain_cdk8s(values: Values) -> object:
    secrets = values["secrets"]
    given: Any = values if isinstance(secrets, str | int | list) else secrets["values"]
    return repr(AppSecrets.from_values(cdk8s.Testing.chart(), "secrets", values=given))


ENTRIES: dict[str, Callable[[Values], object]] = {
    "from_mapping": TodoChatbotValues.from_mapping,
    "model_validate": TodoChatbotValues.model_validate,
    "constructor": lambda values: TodoChatbotValues(**values),
    "JSON": lambda values: TodoChatbotValues.model_validate_json(json.dumps(values)),
    "secrets alone": _secrets_alone,
    "plain cdk8s": _in_plain_cdk8s,
}


def test_canaries_are_recognised() -> None:
    """Each form shows, wherever it stands in base64; and there is a secret field to try."""
    assert FIELDS
    for before in ("", "a", "ab", "abc"):
        text = f"{before}{CANARY}xyz"
        assert shown(text)
        assert shown(base64.b64encode(text.encode()).decode())
    assert shown("7.7137713e+07")
    assert not shown(json.dumps(render({})))


@pytest.mark.parametrize("entry", ENTRIES)
def test_no_error_shows_a_secret(
    entry: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whatever is wrong about secrets: not in the error's text, details, pickle or context."""
    caplog.set_level(logging.DEBUG)
    errors = 0
    for case, values in (ILL_FORMED | BY_KEY).items():
        try:
            accepted = ENTRIES[entry](values)
        except (TodoK8sError, TypeError, ValueError) as error:
            errors += 1
            leaks = [text for text in exposures(error) if shown(text)]
        else:
            leaks = [text for text in (repr(accepted), str(accepted)) if shown(text)]
        assert not leaks, case
    assert errors > len(ILL_FORMED) / 3
    printed = capfd.readouterr()
    assert not shown(caplog.text + printed.out + printed.err)


def test_refused_values_name_the_field() -> None:
    """An error without the value still says where it is, and what is wrong."""
    for key in ("DATABASE_URL", "BETTER_AUTH_SECRET", "GEMINI_API_KEY"):
        with pytest.raises(ValuesError) as caught:
            render(BY_KEY[f"{key} too short"])
        (fault,) = caught.value.faults
        assert fault.startswith(f"secrets.values.{key}: must ")


def test_values_do_not_show_secrets() -> None:
    """Values print stars, however they are printed, and so does their JSON."""
    values = TodoChatbotValues.from_mapping(RIGHT)
    copied = values.model_copy(update={"name_override": "x"})
    for text in (
        repr(values),
        str(values),
        f"{values}{values!r:>9}",
        repr([values.secrets]),
        repr(values.secrets.values),
        repr(copied),
        repr(values.model_dump()),
        values.model_dump_json(),
    ):
        assert not shown(text)
        assert "DATABASE_URL" in text


def test_only_the_secret_holds_secrets() -> None:
    """Names, labels, annotations, variables, policies: nothing but ``data`` of the one Secret."""
    manifests = render(RIGHT)
    (secret,) = (manifest for manifest in manifests if manifest["kind"] == "Secret")
    decoded = {key: base64.b64decode(code).decode() for key, code in secret["data"].items()}
    assert decoded == RIGHT["secrets"]["values"]
    assert set(decoded) == set(KEYS)
    assert not shown_in_manifests(yaml.safe_dump_all(manifests))


@pytest.mark.parametrize("case", ILL_FORMED)
def test_command_line_shows_no_secret(
    case: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """`todo-k8s render` prints the Secret, or plain lines without a value."""
    file = tmp_path / "values.json"
    file.write_text(json.dumps(ILL_FORMED[case]), encoding="utf-8")
    status = main(["render", "-f", str(file)])
    printed = capfd.readouterr()
    assert not shown(printed.err)
    assert not shown_in_manifests(printed.out)
    assert bool(status) == bool(printed.err)


@pytest.mark.parametrize("case", NO_YAML)
def test_file_that_is_not_yaml_is_not_shown(case: str) -> None:
    """An error about a values file shows nothing of it, nor does the YAML reader's behind it."""
    with pytest.raises(ValuesError, match=r"is not YAML|must be a map") as caught:
        read_values(NO_YAML[case], "values.yaml")
    assert not [text for text in exposures(caught.value) if shown(text)]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_file_in_another_encoding_is_not_shown(encoding: str, tmp_path: Path) -> None:
    """As a process: no traceback, and not a byte of the file."""
    file = tmp_path / "values.yaml"
    file.write_bytes(f"é: {CANARY}\n".encode(encoding))
    command = [sys.executable, "-X", "dev", "-m", "todo_k8s", "render", "-f", str(file)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "values.yaml: is not " in done.stderr
    assert "Traceback" not in done.stderr
    assert not shown(done.stdout + done.stderr)


def test_exported_chart_holds_no_secret(tmp_path: Path) -> None:
    """Exporting after rendering with secrets: not in the folder, the archive or the checksum."""
    render(RIGHT)
    folder = export_chart(TodoChatbot, to=tmp_path / "chart")
    archive = package_chart(TodoChatbot, to=tmp_path / "dist")
    texts = [*read_folder(folder).values(), *chart_files(TodoChatbot).values()]
    texts += [gzip.decompress(archive.read_bytes()).decode("latin-1")]
    texts += [path.read_bytes().decode("latin-1") for path in archive.parent.iterdir()]
    assert "templates/NOTES.txt" in read_folder(folder)
    assert not [text for text in texts if shown(text)]


_WORD = re.compile(r"(?<![\w+/])[A-Za-z0-9+/]{16,}={0,2}")


def test_snapshots_hold_no_secret() -> None:
    """What is in base64 in a snapshot says of itself that it is none."""
    found: list[str] = []
    for path in ROOT.glob("tests/**/__snapshots__/**/*"):
        words = _WORD.findall(path.read_text(encoding="utf-8")) if path.is_file() else []
        for word in (word for word in words if len(word) % 4 == 0):
            text = base64.b64decode(word).decode("latin-1")
            found += [text] if text.isascii() and text.isprintable() else []
    assert found
    assert all("not-a-secret" in text for text in found)
