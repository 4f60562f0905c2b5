"""No message of Helm, no rendered text and no note shows a secret; the Secret's data does.

What is outside the chart's power, as Helm prints it before or without the chart:

- ``helm install --dry-run --debug`` prints ``USER-SUPPLIED VALUES`` and ``COMPUTED VALUES``, and
  ``helm get values`` the same later; ``--hide-secret`` hides the Secret's data, not these.
- Helm keeps the values of a release in the cluster, in a Secret of its own.
- A values file that is not YAML: the name of an unknown anchor (``TOKEN: *abc``), or a value that
  is not what its tag says (``!!int abc``).
- ``--set key=a,b`` prints ``b``, as it looks like a key without value; ``--set-json`` prints all of
  what is not JSON; ``--set-file`` a path. Secrets belong in a values file.
- A secret given where none belongs, such as in place of a key's name (``secretEnv``), is data like
  any other, and Helm 4 prints what misses a schema's ``pattern``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import helm_python
import pytest
import yaml

from tests.exported import exported_to
from tests.leaks.api_server import api_server
from tests.leaks.canaries import CANARY, ILL_FORMED, NO_YAML, RIGHT, shown, shown_in_manifests
from tests.versions.programs import HELMS
from todo_k8s.testing.helm_programs import HELM, values_json

TEMPLATE = ("template", "todo")
COMMANDS = [
    (*TEMPLATE,),
    (*TEMPLATE, "--debug"),
    (*TEMPLATE, "--skip-schema-validation"),
    (*TEMPLATE, "--skip-schema-validation", "--debug"),
    ("lint",),
    ("lint", "--strict", "--debug"),
    ("lint", "--strict", "--skip-schema-validation"),
    ("install", "todo", "--dry-run=client", "--disable-openapi-validation"),
]
CASES = {"right": RIGHT, **ILL_FORMED}

pytestmark = pytest.mark.helm


@pytest.fixture(scope="module")
def chart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of todo-chatbot as exported."""
    return exported_to(tmp_path_factory.mktemp("leaks") / "todo-chatbot")


@pytest.fixture(scope="module")
def helm_4(chart: Path) -> Iterator[helm_python.Chart]:
    """The chart as Helm 4 has it in this process."""
    with helm_python.Chart.load(chart) as loaded:
        yield loaded


@pytest.fixture(scope="module")
def kubeconfig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The configuration for a server that knows what kinds there are, and nothing else."""
    with api_server(tmp_path_factory.mktemp("api")) as config:
        yield config


def run(helm: Path, kubeconfig: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run Helm, with a cluster that takes nothing."""
    command = [str(helm), *map(str, arguments)]
    environment = {**os.environ, "KUBECONFIG": str(kubeconfig)}
    return subprocess.run(
        command, check=False, capture_output=True, encoding="utf-8", env=environment
    )


def manifests_and_notes(printed: str) -> tuple[str, str]:
    """Return the manifests that `helm install` prints, and all the rest."""
    status, _, rest = printed.partition("HOOKS:\n")
    hooks, _, rest = rest.partition("MANIFEST:\n")
    manifests, _, notes = rest.partition("NOTES:\n")
    return f"{hooks}\n---\n{manifests}", status + notes


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("helm", HELMS, ids=lambda helm: helm.parent.name)
def test_helm_shows_no_secret(
    helm: Path, case: str, chart: Path, kubeconfig: Path, tmp_path: Path
) -> None:
    """Accepted or refused, linted or rendered: standard error has none, output the Secret's."""
    file = tmp_path / "values.json"
    file.write_text(values_json(CASES[case]), encoding="utf-8")
    for command in COMMANDS:
        done = run(helm, kubeconfig, *command, chart, "-f", file, *_version(command))
        assert not shown(done.stderr), command
        manifests, notes = done.stdout, ""
        if command[0] == "install":
            manifests, notes = manifests_and_notes(done.stdout)
        elif command[0] == "lint" or done.returncode:
            manifests, notes = "", done.stdout
        assert not shown(notes), command
        assert not shown_in_manifests(manifests), command
        if case == "right":
            assert done.returncode == 0, done.stderr
            assert shown(done.stdout) or command[0] == "lint"


def _version(command: tuple[str, ...]) -> list[str]:
    """Say which Kubernetes it is, where Helm does not ask a server."""
    return [] if command[0] == "install" else ["--kube-version=1.34.0"]


