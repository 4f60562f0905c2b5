"""No command that reports on values shows a credential, wherever an operator has put it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.leaks.canaries import CANARY, shown
from todo_k8s.cli import main

Output = pytest.CaptureFixture[str]

VALUES = f"""\
backend:
  args: ["--password={CANARY}", "--token", "{CANARY}"]
  sidecars:
    - {{name: s, image: x, env: [{{name: DB_PASSWORD, value: {CANARY}}}]}}
  probes: {{liveness: {{headers: {{Authorization: "Bearer {CANARY}"}}}}}}
  allowPlainEnv: [MY_TOKEN]
  env: {{MY_TOKEN: {CANARY}}}
ingress: {{enabled: true, hosts: [a.example.com], annotations: {{x.y/token: {CANARY}}}}}
extraObjects:
  - {{apiVersion: v1, kind: Secret, metadata: {{name: ab}}, stringData: {{password: {CANARY}}}}}
  - apiVersion: v1
    kind: ConfigMap
    metadata: {{name: c}}
    data: {{url: "postgres://u:{CANARY}{CANARY}@h/d"}}
"""

KEYS = (
    *("backend.args", "backend.args[0]", "backend.args[2]", "backend.env", "backend.env.MY_TOKEN"),
    *("backend.sidecars", "backend.probes.liveness.headers", "ingress.annotations", "extraObjects"),
)
KINDS = ("Deployment", "ConfigMap", "Secret", "Ingress", "NetworkPolicy")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "values.yaml").write_text(VALUES)
    (tmp_path / "none.yaml").write_text("")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("asked", [(), KEYS, KINDS], ids=["all", "keys", "kinds"])
def test_explain(asked: tuple[str, ...], form: str, capsys: Output) -> None:
    """Values, keys and objects tell that there is a secret, and not which."""
    assert main(["explain", "-f", "values.yaml", *asked, "-o", form]) == 0
    told = capsys.readouterr()
    assert "(secret)" in told.out
    assert not shown(told.out + told.err)


@pytest.mark.parametrize("form", ["text", "json"])
def test_diff(form: str, capsys: Output) -> None:
    """Old and new values, in both directions."""
    for sides in (["none.yaml", "values.yaml"], ["values.yaml", "none.yaml"]):
        main(["diff", *sides, "-o", form])
        told = capsys.readouterr()
        assert not shown(told.out + told.err)


@pytest.mark.parametrize("form", ["svg", "mermaid", "json"])
def test_graph(form: str, capsys: Output) -> None:
    """A picture has names alone."""
    assert main(["graph", "-f", "values.yaml", "-o", form]) == 0
    assert not shown(capsys.readouterr().out)


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
@pytest.mark.parametrize("fault", ["", "  replicaCount: no\n", "  argz: []\n", "  env: {}\n"])
def test_check(fault: str, form: str, capsys: Output) -> None:
    """The lines around a fault are shown without their values."""
    text = VALUES.replace("backend:\n", f"backend:\n{fault}")
    Path("values.yaml").write_text(text)
    main(["check", "values.yaml", "-o", form])
    told = capsys.readouterr()
    assert not shown(told.out + told.err)