@pytest.mark.parametrize("helm", HELMS, ids=lambda helm: helm.parent.name)
def test_debug_shows_given_values_and_no_more(
    helm: Path, chart: Path, kubeconfig: Path, tmp_path: Path
) -> None:
    """``--dry-run --debug --hide-secret`` has secrets in the two parts that repeat the values."""
    file = tmp_path / "values.json"
    file.write_text(values_json(RIGHT), encoding="utf-8")
    options = ("--dry-run=client", "--debug", "--hide-secret", "--disable-openapi-validation")
    done = run(helm, kubeconfig, "install", "todo", chart, "-f", file, *options)
    assert done.returncode == 0, done.stderr
    before, _, rest = done.stdout.partition("USER-SUPPLIED VALUES:\n")
    values, _, after = rest.partition("\nHOOKS:\n")
    assert shown(values)
    assert not shown(before + after + done.stderr)
    assert "NOTES:" in after


@pytest.mark.parametrize("case", CASES)
def test_helm_4_in_process_shows_no_secret(
    case: str, helm_4: helm_python.Chart, chart: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Nor does Helm 4 in its errors, its lint report, what it renders or what it logs."""
    values, said, printed = CASES[case], "", ""
    for act in (helm_4.validate_schema, helm_4.render):
        try:
            texts = act(values) or {}
        except helm_python.HelmError as error:
            said += f"{error}{error!r}{error.args}{vars(error)}"
        else:
            said += "".join(text for name, text in texts.items() if not name.endswith(".yaml"))
            printed = "\n---\n".join(text for name, text in texts.items() if name.endswith(".yaml"))
    assert not shown(said)
    assert not shown_in_manifests(printed)
    for skip in (False, True):
        report = helm_python.lint(chart, values, strict=True, skip_schema_validation=skip)
        assert not shown(json.dumps(report))
    logged = capfd.readouterr()
    assert not shown(logged.out + logged.err)
    assert case != "right" or shown(printed)


@pytest.mark.parametrize("case", CASES)
def test_helm_shows_no_secret_of_a_subchart(
    case: str, chart: Path, kubeconfig: Path, tmp_path: Path
) -> None:
    """Nor where another chart depends on todo-chatbot, and its values come by that one's."""
    parent, file = tmp_path / "parent", tmp_path / "values.json"
    shutil.copytree(chart, parent / "charts" / chart.name)
    (parent / "Chart.yaml").write_text("apiVersion: v2\nname: parent\nversion: 1.0.0\n")
    file.write_text(values_json({chart.name: CASES[case]}), encoding="utf-8")
    for more in ((), ("--skip-schema-validation", "--debug")):
        done = run(HELM, kubeconfig, *TEMPLATE, parent, "-f", file, "--kube-version=1.34.0", *more)
        assert not shown(done.stderr)
        assert not shown_in_manifests("" if done.returncode else done.stdout)
        assert case != "right" or shown(done.stdout)


HELMS_OWN = {"alias", "tag"}
"""What Helm says before it has read the values."""


@pytest.mark.parametrize("case", NO_YAML)
@pytest.mark.parametrize("helm", HELMS, ids=lambda helm: helm.parent.name)
def test_helm_shows_no_file_that_is_not_yaml(
    helm: Path, case: str, chart: Path, kubeconfig: Path, tmp_path: Path
) -> None:
    """Helm's own errors about a values file show nothing of it either, but for an alias."""
    file = tmp_path / "values.yaml"
    file.write_text(NO_YAML[case], encoding="utf-8")
    done = run(helm, kubeconfig, *TEMPLATE, chart, "-f", file)
    assert bool(shown(done.stdout + done.stderr)) == (case in HELMS_OWN)


def test_rules_are_told_without_the_schema(chart: Path, kubeconfig: Path, tmp_path: Path) -> None:
    """With --skip-schema-validation, secrets that are no map are refused by name."""
    for wrong in (CANARY, [CANARY]):
        file = tmp_path / "values.yaml"
        file.write_text(yaml.safe_dump({"secrets": {"mode": "values", "values": wrong}}))
        done = run(HELM, kubeconfig, *TEMPLATE, chart, "-f", file, "--skip-schema-validation")
        assert done.returncode
        assert ".Values.secrets.values" in done.stderr
        assert not shown(done.stderr)
